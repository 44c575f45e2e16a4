"""Boards."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import access, paging
from coorum.api.answers import ensure_unchanged, nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.schemas import After, Board, BoardChange, Boards, Limit, NewBoard
from coorum.community import actions
from coorum.community import queries as community
from coorum.integrations.kinds import Scope

router = Router(tags=["boards"])
COLUMNS = ("id", "slug", "name", "kind", "description", "readers", "writers", "template", "position")


@router.get("/boards", response=Boards, operation_id="listBoards", **needs(Scope.BOARDS_READ))
def index(request: HttpRequest, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Boards in their order; removed ones are not there."""
    place = paging.place_in(request, "boards", after)
    rows = community.board_rows((place[0], UUID(place[1])) if place else None, most=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    following = paging.cursor_of(request, "boards", last["position"], last["id"]) if last else None
    return paging.page(request, [shown(row) for row in rows[:limit]], following)


@router.get("/boards/{uuid:board_id}", response=Board, operation_id="showBoard", **needs(Scope.BOARDS_READ))
def show(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """One board."""
    return said(request, shown(access.board_row(board_id)))


@router.post("/boards", response={201: Board}, operation_id="openBoard", **needs(Scope.BOARDS_WRITE))
@writing
def create(request: Any, given: NewBoard) -> HttpResponse:
    """Open a board below the others. Announcements are written by staff only."""
    board = actions.open_board(request.auth, **given.dict())
    return said(request, shown(access.board_row(board.id)), status=201, location=f"{request.path}/{board.id}")


@router.patch("/boards/{uuid:board_id}", response=Board, operation_id="changeBoard", **needs(Scope.BOARDS_WRITE))
@writing
def edit(request: Any, board_id: UUID, given: BoardChange) -> HttpResponse:
    """Change what a board is called and who may use it, or close and reopen it."""
    board, row = access.board(board_id), access.board_row(board_id)
    ensure_unchanged(request, shown(row))
    changed = {name: value for name, value in given.dict().items() if value is not None}
    is_closed = changed.pop("is_closed", None)
    if changed:
        facts = {name: row[name] for name in COLUMNS if name not in ("id", "position")}
        actions.change_board(request.auth, board=board, **facts | changed)
    if is_closed is not None:
        (actions.close_board if is_closed else actions.reopen_board)(request.auth, board=board)
    return said(request, shown(access.board_row(board_id)))


@router.delete("/boards/{uuid:board_id}", response={204: None}, operation_id="removeBoard", **needs(Scope.BOARDS_WRITE))
@writing
def remove(request: Any, board_id: UUID) -> HttpResponse:
    """Take a board away, with what stands there. Staff can bring it back in the console."""
    board = access.board(board_id)
    ensure_unchanged(request, shown(access.board_row(board_id)), needed=False)
    actions.remove_board(request.auth, board=board)
    return nothing()


def shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in COLUMNS} | {"opened_at": row["opened_at"], "closed_at": row["closed_at"]}
