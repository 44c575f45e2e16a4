"""What was found. The index knows no viewer: callers say which shelves may be looked at, and look again before they show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from coorum.search.asking import Question
from coorum.search.models import Document
from coorum.search.words import dictionary_version

MOST = 500
"""So many of the newest that fit are put in order; nobody pages further."""
ENOUGH = 20
"""Where fewer are found by words, the net is cast as well."""

_FOUND = "SELECT kind, subject_id, thread_id, shelf_id, written_at, score FROM search_found(%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found; the higher the `score`, the better it fits."""

    kind: str
    subject_id: UUID
    thread_id: UUID
    shelf_id: UUID
    written_at: datetime
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """At most `MOST` hits. `is_strict`: only whole words were looked for, and looking letter by letter may find more."""

    hits: tuple[Hit, ...]
    is_strict: bool

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self.hits) == MOST


def found(
    asked: Question,
    *,
    shelves: Collection[UUID],
    kinds: Sequence[str],
    since: datetime | None = None,
    newest_first: bool = False,
    wide: bool = False,
) -> Found:
    """What fits on these shelves, the best first, or the newest. One query, or two where words find few."""
    if not asked.wide or not shelves:
        return Found((), is_strict=False)
    hits: list[Hit] = []
    if not wide:
        hits = _ask(asked.strict, shelves, kinds, since)
    strict = len(hits) >= ENOUGH and asked.strict != asked.wide
    if wide or (len(hits) < ENOUGH and asked.strict != asked.wide):
        hits = _ask(asked.wide, shelves, kinds, since)
    if not newest_first:
        hits.sort(key=lambda hit: -hit.score)
    return Found(tuple(hits), is_strict=strict)


def _ask(
    query: str, shelves: Collection[UUID], kinds: Sequence[str], since: datetime | None, most: int = MOST
) -> list[Hit]:
    """The newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [query, list(shelves), list(kinds), since, most])
        return [Hit(*row) for row in cursor.fetchall()]


def is_stale() -> bool:
    """Whether documents of this site were divided into words by another dictionary than today's."""
    return Document.objects.exclude(dictionary=dictionary_version()).exists()
