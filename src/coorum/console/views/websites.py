"""The operator's websites on which members sign in with the community (OpenID Connect)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.websites import WebsiteForm, shown
from coorum.openid import actions as openid
from coorum.openid import queries
from coorum.openid.issuer import issuer
from coorum.web.guards import staff_required
from coorum.web.request import Request

FRAME = "console/websites"


@require_safe
@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Every website that signs members in."""
    return render(request, f"{FRAME}/index.html", {"parties": queries.parties()})


@staff_required(Role.OWNER)
def create(request: Request) -> HttpResponse:
    """Let a website sign members in; its secret is shown on the next page."""
    form = WebsiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            party = openid.register_party(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The website may sign members in now. Make a secret for it next."))
            return redirect("console:website", party.id)
    return render(request, f"{FRAME}/create.html", {"form": form})


@staff_required(Role.OWNER)
def edit(request: Request, party_id: UUID) -> HttpResponse:
    """Its addresses, its secrets, and switching it off."""
    party = access.website(request, party_id)
    form = WebsiteForm(request.POST or None, initial=shown(party))
    if request.method == "POST" and form.is_valid():
        try:
            openid.change_party(request.viewer, party, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:website", party.id)
    return _page(request, party_id, form=form)


@require_POST
@staff_required(Role.OWNER)
def make_secret(request: Request, party_id: UUID) -> HttpResponse:
    """A new secret. It is on this page only, and cannot be shown again."""
    party = access.website(request, party_id)
    secret = openid.make_secret(request.viewer, party)
    return _page(request, party_id, secret=secret)


@require_POST
@staff_required(Role.OWNER)
def withdraw_secret(request: Request, party_id: UUID, secret_id: UUID) -> HttpResponse:
    """A secret that has been replaced, or has got out."""
    openid.withdraw_secret(request.viewer, access.website_secret(request, party_id, secret_id))
    messages.success(request, _("The secret opens nothing any more."))
    return redirect("console:website", party_id)


@require_POST
@staff_required(Role.OWNER)
def halt(request: Request, party_id: UUID) -> HttpResponse:
    """Switch it off at once, or allow it again."""
    party, staff = access.website(request, party_id), request.viewer
    if "resume" in request.POST:
        openid.resume_party(staff.party, party)
        is_off = queries.halts_of(party).exists()
        messages.success(request, _("Saved.") if is_off else _("People can sign in there again."))
    else:
        openid.halt_party(staff.party, party, halted_by=staff.person.id, reason=request.POST.get("reason", ""))
        messages.success(request, _("It is switched off: nobody signs in there, and whoever was is signed out."))
    return redirect("console:website", party_id)


@require_POST
@staff_required(Role.OWNER)
def remove(request: Request, party_id: UUID) -> HttpResponse:
    openid.remove_party(request.viewer, access.website(request, party_id))
    messages.success(request, _("The website was taken away."))
    return redirect("console:websites")


def _page(request: Request, party_id: UUID, *, form: WebsiteForm | None = None, secret: str = "") -> HttpResponse:
    party = access.website(request, party_id)
    facts = {
        "party": party,
        "form": form or WebsiteForm(initial=shown(party)),
        "secret": secret,
        "secrets": party.secrets.order_by("made_at"),
        "issuer": issuer(),
        "halts": list(queries.halts_of(party)),
    }
    return render(request, f"{FRAME}/edit.html", facts)
