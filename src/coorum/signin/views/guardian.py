"""Between a child and their guardian: asking, agreeing or not, going on, and stopping it (X5)."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.privacy.actions import guardians
from coorum.privacy.guardians import queries
from coorum.privacy.guardians.rules import masked
from coorum.signin import ages, registration, way
from coorum.signin.counting import Act, counted, ensure_counted
from coorum.signin.forms.guardian import AskGuardianForm, ChildForm, GuardianForm
from coorum.signin.frame import identity_page, page_of_every_host
from coorum.signin.views.entry import trouble
from coorum.web.request import Request


@counted(Act.GUARDIAN)
@never_cache
@require_http_methods(["GET", "POST"])
@page_of_every_host
def ask(request: Request) -> HttpResponse:
    """A child gives their guardian's address, and their own where nobody is signed in. The answer is always the same."""
    site: Any = getattr(request, "brand", None) or request.site
    if site is None:
        return trouble(request, _("This way in is not complete. Please start from the community's page."))
    refusal = _by_invitation(request, site)
    if refusal is not None:
        return refusal
    if not ages.is_child(request):
        return redirect(way.to("age", to="join" if request.viewer else "signup", **ages.came_by(request)))
    form = AskGuardianForm(request.POST or None, is_known=request.viewer is not None)
    if request.method == "POST" and form.is_valid() and _asked(request, site, form):
        ages.forget(request)
        return redirect(way.to("guardian_asked", **ages.came_by(request)))
    again = way.to("age", to="join" if request.viewer else "signup", **ages.came_by(request))
    return render(request, "signin/guardian/ask.html", {"form": form, "again": again})


@never_cache
@page_of_every_host
def asked(request: Request) -> HttpResponse:
    """The letter is on its way; what happens next."""
    on_provider = request.place.is_provider and getattr(request, "brand", None)
    back = request.brand.home_url if on_provider else way.back_of(request) or "/"
    return render(request, "signin/guardian/asked.html", {"back": back})


@counted(Act.GUARDIAN)
@require_http_methods(["GET", "POST"])
@identity_page
def answer(request: Request) -> HttpResponse:
    """The guardian reads what the child would have read, and agrees or declines."""
    found = queries.ask_for_guardian(request.GET.get("code", ""))
    if found is None:
        return trouble(request, _("This question was answered already, or has run out."), status=404)
    if not _is_dressed(request, found.community):
        return _dressed(request, "guardian", found.community)
    form = GuardianForm(request.POST or None, notice=joining_notice(found.community, get_language() or "ja"))
    if request.method == "POST" and "decline" in request.POST:
        guardians.refuse(found)
        return render(request, "signin/guardian/declined.html")
    if request.method == "POST" and form.is_valid() and _agreed(form, found):
        return render(request, "signin/guardian/agreed.html", {"is_member": found.person_id is not None})
    documents = f"{request.brand.home_url}{reverse('portal:documents')}"
    child = masked(found.child_address)
    return render(request, "signin/guardian/answer.html", {"form": form, "child": child, "documents": documents})


@counted(Act.SIGN_UP)
@require_http_methods(["GET", "POST"])
@identity_page
def go_on(request: Request) -> HttpResponse:
    """The child, whose guardian agreed, chooses a password or makes a passkey, and is in."""
    found = queries.ask_for_child(request.GET.get("code", ""))
    if found is None or request.user.is_authenticated:
        return trouble(
            request, _("This link has been used, or has run out. Please ask your guardian once more."), status=404
        )
    if not _is_dressed(request, found.community):
        return _dressed(request, "guardian_child", found.community)
    if not queries.is_current(found):
        guardians.ask_again(found)
        return render(request, "signin/guardian/changed.html")
    form = ChildForm(request.POST or None, child=found.child_address)
    person = _registered(form, found) if request.method == "POST" and form.is_valid() else None
    if person is not None:
        return _enter(request, person, by_passkey=form.by_passkey)
    return render(request, "signin/guardian/child.html", {"form": form, "child": found.child_address})


def _by_invitation(request: Request, site: Any) -> HttpResponse | None:
    if not site.is_by_invitation or (request.viewer and request.viewer.member):
        return None
    with site_scope(site.id):
        found = people.invitation_with(way.invitation_of(request))
    return None if found else render(request, "signin/by_invitation.html", status=403)


def _asked(request: Request, site: Any, form: Any) -> bool:
    """Whether the form is done with. One letter too many is not written, and the page does not tell."""
    given = form.cleaned_data
    if ensure_counted(request).wait is not None:
        return True
    try:
        guardians.ask_guardian(
            site=site,
            person=request.viewer.person if request.viewer else None,
            child=given.get("email", ""),
            guardian=given["guardian"],
            language=get_language() or "ja",
            invitation=way.invitation_of(request),
        )
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    return True


def _agreed(form: Any, found: Any) -> bool:
    try:
        guardians.agree(found, **form.agreed, language=get_language() or "ja")
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _registered(form: Any, found: Any) -> Any:
    try:
        return registration.register_child(
            found, password=form.cleaned_data["password"], language=get_language() or "ja"
        )
    except Refused as refusal:
        form.take_refusal(refusal)
        return None


def _enter(request: Request, person: Any, *, by_passkey: bool) -> HttpResponse:
    """The letter's link showed that the address is theirs."""
    request.session["_has_joined"] = True
    record_authentication(request, person, method="code")
    login = Login(user=person, redirect_url=None, signup=True)
    login.state["passkey_signup"] = by_passkey
    response: HttpResponse = perform_login(request, login)
    return response


def _is_dressed(request: Request, site: Any) -> bool:
    return request.brand is not None and request.brand.id == site.id


def _dressed(request: Request, name: str, site: Any) -> HttpResponse:
    """The page wears the look of the community it is about, whatever became of the link."""
    return redirect(way.to(name, code=request.GET["code"], **{"from": site.slug}))
