"""Searching what was said. What somebody searches for is theirs (policy article 2-2): it is answered, and kept nowhere."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.base.budgets import Budget, spend
from coorum.base.errors import Refused
from coorum.community import queries as community
from coorum.search import asking
from coorum.web.guards import site_only
from coorum.web.network import network_of
from coorum.web.request import Request

#: More than somebody types, less than a machine that copies a community out.
A_MINUTE = 60
MINUTE = timedelta(minutes=1)
WISHES = ("board", "kind", "period")


@never_cache
@site_only
def index(request: Request) -> HttpResponse:
    """What fits, a page at a time; without a question, how to ask one."""
    given = request.GET
    typed = given.get("q", "")[: asking.LONGEST].replace("\x00", "").strip()
    if typed and spend(Budget(f"search:{network_of(request)}", A_MINUTE, MINUTE)):
        raise Refused(
            "too_many", _("Too much is being searched from your network just now. Please try again in a minute.")
        )
    wish = _wish(request)
    asked = asking.question(typed)
    page = community.search_page(request.viewer, asked, wish)
    boards = [("", _("All boards")), *((board.slug, board.name) for board in page.boards)]
    context = {"typed": typed, "page": page, "wish": wish, "boards": boards, "way": _way(request)}
    return render(request, "portal/search/index.html", context)


def _wish(request: Request) -> community.Wish:
    given = request.GET
    chosen = {name: given.get(name, "")[:40] for name in (*WISHES, "after", "before")}
    return community.Wish(**chosen, newest_first=given.get("sort") == "new", wide=given.get("wide") == "1")


def _way(request: Request) -> str:
    """The address of this search, without its order and a place in the list: what is appended starts with &."""
    kept = ("q", *WISHES, "wide")
    return f"{request.path}?{urlencode({name: request.GET[name] for name in kept if request.GET.get(name)})}"
