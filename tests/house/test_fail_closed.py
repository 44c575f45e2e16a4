"""Each line of what must fail closed has tests that exist, or says what is not built yet."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[1]
LINES: list[dict[str, Any]] = tomllib.loads((TESTS / "fail_closed.toml").read_text(encoding="utf-8"))["line"]


@pytest.mark.parametrize("line", LINES, ids=[line["what"] for line in LINES])
def test_what_must_fail_closed_is_tested(line: dict[str, Any]) -> None:
    assert bool(line.get("tests")) != bool(line.get("not_built"))
    for test in line.get("tests", ()):
        file, _, name = test.partition("::")
        assert f"def {name}(" in (TESTS.parent / file).read_text(encoding="utf-8"), test
