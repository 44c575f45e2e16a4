"""Threads written by hand, as they stand in their files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from coorum.demo.library import CONTENT

_SPOKEN = re.compile(r"^(>> )?@(\w+): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hero:
    """A thread as it stands in the file. `said` is (is a reply, user id, text)."""

    head: dict[str, str]
    body: str
    said: list[tuple[bool, str, str]] = field(default_factory=list)


@cache
def written(site: str) -> tuple[Hero, ...]:
    """All of a site's hand-written threads, newest first."""
    found: list[Hero] = []
    for path in sorted((CONTENT / site / "heroes").glob("*.md")):
        for part in path.read_text(encoding="utf-8").split("\n=====\n"):
            head, _, rest = part.strip().partition("\n\n")
            body, _, talk = rest.partition("\n---\n")
            fields = dict(line.split(": ", 1) for line in head.split("\n"))
            found.append(Hero(fields, body.strip(), list(_said(talk))))
    return tuple(found)


def cast(site: str, *, seasonal: bool = False) -> set[str]:
    """User ids of those who speak in the site's threads; `seasonal`: in those of a past season, which may be long ago."""
    heroes = [hero for hero in written(site) if not seasonal or "months" in hero.head]
    return {name for hero in heroes for name in (hero.head["by"], *(user_id for _, user_id, _ in hero.said))}


def _said(talk: str) -> Iterator[tuple[bool, str, str]]:
    marks = list(_SPOKEN.finditer(talk))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        yield bool(mark[1]), mark[2], talk[mark.end() : after.start() if after else len(talk)].strip()
