"""My requests: what one can ask about one's data, and how far it is. On the provider's host, since the provider answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.cooling import cools_until
from coorum.base.errors import Refused
from coorum.portal import access
from coorum.portal.forms.privacy import RequestForm
from coorum.privacy import actions, queries, words
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import CORRECTING, STOPPING, WITH_FEE, Kind, State
from coorum.privacy.progress import progress_of
from coorum.privacy.rules import SEARCHING
from coorum.web.guards import recent_sign_in, signed_in
from coorum.web.request import Request


@access.of_the_provider
@signed_in
def index(request: Request) -> HttpResponse:
    """What was asked, and what can be asked."""
    groups = [
        (_("See and know"), WITH_FEE, _("%(amount)s yen each, tax included") % {"amount": f"{PRICE.amount:,}"}),
        (_("Correct or add"), CORRECTING, _("Free of charge")),
        (_("Stop and erase"), STOPPING, _("Free of charge")),
    ]
    asked = [(one, queries.clocks_of(one)) for one in queries.own_requests(request.viewer.person)]
    context = {"asked": asked, "groups": groups, "about": words.ABOUT, "came_from": request.GET.get("from", "")}
    return render(request, "portal/privacy/requests.html", context)


@access.of_the_provider
@signed_in
def create(request: Request, kind: str) -> HttpResponse:
    """Ask; then show who one is."""
    wanted, person = _kind(kind), request.viewer.person
    communities = queries.communities_of(person)
    here = next((str(one.id) for one in communities if one.slug == request.GET.get("from")), "")
    form = RequestForm(
        request.POST or None,
        kind=wanted,
        communities=[(str(one.id), one.name) for one in communities],
        initial={"community": here if wanted not in WITH_FEE else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(person, kind=wanted, language=request.LANGUAGE_CODE, **_given(form, communities))
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:identify", asked.linked_to_id or asked.id)
    context = {
        "form": form,
        "kind": wanted,
        "about": words.ABOUT[wanted],
        "price": PRICE if wanted in WITH_FEE else None,
    }
    return render(request, "portal/privacy/ask.html", context)


@access.of_the_provider
@signed_in
def show(request: Request, request_id: UUID) -> HttpResponse:
    """One request: where it stands, until when, what happens next."""
    asked = access.own_request(request, request_id)
    package = queries.package_of(asked)
    context = {
        "one": asked,
        "clocks": queries.clocks_of(asked),
        "next": words.NEXT[State(asked.state)],
        "steps": asked.transitions.order_by("made_at", "id"),
        "fee": getattr(asked, "fee", None),
        "payment": queries.payment_of(asked),
        "ways": queries.ways_to_pay(),
        "decision": queries.decision_of(asked) if asked.state not in SEARCHING else None,
        "search": progress_of(asked) if asked.state in SEARCHING else None,
        "package": package if package and package.file else None,
        "cools_until": cools_until(request.viewer.person),
        "token": access.package_token(package) if package else "",
        "can_withdraw": queries.can_withdraw(asked),
    }
    return render(request, "portal/privacy/request.html", context)


@access.of_the_provider
@recent_sign_in
def identify(request: Request, request_id: UUID) -> HttpResponse:
    """Whoever comes here has just signed in once more: that is the proof. Coming twice changes nothing."""
    actions.confirm_identity(request.viewer.person, request=access.own_request(request, request_id))
    return redirect("portal:rights_request", request_id)


@require_POST
@access.of_the_provider
@signed_in
def withdraw(request: Request, request_id: UUID) -> HttpResponse:
    """Take the request back."""
    actions.withdraw_request(request.viewer.person, request=access.own_request(request, request_id))
    messages.success(request, _("Your request is taken back."))
    return redirect("portal:rights_request", request_id)


@access.of_the_provider
@recent_sign_in
def package(request: Request, request_id: UUID, token: str) -> HttpResponse:
    """Fetch the package: the link expires, and the download is written down."""
    asked = access.own_request(request, request_id)
    access.ensure_package_token(asked, token)
    content = actions.fetch_package(request.viewer.person, request=asked)
    name = f"{asked.kind.replace('_', '-')}-{asked.label}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _kind(slug: str) -> Kind:
    try:
        return Kind(slug.replace("-", "_"))
    except ValueError:
        raise Http404 from None


def _given(form: RequestForm, communities: list[Any]) -> dict[str, Any]:
    given = form.given()
    chosen = given.pop("community", "")
    return {**given, "community": next((one for one in communities if str(one.id) == chosen), None)}
