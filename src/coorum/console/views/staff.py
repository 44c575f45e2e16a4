"""The operator's staff and their roles."""

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
from coorum.console.forms.people import RoleForm, StaffInvitationForm
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Who works here, in which role; invite another."""
    form = StaffInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.invite(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("console:staff")
    waiting = queries.open_invitations().exclude(role="")
    return render(
        request, "console/staff.html", {"form": form, "people": queries.staff(), "roles": Role, "waiting": waiting}
    )


@require_POST
@staff_required(Role.OWNER)
def change(request: Request, person_id: UUID) -> HttpResponse:
    """Give somebody of the staff another role."""
    somebody = access.staff_role(request, person_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        accounts.grant_role(request.viewer, person=somebody.person, role=Role(form.cleaned_data["role"]))
        messages.success(request, _("Saved."))
    return redirect("console:staff")


@require_POST
@staff_required(Role.OWNER)
def remove(request: Request, person_id: UUID) -> HttpResponse:
    """Take somebody's role away; the last owner stays."""
    accounts.revoke_role(request.viewer, person=access.staff_role(request, person_id).person)
    messages.success(request, _("The role is taken away."))
    return redirect("console:staff")
