"""Documents the build can contradict."""

import re
import tomllib
from pathlib import Path

from django.utils import translation

from coorum.commands import generated
from coorum.config import environment

SOURCES = Path(environment.__file__).parents[1]
ROOT = Path(__file__).parents[2]


def test_generated_documents_are_fresh() -> None:
    with translation.override("en"):
        assert generated.stale() == []


def test_every_variable_that_is_read_is_documented() -> None:
    documented = {setting.name for setting in environment.SETTINGS}
    asked = re.compile(r"""(?:environ(?:\.get)?[\[(]|\benv\.\w+\(|\btext\(|_secret\()\s*["'](COORUM_[A-Z_]+)""")
    read = {name for path in SOURCES.rglob("*.py") for name in asked.findall(path.read_text())}
    assert read - documented == set()
    assert read


def test_the_storeys_of_the_document_are_those_of_the_house() -> None:
    """docs/architecture.md names every door, hallway and room that the import contracts name, from the top down."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    line = next(
        one
        for one in (ROOT / "docs/architecture.md").read_text(encoding="utf-8").splitlines()
        if "import-linter" in one
    )
    told = re.findall(r"[a-z]+", line.partition(". Stated")[0].replace("doors", ""))
    assert told == [name.strip() for layer in layers for name in layer.split("|")]
