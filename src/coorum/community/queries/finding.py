"""What was found on the community's boards, for one viewer: the index names it, the community says whether it may be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import from_short, short
from coorum.community.markdown import plain
from coorum.community.models import Board, Comment
from coorum.community.queries import voices
from coorum.community.queries.boards import boards_readable_by
from coorum.community.queries.paging import PAGE, Page
from coorum.community.queries.posts import posts_visible_to
from coorum.community.queries.voices import Voice
from coorum.search import queries as search
from coorum.search.asking import Question
from coorum.search.highlights import Piece, snippet, whole
from coorum.search.queries import Found, Hit

KINDS = ("post", "comment")
#: How far back one may look, in days.
PERIODS = {"week": 7, "month": 31, "year": 366}
_SPOKEN = ("id", "body_html", "created_at", *voices.COLUMNS)
_POST = (*_SPOKEN, "title", "comment_count", "board__name", "board__slug")
_COMMENT = (*_SPOKEN, "post__title", "post__board__name", "post__board__slug")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a viewer wants to see of what is found; "" is no wish. `wide`: look letter by letter too."""

    board: str = ""
    kind: str = ""
    period: str = ""
    newest_first: bool = False
    wide: bool = False
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A post or a comment that fits; `title` is that of its post. `comment_count` is None for a comment."""

    kind: str
    id: UUID
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]
    author: Voice | None
    created_at: datetime
    board_name: str
    board_slug: str
    comment_count: int | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what was found. `count` is at most `search.MOST`, and then `is_cut`; `is_strict` as `search.Found`."""

    rows: Page[FoundRow]
    boards: list[Board]
    count: int
    is_cut: bool
    is_strict: bool


def search_page(viewer: Viewer | None, asked: Question, wish: Wish) -> FoundPage:
    """What fits, a page at a time. Five queries at most. Raises `Refused`: `not_found` where a place in the list is gone."""
    boards = list(boards_readable_by(viewer))
    shelves = [board.id for board in boards if wish.board in ("", board.slug)]
    days = PERIODS.get(wish.period)
    found = search.found(
        asked,
        shelves=shelves,
        kinds=[wish.kind] if wish.kind in KINDS else KINDS,
        since=clock.now() - timedelta(days=days) if days else None,
        newest_first=wish.newest_first,
        wide=wish.wide,
    )
    hits, before, after = _page(found, wish)
    rows = tuple(_rows(viewer, hits, asked))
    return FoundPage(Page(rows, before, after), boards, len(found.hits), found.is_cut, found.is_strict)


def _page(found: Found, wish: Wish) -> tuple[Sequence[Hit], str, str]:
    """A page starts after the hit it names: what came meanwhile moves nobody."""
    hits, place = found.hits, {hit.subject_id: number for number, hit in enumerate(found.hits)}
    try:
        begin = place[from_short(wish.after)] + 1 if wish.after else 0
        begin = max(0, place[from_short(wish.before)] - PAGE) if wish.before else begin
    except (KeyError, ValueError):
        raise Refused("not_found", _("There is no such page.")) from None
    page = hits[begin : begin + PAGE]
    before = short(page[0].subject_id) if page and begin else ""
    return page, before, short(page[-1].subject_id) if begin + PAGE < len(hits) else ""


def _rows(viewer: Viewer | None, hits: Iterable[Hit], asked: Question) -> Iterable[FoundRow]:
    """In the order of the hits; what the viewer may not read, or nobody may any more, is not there."""
    ids = {kind: [hit.subject_id for hit in hits if hit.kind == kind] for kind in KINDS}
    readable = posts_visible_to(viewer)
    facts: dict[UUID, dict[str, Any]] = {}
    if ids["post"]:
        facts |= {row["id"]: row for row in readable.filter(id__in=ids["post"]).values(*_POST)}
    if ids["comment"]:
        standing = Comment.objects.filter(removals__comment__isnull=True, id__in=ids["comment"], post__in=readable)
        facts |= {row["id"]: row for row in standing.values(*_COMMENT)}
    return (_row(hit.kind, facts[hit.subject_id], asked) for hit in hits if hit.subject_id in facts)


def _row(kind: str, row: dict[str, Any], asked: Question) -> FoundRow:
    under = "" if kind == "post" else "post__"
    title = row[f"{under}title"]
    return FoundRow(
        kind,
        row["id"],
        whole(title, asked) if kind == "post" else (Piece(title, is_hit=False),),
        snippet(plain(row["body_html"]), asked),
        voices.voice_of(row),
        row["created_at"],
        row[f"{under}board__name"],
        row[f"{under}board__slug"],
        row.get("comment_count"),
    )
