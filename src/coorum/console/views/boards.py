"""Boards: open, change, order, close, remove, bring back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.community import actions as community
from coorum.community import queries
from coorum.community.kinds import Audience, BoardKind
from coorum.console import access
from coorum.console.forms.boards import BoardForm, NewBoardForm
from coorum.console.steps import steps_for
from coorum.web.guards import staff_required
from coorum.web.request import Request

FIELDS = ("name", "slug", "kind", "description", "readers", "writers", "template")
EMPTY = {"kind": BoardKind.TALK, "readers": Audience.EVERYONE, "writers": Audience.MEMBERS}


@staff_required(Role.MANAGER)
def index(request: Request) -> HttpResponse:
    """All boards in their order."""
    boards = list(queries.boards_for_staff())
    return render(request, "console/boards.html", {"boards": boards, "steps": steps_for(request.site)})


@staff_required(Role.MANAGER)
def create(request: Request) -> HttpResponse:
    form = NewBoardForm(request.POST or None, initial=EMPTY)
    if request.method == "POST" and form.is_valid() and _done(form, community.open_board, request.viewer, form.given()):
        messages.success(request, _("The board is open."))
        return redirect("console:boards")
    return render(request, "console/board.html", {"form": form, "board": None})


@staff_required(Role.MANAGER)
def edit(request: Request, board_id: UUID) -> HttpResponse:
    board = access.board(request, board_id)
    form = BoardForm(request.POST or None, initial={name: getattr(board, name) for name in FIELDS})
    change = lambda viewer, **facts: community.change_board(viewer, board=board, **facts)  # noqa: E731
    if request.method == "POST" and form.is_valid() and _done(form, change, request.viewer, form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("console:boards")
    return render(request, "console/board.html", {"form": form, "board": board})


@require_POST
@staff_required(Role.MANAGER)
def order(request: Request) -> HttpResponse:
    """Move one board up or down."""
    ids = list(queries.boards_for_staff().filter(removals__isnull=True).values_list("id", flat=True))
    moved, way = request.POST.get("board", ""), request.POST.get("way", "")
    place = next((number for number, one in enumerate(ids) if str(one) == moved), None)
    target = None if place is None else place + (-1 if way == "up" else 1)
    if place is not None and target is not None and 0 <= target < len(ids):
        ids[place], ids[target] = ids[target], ids[place]
        community.order_boards(request.viewer, ids=ids)
    return redirect("console:boards")


@require_POST
@staff_required(Role.MANAGER)
def close(request: Request, board_id: UUID) -> HttpResponse:
    community.close_board(request.viewer, board=access.board(request, board_id))
    messages.success(
        request, _("The board is closed: it can be read, not written to."), extra_tags=_undo("reopen", board_id)
    )
    return redirect("console:boards")


@require_POST
@staff_required(Role.MANAGER)
def reopen(request: Request, board_id: UUID) -> HttpResponse:
    community.reopen_board(request.viewer, board=access.board(request, board_id))
    messages.success(request, _("The board is open again."))
    return redirect("console:boards")


@require_POST
@staff_required(Role.MANAGER)
def remove(request: Request, board_id: UUID) -> HttpResponse:
    community.remove_board(request.viewer, board=access.board(request, board_id))
    messages.success(request, _("The board is removed."), extra_tags=_undo("restore", board_id))
    return redirect("console:boards")


@require_POST
@staff_required(Role.MANAGER)
def restore(request: Request, board_id: UUID) -> HttpResponse:
    community.restore_board(request.viewer, board=access.board(request, board_id))
    messages.success(request, _("The board is back."))
    return redirect("console:boards")


def _done(form: BoardForm, act: Any, viewer: Any, given: dict[str, Any]) -> bool:
    try:
        act(viewer, **given)
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    return True


def _undo(verb: str, board_id: UUID) -> str:
    return f"undo:{reverse(f'console:{verb}_board', args=[board_id])}"
