"""Blocks on an operator's page: in a frame of ours, or as facts for the page's own type."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coorum.community import queries as community
from coorum.embed.access import viewer_of
from coorum.embed.origins import home_of
from coorum.embed.showing import block, posts_of
from coorum.embed.wishes import Wish
from coorum.web.guards import site_only
from coorum.web.request import Request
from coorum.web.times import ago


@require_safe
@site_only
@csp_override({})
def frame(request: Request) -> HttpResponse:
    """A block for a page at a listed origin, the same for everybody but the member who signed in in this very frame."""
    wish = Wish.of(request)
    return block(request, wish, viewer_of(request, wish) if wish.knows_members else None)


@require_safe
@site_only
def posts(request: Request) -> HttpResponse:
    """The same posts as facts, to be read by pages at that origin only (Fetch, 3.2)."""
    wish, home = Wish.of(request), home_of(request)
    with translation.override(wish.language):
        words = {
            "language": wish.language,
            "empty": _("The first posts will appear here."),
            "join": _("Join the community"),
            "join_address": home + reverse("signin:join"),
        }
        told = {"name": request.site.name, "posts": [_fact(row, home) for row in posts_of(wish)], "words": words}
    headers = {"Access-Control-Allow-Origin": wish.origin, "Cache-Control": "public, max-age=60"}
    return JsonResponse(told, headers=headers, json_dumps_params={"ensure_ascii": False})


def _fact(row: community.PostRow, home: str) -> dict[str, Any]:
    return {
        "title": row.title,
        "address": home + reverse("portal:post", args=[row.board_slug, row.id]),
        "author": row.author.display_name if row.author else "",
        "at": row.created_at.isoformat(timespec="seconds"),
        "when": ago(row.created_at),
        "comments": _said_under(row),
        "mark": _("Solved") if row.state == "solved" else "",
    }


def _said_under(row: community.PostRow) -> str:
    """How much was said under it, in words."""
    if row.is_question:
        return ngettext("%(num)s answer", "%(num)s answers", row.answer_count) % {"num": row.answer_count}
    return ngettext("%(num)s comment", "%(num)s comments", row.comment_count) % {"num": row.comment_count}
