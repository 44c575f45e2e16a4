"""Pieces of pages that are the same each time: rendered once, kept in memory by all that they show.

A piece is named by the frozen dataclass it is made from, by its language and by how old it says it is; so nothing has to
be thrown away when something changes. Each process keeps the latest few thousand.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from coorum.community.queries import CommentView, PostLine, PostPage, PostRow, Thread
from coorum.web.request import Request

_THREAD, _POST = "portal/community/_thread.html", "portal/community/_post.html"
_REPLIES = "<!--replies-->"
_GAP = f'<ol class="replies">{_REPLIES}</ol>'


def threads_of(request: Request, page: PostPage) -> Markup:
    """The comments of a post's page, each with its replies and what the viewer may do to it."""
    viewer = request.viewer
    may_like = viewer is not None and viewer.member is not None
    may_reply = viewer is not None and not page.is_closed and (viewer.is_active_member or viewer.is_staff)
    asked = ("chooses" if page.may_settle else "reads") if page.is_question else ""
    language, now = get_language(), timezone.now()

    def said(view: CommentView, replies: str = "") -> str:
        answers = "" if view.is_reply else asked
        html = _comment(view, may_like, may_reply, answers, _age(view.created_at, now), language)
        return html.replace(_REPLIES, replies) if replies else html.replace(_GAP, "")

    def whole(thread: Thread) -> str:
        replies = "".join(said(view) for view in thread.replies)
        if thread.root is None:
            return str(_macro(_THREAD, "rest")(thread.number, page.post, Markup(replies)))  # noqa: S704  our own pieces
        return said(thread.root, replies)

    return Markup("".join(whole(thread) for thread in page.threads))  # noqa: S704


def post_row(one: PostRow, *, level: int = 3, with_board: bool = True, by: str = "created_at") -> Markup:
    """A post in a list; `by` is the moment it shows."""
    return _row(one, level, with_board, by, _age(getattr(one, by)), get_language())


def post_card(one: PostRow, *, eager: bool = False) -> Markup:
    """A post with its picture; `eager` for the one that is seen first."""
    return _card(one, eager, _age(one.created_at), get_language())


def other_row(one: PostLine) -> Markup:
    """A post in an aside."""
    return _other(one, _age(one.last_activity_at), get_language())


@lru_cache(maxsize=4096)
def _comment(view: CommentView, may_like: bool, may_reply: bool, asked: str, _age: int, _language: str) -> str:  # noqa: FBT001
    return str(_macro(_THREAD, "said")(view, may_like, may_reply, asked, Markup(_REPLIES)))  # noqa: S704


@lru_cache(maxsize=2048)
def _row(one: PostRow, level: int, with_board: bool, by: str, _age: int, _language: str) -> Markup:  # noqa: FBT001
    return Markup(_macro(_POST, "post_row")(one, level, with_board, by))  # noqa: S704


@lru_cache(maxsize=1024)
def _other(one: PostLine, _age: int, _language: str) -> Markup:
    return Markup(_macro(_POST, "other_row")(one))  # noqa: S704


@lru_cache(maxsize=1024)
def _card(one: PostRow, eager: bool, _age: int, _language: str) -> Markup:  # noqa: FBT001
    return Markup(_macro(_POST, "post_card")(one, eager))  # noqa: S704


def _macro(template: str, name: str) -> Callable[..., Any]:
    jinja: Any = engines["jinja2"]
    macro: Callable[..., Any] = getattr(jinja.env.get_template(template).module, name)
    return macro


def _age(moment: datetime, now: datetime | None = None) -> int:
    """A number that changes when the words of `ago` do: each minute, each hour, each day, then never."""
    minutes = int(((now or timezone.now()) - moment).total_seconds()) // 60
    if minutes < 60:
        return minutes
    if minutes < 24 * 60:
        return 100 + minutes // 60
    return 1000 + min(minutes // (24 * 60), 7)
