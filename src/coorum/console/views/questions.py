"""Questions that wait: without an answer, or without one that was chosen."""

from django.http import HttpResponse
from django.shortcuts import render

from coorum.accounts.roles import Role
from coorum.community import queries as community
from coorum.web.guards import staff_required
from coorum.web.request import Request

SHOWS = ("unanswered", "unsolved")


@staff_required(Role.MODERATOR)
def index(request: Request) -> HttpResponse:
    """Those that wait longest first; each leads to its page, where staff answer, choose and close."""
    wish = request.GET
    show = next((one for one in SHOWS if one == wish.get("show")), "unsolved")
    found = community.waiting_questions(show, after=wish.get("after", ""), before=wish.get("before", ""))
    return render(request, "console/questions.html", {"questions": found, "show": show})
