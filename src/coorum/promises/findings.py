"""What a check found: in one of four words, and with the numbers behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from coorum.promises.stretches import Stretch


class Verdict(StrEnum):
    """The four words of the proof page. What was not measured is never shown as kept."""

    KEPT = "kept"
    NOT_MEASURED = "not-measured"
    AT_RISK = "at-risk"
    BROKEN = "broken"


_WORST_LAST = (Verdict.KEPT, Verdict.NOT_MEASURED, Verdict.AT_RISK, Verdict.BROKEN)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one check. `sentence` is a message that `facts` fill; facts are counts and names of things, never
    anything about a person. `query` is what was asked of the database, for whoever asks it again.
    """

    verdict: Verdict
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    @property
    def whole_at(self) -> datetime | None:
        """For a check that follows: when it last looked at everything. None for one that always does."""
        at = self.facts.get("whole_at")
        return datetime.fromisoformat(at) if at else None

    @property
    def since(self) -> datetime | None:
        """For a check that follows: from when on it looked this time. None for everything."""
        at = self.facts.get("since")
        return datetime.fromisoformat(at) if at else None

    @property
    def words(self) -> str:
        """The sentence in the language of the reader."""
        from django.utils.translation import gettext

        return gettext(self.sentence) % self.facts


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """One word for several: a promise is kept only where every check says so."""
    return max(verdicts, key=_WORST_LAST.index, default=Verdict.NOT_MEASURED)


def none_of(query: str, *, kept: str, broken: str, stretch: Stretch | None = None, **facts: Any) -> Finding:
    """Kept where `query`, which counts what must not be, counts nothing. `%(count)s` stands in the sentences.

    With a stretch, `:since` and `:first_id` in the query bound what is looked at.
    """
    query = stretch.of(query) if stretch else query
    count = number(query)
    verdict = Verdict.BROKEN if count else Verdict.KEPT
    return Finding(verdict, broken if count else kept, {"count": count, **facts}, " ".join(query.split()))


def number(query: str, *values: Any) -> int:
    """The one number a query answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return int(cursor.fetchone()[0])


def quoted(words: Iterable[str]) -> str:
    """Names of ours as a query lists them."""
    return ", ".join(f"'{word}'" for word in words)


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())
