"""How a block looks: to everybody the same, or to the member who is signed in in its frame."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP

from coorum.accounts.queries import Viewer
from coorum.base.ids import new_id
from coorum.community import queries as community
from coorum.community.kinds import QuestionState
from coorum.embed.access import talk_of
from coorum.embed.origins import home_of
from coorum.embed.wishes import Wish
from coorum.sites import queries as sites
from coorum.web.live import topic_token
from coorum.web.request import Request


def block(
    request: Request, wish: Wish, viewer: Viewer | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page in the frame. `more`: `said`, a sentence that is read out; `form`, words that were not taken."""
    home = home_of(request)
    request.viewer = viewer  # whoever a cookie names is nobody here
    with translation.override(wish.language):
        enter = f"{sites.origin_of(request.site)}{reverse('embed:enter')}?{request.META['QUERY_STRING']}"
        facts = {"wish": wish, "home": home, "said": "", "form": None, "enter": enter, **more}
        template, shown = _shown(wish, viewer)
        response = render(request, template, {**facts, **shown}, status=status)
    response.headers["Content-Security-Policy"] = _policy(request, home, wish)
    response.headers["Cache-Control"] = _memory(wish, viewer)
    if wish.knows_members:
        response.headers["Referrer-Policy"] = (
            "strict-origin"  # the form to another host of ours shows where it comes from
        )
    return response


def posts_of(wish: Wish) -> list[community.PostRow]:
    """The posts of a list. Http404 for a board that is not everybody's, and for what is no list."""
    match wish.kind:
        case "latest":
            return community.latest_for_guests(wish.number)
        case "lively":
            return community.lively_for_guests(wish.number)
        case "board":
            board = community.board_named(None, wish.board)
            if board is None:
                raise Http404
            return list(community.board_page(None, board, sort="new").posts.rows)[: wish.number]
    raise Http404  # words of others, and whoever is signed in, stay in our frame


def _shown(wish: Wish, viewer: Viewer | None) -> tuple[str, dict[str, Any]]:
    if wish.kind in ("member", "bell"):
        return "embed/member.html", {}
    if wish.kind == "comments":
        return "embed/comments.html", _talk(wish, viewer)
    if wish.kind == "question":
        return "embed/question.html", _question(wish)
    return "embed/posts.html", {"posts": posts_of(wish)}


def _question(wish: Wish) -> dict[str, Any]:
    """One question that everybody may read, with its best answer; Http404 where it is none."""
    post = community.post_to_show(None, wish.question) if wish.question else None
    if post is None or post.state not in QuestionState:
        raise Http404
    return {"page": community.post_page(None, post)}


def _talk(wish: Wish, viewer: Viewer | None) -> dict[str, Any]:
    """The talk about the page with its last comments, or where one could begin."""
    post = talk_of(wish, viewer)
    if post is not None:
        comments = community.last_comments(post, viewer, wish.number)
        live = f"{settings.COORUM_LIVE_URL}?topic={topic_token(community.topic_of(post))}" if viewer else ""
        return {"post": post, "comments": comments, "live": live, "may_begin": False, "submission": new_id()}
    board = community.board_named(None, wish.board)
    if board is None:
        raise Http404
    may_begin = bool(wish.address) and community.may_write(viewer, board)
    about = urlencode({"about": wish.address, "title": wish.title}) if wish.address else ""
    begin = f"{reverse('portal:write_post', args=[board.slug])}?{about}"
    return {"post": None, "begin": begin, "may_begin": may_begin, "live": "", "submission": new_id()}


def _memory(wish: Wish, viewer: Viewer | None) -> str:
    """For how long somebody may remember the page. A browser asks each time who is signed in: it need not heed `Vary: Cookie`."""
    if viewer:
        return "private, no-store"
    return "public, max-age=0, s-maxage=60" if wish.knows_members else "public, max-age=60"


def _policy(request: Request, home: str, wish: Wish) -> str:
    """A frame in which nobody is signed in is of no origin, so what it may load is named by address."""
    sources = f"{CSP.NONE}; script-src {home}; style-src {home}; img-src {home} data:"
    forms: str = CSP.NONE
    if wish.knows_members:
        forms = f"{home}/embed/ {sites.origin_of(request.site)}{reverse('embed:enter')}"
        live = settings.COORUM_LIVE_URL
        sources += f"; connect-src {home}/embed/ {live if '://' in live else home + live}"
    return f"default-src {sources}; form-action {forms}; base-uri {CSP.NONE}; frame-ancestors {wish.origin}"
