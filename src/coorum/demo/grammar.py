"""Turning hand-written patterns into sentences.

`{a|b|c}` is one of a, b, c (they nest); `$bean` and `$bean.taste` are words of the thread's subjects. A field that is a
list gives each of its sentences once in a thread, except the STEADY ones, which stay what they first were.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

type Field = str | list[str]
type Record = dict[str, Field]

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"\$([a-z]+2?)(?:\.([a-z]+))?")

_MARK = re.compile(r"([@+?])([a-z0-9.]+) ")

_SLIPS = (("。。", "。"), ("！。", "！"), ("？。", "？"), ("、、", "、"))
_GAP = re.compile(r"(?<=[。！？]) (?!=>)")

STEADY = {"name", "taste", "scene", "where", "size", "pain", "gain", "cause", "fix"}


class ExhaustedError(Exception):
    """A sentence wanted a subject the thread has not, or a list that has given all it had."""


class Teller:
    """Tells one thread: remembers which subject it is about and what was said already."""

    def __init__(self, find: Callable[[str], Record | None], rng: Random) -> None:
        """`find` chooses the record for a subject, once, when it is first spoken of."""
        self._find = find
        self._subjects: dict[str, Record | None] = {}
        self._rng = rng
        self._steady: dict[tuple[str, str], str] = {}
        self._said: set[str] = set()
        self._about: set[str] = set()
        self._spoken: set[str] = set()
        self._in_post: set[str] = set()

    def posted(self) -> None:
        """The post stands; what was spoken of till now is what comments may refer to."""
        self._in_post = set(self._spoken)

    def allows(self, pattern: str) -> bool:
        """Whether the pattern's condition holds in this thread."""
        mark = _MARK.match(pattern)
        if not mark or mark[1] == "+":
            return True
        return mark[2] in (self._about if mark[1] == "@" else self._in_post)

    def one_of(self, patterns: Sequence[str]) -> str:
        """One of the patterns that fits what the thread is about, or makes it be about something. Raises ExhaustedError."""
        fitting = [pattern for pattern in patterns if pattern.startswith("@") and self.allows(pattern)]
        fitting = fitting or [pattern for pattern in patterns if not pattern.startswith("@")]
        if not fitting or not self._about:
            fitting = list(patterns)
        self._rng.shuffle(fitting)
        for pattern in fitting:
            try:
                text = self.say(pattern)
            except ExhaustedError:
                continue
            self._about.update(mark[2] for mark in _marks(pattern) if mark[1] == "@")
            return text
        raise ExhaustedError(str(patterns))

    def say(self, pattern: str) -> str:
        """The pattern as text. Raises ExhaustedError."""
        text = pattern
        for mark in _marks(pattern):
            text = text[len(mark[0]) :]
            if mark[1] == "+":
                self._about.add(mark[2])
        while "{" in text or "$" in text:
            text = _CHOICE.sub(self._choice, text)
            if "{" not in text:
                text = _SLOT.sub(self._word, text)
        return _tidy(text)

    def record(self, subject: str) -> Record:
        """What the thread speaks of under this name. Raises ExhaustedError."""
        if subject not in self._subjects:
            self._subjects[subject] = self._find(subject)
            self._about.update((self._subjects[subject] or {}).get("tags", ()))
        found = self._subjects[subject]
        if found is None:
            raise ExhaustedError(subject)
        return found

    def _choice(self, match: re.Match[str]) -> str:
        return self._rng.choice(match[1].split("|"))

    def _word(self, match: re.Match[str]) -> str:
        subject, field = match[1], match[2] or "name"
        value = self.record(subject).get(field)
        self._spoken.add(f"{subject}.{field}")
        if value is None:
            raise ExhaustedError(match[0])
        if isinstance(value, str):
            return value
        if field in STEADY:
            return self._steady.setdefault((subject, field), self._rng.choice(value))
        fresh = [text for text in value if text not in self._said]
        if not fresh:
            raise ExhaustedError(match[0])
        word = self._rng.choice(fresh)
        self._said.add(word)
        return word


def _marks(pattern: str) -> Iterator[re.Match[str]]:
    while mark := _MARK.match(pattern):
        yield mark
        pattern = pattern[len(mark[0]) :]


def _tidy(text: str) -> str:
    for wrong, right in _SLIPS:
        if wrong in text:
            text = text.replace(wrong, right)
    return _GAP.sub("", text)
