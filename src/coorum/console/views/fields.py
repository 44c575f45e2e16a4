"""Profile fields: what the operator asks its members besides, each with its purpose."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.fields import FieldForm, shown
from coorum.profiles import actions, queries
from coorum.profiles.kinds import MOST_FIELDS, Audience, Kind
from coorum.web.guards import staff_required
from coorum.web.request import Request

EMPTY = {"kind": Kind.LINE, "purpose": "provide", "audience": Audience.STAFF}


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """All fields in their order, with how many members answered each."""
    fields = list(queries.counted_fields())
    return render(request, "console/fields/index.html", {"fields": fields, "is_full": len(fields) >= MOST_FIELDS})


@staff_required(Role.OWNER)
def create(request: Request) -> HttpResponse:
    """Set one up."""
    form = FieldForm(request.POST or None, initial=EMPTY)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_field(request.viewer, form.wanted(), key=form.key)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The field is on the members' profile page now."))
            return redirect("console:fields")
    return render(request, "console/fields/edit.html", {"form": form, "field": None})


@staff_required(Role.OWNER)
def edit(request: Request, field_id: UUID) -> HttpResponse:
    """Change one; what members agreed to stays as it is."""
    field = access.profile_field(request, field_id)
    form = FieldForm(request.POST or None, initial=shown(field))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_field(request.viewer, field, form.wanted())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:fields")
    return render(request, "console/fields/edit.html", {"form": form, "field": field})


@require_POST
@staff_required(Role.OWNER)
def order(request: Request) -> HttpResponse:
    """Move one field up or down."""
    ids = list(queries.fields().values_list("id", flat=True))
    place = next((number for number, one in enumerate(ids) if str(one) == request.POST.get("field", "")), None)
    target = None if place is None else place + (-1 if request.POST.get("way") == "up" else 1)
    if place is not None and target is not None and 0 <= target < len(ids):
        ids[place], ids[target] = ids[target], ids[place]
        actions.order_fields(request.viewer, ids=ids)
    return redirect("console:fields")


@staff_required(Role.OWNER)
def remove(request: Request, field_id: UUID) -> HttpResponse:
    """Ask first, saying how many answers go; then ask no more."""
    field = access.profile_field(request, field_id)
    if request.method == "POST":
        actions.remove_field(request.viewer, field)
        messages.success(request, _("The field is removed. Its answers are being erased."))
        return redirect("console:fields")
    return render(request, "console/fields/remove.html", {"field": field})
