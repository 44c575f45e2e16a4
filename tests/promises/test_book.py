"""The book of promises: whole, and about what is really there."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import coorum.promises
from coorum.consent.documents import Article, Enactment, parts_of, with_anchors
from coorum.consent.texts import LANGUAGES, TEXTS, Text

BOOK = Path(coorum.promises.__file__).parent / "book"
REPOSITORY = Path(__file__).parents[2]

#: The ids of the design's list of obligations (a), one an atomic promise.
_IDS = """
    P0.1 P0.2 P0.3  P1.1 P1.2  P2.1 P2.2 P2.3 P2.4 P2.5  P3.1 P3.2 P3.3 P3.4 P3.5 P3.6  P4.1 P4.2  P5.1 P5.2
    P6.1 P6.2 P6.3 P6.4 P6.5 P6.6  P7.1 P7.2 P7.3 P7.4  P8.1 P8.2 P8.3  P9.1 P9.2 P9.3 P9.4 P9.5 P9.6
    P10.1 P10.2 P10.3 P10.4 P10.5 P10.6 P10.7 P10.8  P11.1  P12.1 P12.2  P13.1 P13.2 P13.3 P13.4  P14.1 P14.2
    X1 X2 X3 X4 X5 X6 X7 X8
"""
IDS = set(_IDS.split())

KEYS = {"id", "ja", "en", "sentences", "seed", "law", "owner", "cadence", "controls", "why_ja", "why_en"}
OWNERS = {"privacy", "security", "operations", "community"}
CADENCES = {"hour", "day", "week"}
PRIVILEGES = {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"}


def _entries(path: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return found


PROMISES = [entry for path in sorted((BOOK / "promises").glob("*.toml")) for entry in _entries(path, "promise")]
CONTROLS = _entries(BOOK / "controls.toml", "control")
OTHERS = _entries(BOOK / "other_sentences.toml", "sentence")


def doubled(names: list[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


# -- the promises


def test_every_obligation_has_one_promise() -> None:
    assert len(IDS) == 64
    assert doubled([one["id"] for one in PROMISES]) == []
    assert {one["id"] for one in PROMISES} ^ IDS == set()


def test_a_promise_stands_in_the_file_of_its_group() -> None:
    for path in (BOOK / "promises").glob("*.toml"):
        groups = {re.sub(r"(?<=X)\d+|\.\d+", "", one["id"]).lower() for one in _entries(path, "promise")}
        assert groups == {path.stem}


@pytest.mark.parametrize("one", PROMISES, ids=lambda one: one["id"])
def test_an_entry_says_all_that_is_asked(one: dict[str, Any]) -> None:
    assert set(one) == KEYS
    assert all(one[name].strip() for name in ("ja", "en", "seed"))
    assert one["law"]
    assert all(law.strip() for law in one["law"])
    assert one["owner"] in OWNERS
    assert one["cadence"] in CADENCES
    assert doubled(one["sentences"]) == doubled(one["controls"]) == []


@pytest.mark.parametrize("one", PROMISES, ids=lambda one: one["id"])
def test_where_nothing_is_built_it_says_so_in_both_languages(one: dict[str, Any]) -> None:
    assert bool(one["why_ja"].strip()) == bool(one["why_en"].strip())
    assert one["controls"] or one["why_ja"]


# -- the sentences of the policy


def newest_policy() -> Text:
    """The provider's policy under the highest number."""
    policies = [text for text in TEXTS if text.kind == "provider_policy"]
    return max(policies, key=lambda text: [int(part) for part in text.number.split(".")])


def sentences(language: str) -> list[str]:
    """The anchors of all paragraphs and items."""
    document = with_anchors(newest_policy().in_language(language))
    return [part.anchor for part in parts_of(document) if not isinstance(part, Article | Enactment)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_policy_is_in_the_book_and_no_other(language: str) -> None:
    promised = {anchor for one in PROMISES for anchor in one["sentences"]}
    others = [one["anchor"] for one in OTHERS]
    assert doubled(others) == []
    assert promised & set(others) == set()
    assert (promised | set(others)) ^ set(sentences(language)) == set()


def test_what_promises_nothing_says_why() -> None:
    assert [one["anchor"] for one in OTHERS if not one["reason"].strip()] == []


# -- the controls


def test_every_control_is_defined_once_and_used() -> None:
    assert doubled([one["id"] for one in CONTROLS]) == []
    used = {name for one in PROMISES for name in one["controls"]}
    assert used ^ {one["id"] for one in CONTROLS} == set()


@pytest.mark.parametrize("one", CONTROLS, ids=lambda one: one["id"])
def test_a_control_says_what_it_does_and_is_tested(one: dict[str, Any]) -> None:
    assert set(one) == {"id", "what_ja", "what_en", "where", "tests"}
    assert all(one[name].strip() for name in ("what_ja", "what_en", "where"))
    assert one["tests"]
    assert [test for test in one["tests"] if test not in _tests_in(test.partition("::")[0])] == []


@cache
def _tests_in(file: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
    found = {f"{file}::{one.name}" for one in tree.body if _is_test(one)}
    classes = [one for one in tree.body if isinstance(one, ast.ClassDef)]
    return frozenset(found | {f"{file}::{c.name}::{one.name}" for c in classes for one in c.body if _is_test(one)})


def _is_test(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


@pytest.mark.django_db
@pytest.mark.parametrize("one", CONTROLS, ids=lambda one: one["id"])
def test_a_control_is_where_the_book_says(one: dict[str, Any]) -> None:
    match one["where"].split():
        case ["trigger", name, "on", table]:
            found = rows("SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass", name, table)
        case ["policy", name, "on", table]:
            found = rows("SELECT 1 FROM pg_policies WHERE policyname = %s AND tablename = %s", name, table)
        case ["constraint", name]:  # a unique constraint with a condition is an index
            sql = "SELECT 1 FROM pg_constraint WHERE conname = %s UNION SELECT 1 FROM pg_class WHERE relname = %s"
            found = rows(sql, name, name)
        case ["grant", granted, "on", table, "to", role]:
            asked = [(role, table, name) for name in sorted(PRIVILEGES)]
            held = {one[2] for one in asked if rows("SELECT has_table_privilege(%s, %s, %s)", *one) == [(True,)]}
            found = held == set(granted.split(","))
        case _:
            found = resolved(one["where"]) is not None
    assert found


def rows(sql: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def resolved(path: str) -> Any:
    """What a dotted path names: a module's attribute, or an attribute of that. Raises where there is none."""
    module, _dot, name = path.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError:
        return getattr(resolved(module), name)
