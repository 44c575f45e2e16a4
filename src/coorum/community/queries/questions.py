"""Questions: those that resemble one somebody is about to ask, and those that wait."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from math import log
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.community.kinds import BoardKind
from coorum.community.models import Post
from coorum.community.queries.boards import boards_readable_by
from coorum.community.queries.lists import SHOWS, page_of_posts, with_board
from coorum.community.queries.paging import Page
from coorum.community.queries.posts import PostRow, posts_by_id, rows_for

COMPARED = 2000
"""A title is compared with so many of a board's newest questions."""
LIKE = 5
LONG = timedelta(days=3)
"""Staff are told of a question without any answer after so long."""
_ENOUGH = 0.3
_RUN = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z0-9]+\Z")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def questions_like(viewer: Viewer | None, title: str, *, most: int = LIKE) -> list[PostRow]:
    """Questions the viewer may read whose titles resemble `title`, the likest first. Two queries, and one a board each minute.

    Titles share pairs of letters (words, where they are Latin); a pair counts the more, the fewer titles have it. One function,
    so that the search proper can take its place.
    """
    asked = pairs(title)
    if len(asked) < 2:
        return []
    known = [line for board in _boards(viewer) for line in _titles_of(board)]
    ids = [id_ for _likeness, id_ in sorted(_resembling(asked, known), reverse=True)[:most]]
    return rows_for(viewer, posts_by_id(viewer, ids, kinds=(BoardKind.QUESTIONS,))) if ids else []


def _resembling(asked: frozenset[str], known: Collection[tuple[UUID, str]]) -> list[tuple[float, UUID]]:
    common = Counter(pair for _id, title in known for pair in asked & pairs(title))
    weight = {pair: _telling(pair) * log(1 + len(known) / count) for pair, count in common.items()}
    usual = sum(weight.values()) / max(1, len(weight))
    whole = sum(weight.get(pair, _telling(pair) * usual) for pair in asked)
    found = []
    for id_, title in known:
        shared = asked & pairs(title)
        share = sum(weight[pair] for pair in shared) / whole if len(shared) > 1 else 0
        if share >= _ENOUGH:
            found.append((share + len(shared) / len(pairs(title)), id_))
    return found


def _telling(pair: str) -> float:
    """Endings and particles are written in hiragana, and say little of what is asked."""
    return 0.2 if all("ぁ" <= letter <= "ん" for letter in pair) else 1


@lru_cache(maxsize=4 * COMPARED)
def pairs(title: str) -> frozenset[str]:
    """What a title is compared by: width, case and kana do not count."""
    folded = unicodedata.normalize("NFKC", title).casefold().translate(_HIRAGANA)
    found: set[str] = set()
    for run in _RUN.findall(folded):
        found |= {run[:6]} if _LATIN.match(run) else {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(found)


def _boards(viewer: Viewer | None) -> list[UUID]:
    return list(boards_readable_by(viewer).filter(kind=BoardKind.QUESTIONS).values_list("id", flat=True))


def _titles_of(board: UUID) -> list[tuple[UUID, str]]:
    """The board's newest questions, as of some seconds ago."""
    name, local = f"titles:{board}", caches["local"]
    lines: list[tuple[UUID, str]] | None = local.get(name)
    if lines is None:
        lines = _newest(board)
        local.set(name, lines, settings.COORUM_PATIENCE * 12)
    return lines


@compiled
def _newest(board: UUID) -> QuerySet[Post, tuple[UUID, str]]:
    rows = Post.objects.filter(board=board, removals__post__isnull=True).order_by("-created_at", "-id")
    return rows.values_list("id", "title")[:COMPARED]


def waiting_questions(show: str = "unsolved", *, after: str = "", before: str = "") -> Page[PostRow]:
    """Questions of every board that wait, those that wait longest first: `unanswered`, or `unsolved` with answers or without."""

    def ask(moment: datetime | None, id_: UUID | None, falling: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        rows = Post.objects.filter(SHOWS[show], removals__post__isnull=True, board__removals__board__isnull=True)
        return list(with_board(rows, moment, id_, falling=falling))

    return page_of_posts(None, ask, by="created_at", after=after, before=before, oldest_first=True)


def number_unanswered() -> int:
    """How many questions have waited for a first answer longer than `LONG`: beside the menu's entry in the console."""
    before = clock.now() - LONG
    rows = Post.objects.filter(SHOWS["unanswered"], removals__post__isnull=True, board__removals__board__isnull=True)
    return rows.filter(created_at__lt=before).count()


def count_waiting(*, most: int = 100) -> int:
    """How many questions have no best answer; stops at `most`."""
    rows = Post.objects.filter(SHOWS["unsolved"], removals__post__isnull=True, board__removals__board__isnull=True)
    return rows[:most].count()
