"""Reading the hand-written content: one folder a community, TOML for patterns, plain text for names and whole threads."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coorum.demo.grammar import Record

CONTENT = Path(__file__).parent / "content"
SITES = ("asamoya", "kigino", "soradana")


@dataclass(frozen=True, slots=True)
class Case:
    """Something people write about: patterns for the title, for the body's blocks and for what others answer.

    A block is a list of alternatives, or one of the words `+` (some of `more`), `-` (some of `points`, half of the time) or
    the name of a list field of the record `subject`, written as a list. A comment is `text => author's reply => answer to it`.

    A pattern may begin with `@word `: said only in threads about that (a title or a block may make the thread be about it);
    with `+word `: from then on the thread is about that too; with `?bean.pair `: said only if the post spoke of it.
    """

    board: str
    title: list[str]
    body: list[list[str] | str]
    more: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    staff_answers: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)  # of ideas, in turn: "state: what the operator says", or ""
    later: list[str] = field(default_factory=list)
    cover: list[str] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    hours: list[int] = field(default_factory=list)  # from, until
    only: dict[str, list[str]] = field(default_factory=dict)  # beans of these roasts
    subject: str = ""
    weight: float = 1
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Library:
    """Everything written for one site."""

    slug: str
    facts: dict[str, Any]
    records: dict[str, list[Record]]
    cases: dict[str, list[Case]]  # by board
    asides: dict[str, Any]
    names: list[str]


def facts(name: str) -> dict[str, Any]:
    """A TOML file of the content folder."""
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)


@cache
def library(slug: str) -> Library:
    """The content of one site."""
    records: dict[str, list[Record]] = {}
    cases: dict[str, list[Case]] = {}
    for path in sorted((CONTENT / slug).glob("*.toml")):
        if path.stem in ("site", "asides"):
            continue
        for kind, entries in facts(f"{slug}/{path.name}").items():
            if kind != "case":
                records.setdefault(kind, []).extend(entries)
                continue
            for entry in entries:
                cases.setdefault(entry["board"], []).append(Case(**entry))
    names = (CONTENT / slug / "members.txt").read_text(encoding="utf-8").splitlines()
    return Library(slug, facts(f"{slug}/site.toml"), records, cases, facts(f"{slug}/asides.toml"), names)
