"""Lists of people to invite: declared with their source and ground, looked at line by line, then started."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import access, paging
from coorum.api.answers import nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.schemas import After, InvitationLines, InvitationList, InvitationLists, Limit, NewInvitationList
from coorum.integrations.kinds import Scope
from coorum.inviting import actions, queries

router = Router(tags=["invitations"])
READS, WRITES = needs(Scope.INVITATIONS_READ), needs(Scope.INVITATIONS_WRITE)
ONE = "/invitation-lists/{uuid:list_id}"


@router.get("/invitation-lists", response=InvitationLists, operation_id="listInvitationLists", **READS)
def index(request: HttpRequest, limit: Limit = 20, after: After = "") -> HttpResponse:
    """The lists of this community, the newest first."""
    place = paging.place_in(request, "invitation-lists", after)
    rows = queries.batches().order_by("-id")
    found = list((rows.filter(id__lt=UUID(place[0])) if place else rows)[: limit + 1])
    following = paging.cursor_of(request, "invitation-lists", found[limit - 1].id) if len(found) > limit else None
    return paging.page(request, [shown(row) for row in found[:limit]], following)


@router.post("/invitation-lists", response={201: InvitationList}, operation_id="declareInvitationList", **WRITES)
@writing
def create(request: Any, given: NewInvitationList) -> HttpResponse:
    """Send a list, and be told what would happen with each line. Nobody is written to yet."""
    made = actions.declare_addresses(request.auth, **given.model_dump())
    return said(request, shown(made), status=201, location=f"{request.path}/{made.id}")


@router.get(ONE, response=InvitationList, operation_id="showInvitationList", **READS)
def show(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One list, and how far it has come."""
    return said(request, shown(access.invitation_list(list_id)))


@router.get(f"{ONE}/lines", response=InvitationLines, operation_id="listInvitationLines", **READS)
def lines(
    request: HttpRequest,
    list_id: UUID,
    state: Literal["ready", "invited", "bad", ""] = "",
    limit: Limit = 20,
    after: After = "",
) -> HttpResponse:
    """The report: each line with what becomes, or became, of it; or those of one `state`, as `bad` to put them right."""
    listing, rows = f"invitation-lines:{list_id}:{state}", queries.lines_of(access.invitation_list(list_id), state)
    place = paging.place_in(request, listing, after)
    found = list((rows.filter(number__gt=place[0]) if place else rows)[: limit + 1])
    following = paging.cursor_of(request, listing, found[limit - 1].number) if len(found) > limit else None
    return paging.page(request, [line(row) for row in found[:limit]], following)


@router.post(f"{ONE}/start", response=InvitationList, operation_id="startInvitationList", **WRITES)
@writing
def start(request: Any, list_id: UUID) -> HttpResponse:
    """Begin to invite: a letter to each line that is ready. Starting again changes nothing."""
    actions.begin(request.auth, batch=access.invitation_list(list_id))
    return said(request, shown(access.invitation_list(list_id)))


@router.delete(ONE, response={204: None}, operation_id="dropInvitationList", **WRITES)
@writing
def remove(request: Any, list_id: UUID) -> HttpResponse:
    """Delete a list that was not started."""
    actions.drop(request.auth, batch=access.invitation_list(list_id))
    return nothing()


def shown(row: Any) -> dict[str, Any]:
    report = queries.report_of(row)
    counts = {name: getattr(report, name) for name in ("lines", "ready", "invited", "bad")}
    names = ("id", "source", "ground", "told", "declared_at", "begun_at", "done_at")
    return {name: getattr(row, name) for name in names} | counts


def line(row: Any) -> dict[str, Any]:
    state = "bad" if row.problem else "invited" if row.invited_at else "ready"
    return {"number": row.number, "email": row.email or row.said, "state": state, "problem": row.problem or None}
