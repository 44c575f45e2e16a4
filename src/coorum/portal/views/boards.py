"""Boards and their posts."""

from django.http import HttpResponse
from django.shortcuts import render

from coorum.community import actions
from coorum.community import queries as community
from coorum.portal import access, fragments
from coorum.web.guards import site_only
from coorum.web.request import Request


@site_only
def index(request: Request) -> HttpResponse:
    """Every board one may read."""
    return render(request, "portal/community/boards.html", {"boards": community.board_list(request.viewer)})


@site_only
def show(request: Request, board: str) -> HttpResponse:
    """The posts of a board, a page at a time."""
    found, wish = access.readable_board(request, board), request.GET
    page = community.board_page(
        request.viewer,
        found,
        sort=wish.get("sort", ""),
        show=wish.get("show", ""),
        after=wish.get("after", ""),
        before=wish.get("before", ""),
    )
    response = render(request, "portal/community/board.html", {"page": page, "fragments": fragments})
    if request.viewer:
        actions.visit_board(request.viewer, board=found)
    return response
