"""Invitations to members."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts import actions as accounts
from coorum.accounts import queries
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.people import InvitationForm
from coorum.web.guards import staff_required
from coorum.web.request import Request

#: As many as a page shows.
MOST = 200


@staff_required(Role.MANAGER)
def index(request: Request) -> HttpResponse:
    """Invite somebody, and see who has not come yet."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.invite(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("console:invitations")
    return render(request, "console/invitations.html", {"form": form, "waiting": queries.open_invitations()[:MOST]})


@require_POST
@staff_required(Role.MANAGER)
def withdraw(request: Request, invitation_id: UUID) -> HttpResponse:
    accounts.withdraw_invitation(request.viewer, invitation=access.invitation(request, invitation_id))
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("console:invitations")
