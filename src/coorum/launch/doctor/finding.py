"""What the doctor says of one thing: fine, to be watched, or to be mended, and how."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and in a sentence what to do."""

    name: str
    state: State
    words: str

    def line(self) -> str:
        return f"{self.state:<6}{self.name:<12}{self.words}"


Check = Callable[[], Iterator[Finding]]


def ok(name: str, words: str) -> Finding:
    return Finding(name, State.OK, words)


def warn(name: str, words: str) -> Finding:
    return Finding(name, State.WARN, words)


def fail(name: str, words: str) -> Finding:
    return Finding(name, State.FAIL, words)


def ago(age: timedelta) -> str:
    """For example `3 hours`: the largest unit that says enough."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count = int(age.total_seconds() // length)
        if count > 1 or (count == 1 and unit != "second"):
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "a moment"
