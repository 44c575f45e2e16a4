"""Invitations of members. Staff are invited in the console, by somebody."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.accounts import actions
from coorum.accounts import queries as accounts
from coorum.api import access, paging
from coorum.api.answers import nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.problems import Problem
from coorum.api.schemas import After, Invitation, Invitations, Limit, NewInvitation
from coorum.integrations.kinds import Scope

router = Router(tags=["invitations"])


@router.get("/invitations", response=Invitations, operation_id="listInvitations", **needs(Scope.INVITATIONS_READ))
def index(request: HttpRequest, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Invitations that nobody has used yet, the newest first."""
    place = paging.place_in(request, "invitations", after)
    waiting = accounts.open_invitations().filter(role="").order_by("-id")
    rows = list((waiting.filter(id__lt=UUID(place[0])) if place else waiting)[: limit + 1])
    following = paging.cursor_of(request, "invitations", rows[limit - 1].id) if len(rows) > limit else None
    return paging.page(request, [shown(row) for row in rows[:limit]], following)


@router.get(
    "/invitations/{uuid:invitation_id}",
    response=Invitation,
    operation_id="showInvitation",
    **needs(Scope.INVITATIONS_READ),
)
def show(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """One invitation."""
    return said(request, shown(access.invitation(invitation_id)))


@router.post("/invitations", response={201: Invitation}, operation_id="invite", **needs(Scope.INVITATIONS_WRITE))
@writing
def create(request: Any, given: NewInvitation) -> HttpResponse:
    """Send somebody a letter with a code. Inviting the same address again makes the earlier code void."""
    try:
        validate_email(given.email)
    except ValidationError as error:
        raise Problem(422, "invalid", errors=[{"at": "body.email", "detail": error.messages[0]}]) from None
    made = actions.invite(request.auth, email=given.email)
    return said(request, shown(made), status=201, location=f"{request.path}/{made.id}")


@router.delete(
    "/invitations/{uuid:invitation_id}",
    response={204: None},
    operation_id="withdrawInvitation",
    **needs(Scope.INVITATIONS_WRITE),
)
@writing
def remove(request: Any, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw_invitation(request.auth, invitation=access.invitation(invitation_id))
    return nothing()


def shown(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "email", "invited_at", "expires_at")}
