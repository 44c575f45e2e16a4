"""Documents the build can contradict."""

import re
from pathlib import Path

from django.utils import translation

from coorum.commands import generated
from coorum.config import environment

SOURCES = Path(environment.__file__).parents[1]


def test_generated_documents_are_fresh() -> None:
    with translation.override("en"):
        assert generated.stale() == []


def test_every_variable_that_is_read_is_documented() -> None:
    documented = {setting.name for setting in environment.SETTINGS}
    asked = re.compile(r"""(?:environ(?:\.get)?[\[(]|\benv\.\w+\(|\btext\(|_secret\()\s*["'](COORUM_[A-Z_]+)""")
    read = {name for path in SOURCES.rglob("*.py") for name in asked.findall(path.read_text())}
    assert read - documented == set()
    assert read
