"""The book of promises: one entry for each promise of the published policy, with what keeps it (book/*.toml)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from coorum.promises.laws import in_words

BOOK = Path(__file__).parent / "book"
CADENCES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, in our words. `id` is its row in the design's table of duties, `law` what stands behind it.

    `sentences` are the anchors of the provider's policy that make it; `cadence` is how often it is proved; `why_…` says
    what is missing where nothing can be measured yet.
    """

    id: str
    ja: str
    en: str
    sentences: tuple[str, ...]
    seed: str
    law: tuple[str, ...]
    owner: str
    cadence: timedelta
    controls: tuple[str, ...]
    why_ja: str = ""
    why_en: str = ""

    def words(self, language: str) -> str:
        return self.ja if language == "ja" else self.en

    def places(self, language: str) -> list[tuple[str, str]]:
        """The sentences of the policy that make it: anchor, and where that is in words."""
        return [(anchor, place_of(anchor, language)) for anchor in self.sentences]

    def laws(self, language: str) -> list[str]:
        """What stands behind it, as it is read."""
        return [in_words(law, language) for law in self.law]

    def why(self, language: str) -> str:
        return self.why_ja if language == "ja" else self.why_en


@dataclass(frozen=True, slots=True)
class Control:
    """What keeps a promise: where it stands in code or database, and the tests that fail without it."""

    id: str
    what_ja: str
    what_en: str
    where: str
    tests: tuple[str, ...]

    def words(self, language: str) -> str:
        return self.what_ja if language == "ja" else self.what_en


@cache
def promises() -> Mapping[str, Promise]:
    """Every promise by its id, in the order of the policy."""
    found = [_promise(entry) for file in sorted((BOOK / "promises").glob("*.toml")) for entry in _read(file)["promise"]]
    return {one.id: one for one in sorted(found, key=lambda one: _order(one.id))}


@cache
def controls() -> Mapping[str, Control]:
    """Every control by its id."""
    found = [Control(**{**entry, "tests": tuple(entry["tests"])}) for entry in _read(BOOK / "controls.toml")["control"]]
    return {one.id: one for one in found}


def _promise(entry: dict[str, Any]) -> Promise:
    lists = {name: tuple(entry.get(name, ())) for name in ("sentences", "law", "controls")}
    return Promise(**{**entry, **lists, "cadence": CADENCES[entry["cadence"]]})


def _order(promise_id: str) -> tuple[bool, list[int]]:
    """P0.1 … P14.2, then X1 … X8."""
    return promise_id.startswith("X"), [int(part) for part in promise_id[1:].split(".")]


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def place_of(anchor: str, language: str) -> str:
    """Where a sentence stands, as people say it: a18-p2-i1 is 第18条第2項第1号, or Article 18(2), item 1."""
    found = re.fullmatch(r"a([\d-]+?)(?:-p(\d+))?(?:-i(\d+))?", anchor)
    if found is None:
        return "前文" if language == "ja" else "Preamble"
    article, paragraph, item = found.groups()
    number, _, branch = article.partition("-")
    if language == "ja":
        return (
            f"第{number}条"
            + (f"の{branch}" if branch else "")
            + (f"第{paragraph}項" if paragraph else "")
            + (f"第{item}号" if item else "")
        )
    return f"Article {article}" + (f"({paragraph})" if paragraph else "") + (f", item {item}" if item else "")
