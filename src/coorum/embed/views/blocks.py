"""Blocks on an operator's page: in a frame of ours, or as facts for the page's own type."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coorum.community import queries as community
from coorum.embed.origins import home_of
from coorum.embed.wishes import Wish
from coorum.web.guards import site_only
from coorum.web.request import Request
from coorum.web.times import ago


@require_safe
@site_only
@csp_override({})
def frame(request: Request) -> HttpResponse:
    """A block for a page at a listed origin. Nobody is signed in there: no cookie is read or set."""
    wish, home = Wish.of(request), home_of(request)
    with translation.override(wish.language):
        context = {"wish": wish, "home": home, "viewer": None}
        if wish.kind == "comments":
            response = render(request, "embed/comments.html", {**context, **_talk(wish)})
        elif wish.kind == "question":
            response = render(request, "embed/question.html", {**context, **_question(wish)})
        else:
            response = render(request, "embed/posts.html", {**context, "posts": _posts(wish)})
    response.headers["Content-Security-Policy"] = _policy(home, wish.origin)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


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
        told = {"name": request.site.name, "posts": [_fact(row, home) for row in _posts(wish)], "words": words}
    headers = {"Access-Control-Allow-Origin": wish.origin, "Cache-Control": "public, max-age=60"}
    return JsonResponse(told, headers=headers, json_dumps_params={"ensure_ascii": False})


def _posts(wish: Wish) -> list[community.PostRow]:
    match wish.kind:
        case "latest":
            return community.latest_for_guests(wish.number)
        case "lively":
            return community.lively_for_guests(wish.number)
        case "comments" | "question":
            raise Http404  # words of others stay in our frame
        case "board":
            board = community.board_named(None, wish.board)
            if board is None:
                raise Http404
            return list(community.board_page(None, board, sort="new").posts.rows)[: wish.number]


def _question(wish: Wish) -> dict[str, Any]:
    """One question that everybody may read, with its best answer; Http404 where it is none."""
    post = community.post_to_show(None, wish.question) if wish.question else None
    if post is None or not post.state:
        raise Http404
    return {"page": community.post_page(None, post)}


def _talk(wish: Wish) -> dict[str, Any]:
    """The talk about the page with its first comments, or where one could begin."""
    post = community.talk_about(wish.address) if wish.address else None
    if post is not None:
        page = community.comments_of(post, None)
        return {"post": post, "comments": [one for one in page.rows if not one.is_gone][: wish.number]}
    board = community.board_named(None, wish.board)
    if board is None:
        raise Http404
    about = urlencode({"about": wish.address, "title": wish.title}) if wish.address else ""
    return {"post": None, "begin": f"{reverse('portal:write_post', args=[board.slug])}?{about}"}


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
    if row.state:
        return ngettext("%(num)s answer", "%(num)s answers", row.answer_count) % {"num": row.answer_count}
    return ngettext("%(num)s comment", "%(num)s comments", row.comment_count) % {"num": row.comment_count}


def _policy(home: str, origin: str) -> str:
    """A sandboxed frame is of no origin, so what it may load is named by address."""
    sources = f"{CSP.NONE}; script-src {home}; style-src {home}; img-src {home} data:"
    return f"default-src {sources}; form-action {CSP.NONE}; base-uri {CSP.NONE}; frame-ancestors {origin}"
