"""Every length of time in the code is in tests/deadlines.toml: a deadline with tests that stand beside it, or said to be none.

Found in the code are: `timedelta` of numbers, and whole numbers whose name speaks of time. Periods of retention have rules,
and each rule its own test (tests/privacy/test_every_period.py).
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
REGISTER: dict[str, Any] = tomllib.loads((ROOT / "tests" / "deadlines.toml").read_text(encoding="utf-8"))
NAMES = ("DAYS", "MONTHS", "HOURS", "MINUTES", "LIFE", "RISK", "TARGET", "WITHIN", "TIMEOUT", "AN_HOUR", "_AGE")
#: Not part of the service: what migrations did once, and the demo's invented past.
APART = ("/migrations/", "/demo/")


def lengths_of_time() -> set[str]:
    """Each as `package.module.NAME`, or `package.module.function` where it stands inside."""
    files = [one for one in SOURCE.rglob("*.py") if not any(part in one.as_posix() for part in APART)]
    return {name for file in files for name in _in_module(file)}


def _in_module(file: Path) -> Iterator[str]:
    name = ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        here = f"{name}.{_named(node)}" if isinstance(node, ast.Assign | ast.AnnAssign) else name
        is_number = isinstance(getattr(node, "value", None), ast.Constant) and isinstance(node.value.value, int)  # type: ignore[union-attr]
        if is_number and any(word in here.rpartition(".")[2] for word in NAMES):
            yield here
        yield from _inside(node, here)


def _named(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return "+".join(ast.unparse(one) for one in target.elts) if isinstance(target, ast.Tuple) else ast.unparse(target)


def _inside(node: ast.AST, here: str) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        here = f"{here}.{node.name}"
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("timedelta") and _says_a_number(node):
        yield here
    for child in ast.iter_child_nodes(node):
        yield from _inside(child, here)


def _says_a_number(call: ast.Call) -> bool:
    given = [*call.args, *(one.value for one in call.keywords)]
    return any(isinstance(n, ast.Constant) and isinstance(n.value, int | float) for one in given for n in ast.walk(one))


def test_no_length_of_time_is_unlisted_and_none_that_is_gone_is_listed() -> None:
    listed = [where for one in REGISTER["deadline"] for where in one["where"]] + list(REGISTER["no_deadline"])
    assert sorted(listed) == sorted(set(listed)), "listed twice"
    assert {"unlisted": sorted(lengths_of_time() - set(listed)), "gone": sorted(set(listed) - lengths_of_time())} == {
        "unlisted": [],
        "gone": [],
    }


@pytest.mark.parametrize("one", REGISTER["deadline"], ids=[one["what"] for one in REGISTER["deadline"]])
def test_each_deadline_has_its_tests(one: dict[str, Any]) -> None:
    assert one["tests"]
    for test in one["tests"]:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test
