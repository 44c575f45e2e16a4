"""Two accounts of one person: the other one is shown in the session of the one that stays, then what will happen, then it is
done; and undone, from either."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coorum.accounts import contact
from coorum.base.errors import Refused
from coorum.linking import queries as linking
from coorum.privacy.actions.merging import ensure_may_merge, merge_accounts, undo_merge
from coorum.privacy.merging import queries
from coorum.privacy.merging.preview import preview
from coorum.signin import journeys, merging, passkeys, way
from coorum.signin.counting import Act, counted
from coorum.signin.forms.factors import AnswerForm, FactorForm
from coorum.signin.forms.login import OtherAccountForm
from coorum.signin.frame import identity_page
from coorum.signin.views.linked import depart
from coorum.signin.views.second_factor import page_of_factor, show_factor
from coorum.sites import queries as sites
from coorum.web.guards import recent_sign_in
from coorum.web.request import Request

#: What a passkey of the other account is asked for.
OTHER = "other"


@counted(Act.SIGN_IN)
@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """Which account stays, and the other one's address and password; or what was merged, and how to undo it."""
    standing = queries.open_merge(request.viewer.person)
    if standing is not None:
        return render(request, "signin/merging/done.html", _facts(request, standing))
    form = OtherAccountForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return _shown(request, form.user, "password")
    status = 429 if form.is_bound and form.is_stopped else 200
    return render(request, "signin/merging/other.html", _ways(request, form), status=status)


@require_POST
@identity_page
@recent_sign_in
def passkey(request: Request) -> HttpResponse:
    """A passkey of the other account."""
    form = AnswerForm(request.POST)
    try:
        person = passkeys.shown(OTHER, form.cleaned_data) if form.is_valid() else None
    except Refused as refusal:
        messages.error(request, str(refusal))
        person = None
    return _shown(request, person, "passkey") if person else _back(request)


@require_POST
@identity_page
@recent_sign_in
def service(request: Request, slug: str) -> HttpResponse:
    """On to a service with which one signs in to the other account, by a page of ours (CSP form-action)."""
    found = linking.service_on(slug)
    if found is None:
        return _back(request)
    response = depart(request, found, back=way.to("merging_linked", slug), person=str(request.viewer.person.pk))
    return journeys.onward(request, response, "signin/merging/onward.html", service=found)


@require_safe
@identity_page
@recent_sign_in
def linked(request: Request, slug: str) -> HttpResponse:
    """Back from the service: whose account opens with it."""
    found, arrived = linking.service_on(slug), journeys.arrived(request, slug)
    journeys.forget(request)
    link = linking.link_with(found, arrived[0].subject) if found and arrived else None
    if link is None:
        messages.error(request, _("No account here opens with that one. Please show the other account in another way."))
        return _back(request)
    return _shown(request, link.person, f"linked:{slug}"[:40])


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def factor(request: Request) -> HttpResponse:
    """The other account's second factor, counted like at sign-in."""
    found = merging.shown(request)
    if found is None or found.is_proved:
        return _on(request)
    form = FactorForm(request.POST if "code" in request.POST else None)
    method = show_factor(request, found.person, form, use=passkeys.SECOND, process=found.began)
    if method:
        merging.add(request, method)
        return _on(request)
    return page_of_factor(request, "signin/merging/factor.html", form, found.person, passkeys.SECOND)


@identity_page
@recent_sign_in
@require_http_methods(["GET", "POST"])
def confirm(request: Request) -> HttpResponse:
    """What will happen, on each site; one press, and it is done."""
    found, staying = merging.shown(request), request.viewer.person
    if found is None or not found.is_proved:
        return _on(request)
    try:
        ensure_may_merge(found.person, staying)
        if request.method == "POST":
            return _merged(request, found.person)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path) if refusal.code == "stale" else _forgotten(request)
    facts = {"shown": preview(found.person, staying), "goes": _address(found.person), "stays": _address(staying)}
    return render(request, "signin/merging/confirm.html", facts)


def _merged(request: Request, going: Any) -> HttpResponse:
    staying = request.viewer.person
    merge_accounts(staying, going=going, epochs=(going.epoch, staying.epoch), seen=request.POST.get("seen", ""))
    messages.success(request, _("Your two accounts are one now."))
    return _forgotten(request)


@require_POST
@identity_page
@recent_sign_in
def undo(request: Request) -> HttpResponse:
    """Two accounts again."""
    try:
        undo_merge(request.viewer.person)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    messages.success(
        request, _("You have two accounts again. Agree again to what you want to agree to: nothing was agreed for you.")
    )
    return redirect(f"{way.to('account')}{request.carried}")


def _shown(request: Request, person: Any, method: str) -> HttpResponse:
    """The first step is taken; who may not merge at all is told once everything was shown, and not before."""
    merging.begin(request, person, method)
    return _on(request)


def _on(request: Request) -> HttpResponse:
    """To what is next."""
    found = merging.shown(request)
    if found is None:
        messages.error(request, _("That took too long, or something about an account has changed. Please begin again."))
        return _back(request)
    return way.on_to("merging_confirm" if found.is_proved else "merging_factor", request)


def _forgotten(request: Request) -> HttpResponse:
    merging.forget(request)
    return _back(request)


def _back(request: Request) -> HttpResponse:
    return way.on_to("merging", request)


def _ways(request: Request, form: Any) -> dict[str, Any]:
    services = list(linking.services_on())
    return {
        "form": form,
        "asked": passkeys.ask(OTHER),
        "services": services,
        "stays": _address(request.viewer.person),
    }


def _facts(request: Request, merge: Any) -> dict[str, Any]:
    went = merge.from_person == request.viewer.person
    return {
        "went": went,
        "goes": _address(merge.from_person),
        "stays": _address(merge.into_person),
        "until": queries.undo_until(merge),
        "again": [] if went else [(site, sites.origin_of(site)) for site in queries.to_agree_again(merge)],
    }


def _address(person: Any) -> str:
    return contact.address_of(person, "operate")
