"""What a check found: in one of four words, and with the numbers behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import connection


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
    def words(self) -> str:
        """The sentence in the language of the reader."""
        from django.utils.translation import gettext

        return gettext(self.sentence) % self.facts


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """One word for several: a promise is kept only where every check says so."""
    return max(verdicts, key=_WORST_LAST.index, default=Verdict.NOT_MEASURED)


def none_of(query: str, *, kept: str, broken: str, **facts: Any) -> Finding:
    """Kept where `query`, which counts what must not be, counts nothing. `%(count)s` stands in the sentences."""
    count = number(query)
    verdict = Verdict.BROKEN if count else Verdict.KEPT
    return Finding(verdict, broken if count else kept, {"count": count, **facts}, " ".join(query.split()))


def number(query: str, *values: Any) -> int:
    """The one number a query answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return int(cursor.fetchone()[0])


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())
