"""What may be asked in a profile field, and what is an answer to one: decisions without database or clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.screening import ensure_may_be_asked, ensure_no_numbers, noticed_in
from coorum.base.text import clean_line, clean_text
from coorum.consent.purposes import PURPOSES
from coorum.profiles.kinds import (
    CHOOSING,
    HINT,
    LABEL,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_OPTIONS,
    OPTION,
    WHY,
    Audience,
    Kind,
)

#: Whatever goes to an operator goes there for one of these: the purposes of the policy that need a consent.
ASKABLE = tuple(one.id for one in PURPOSES if one.needs_consent)
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
#: What people agree to when they answer. It stands as long as there is an answer.
TERMS = ("name", "kind", "label_ja", "label_en", "why_ja", "why_en", "purpose", "audience")
_LONGEST = {"label": LABEL, "hint": HINT, "why": WHY}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field as its operator wants it. `options` are pairs of words, Japanese and English, in their order."""

    name: str
    kind: str
    label_ja: str
    label_en: str
    why_ja: str
    why_en: str
    purpose: str
    audience: str
    hint_ja: str = ""
    hint_en: str = ""
    options: Sequence[tuple[str, str]] = ()
    at_joining: bool = False


def proper(wanted: Wanted) -> dict[str, Any]:
    """The columns of such a field. Raises `Refused`: `name_form`, `not_for_this` (a purpose that is none of the list, or lets
    nothing go to an operator), `unknown` (kind or audience), `empty`, `options`, `asks_too_much`, `text_…`.
    """
    if not NAME.fullmatch(wanted.name):
        words = _("The name for your systems begins with a letter, and has up to 30 of a–z, 0–9 and _.")
        raise Refused("name_form", words, field="name")
    if wanted.purpose not in ASKABLE:
        raise Refused("not_for_this", _("The policy does not let answers go to you for this purpose."), field="purpose")
    if wanted.kind not in Kind.values or wanted.audience not in Audience.values:
        raise Refused("unknown", _("There is no such kind of field."), field="kind")
    told = {one.name: getattr(wanted, one.name) for one in fields(wanted)}
    for column in [one for one in told if one[:-3] in _LONGEST]:
        told[column] = _line(told[column], column)
    return {**told, "options": _options(wanted)}


def _line(text: str, name: str) -> str:
    try:
        line = clean_line(text, _LONGEST[name[:-3]])
    except Refused as refusal:
        refusal.field = name
        raise
    if not line and not name.startswith("hint"):
        raise Refused("empty", _("Please fill this in, in both languages."), field=name)
    ensure_may_be_asked(line, field=name)
    return line


def _options(wanted: Wanted) -> list[dict[str, str]]:
    if wanted.kind not in CHOOSING:
        return []
    lines = [(clean_line(ja, OPTION), clean_line(en, OPTION)) for ja, en in wanted.options]
    if not 2 <= len(lines) <= MOST_OPTIONS or not all(ja and en for ja, en in lines):
        words = _("Give two to sixty choices, each in a line of its own: Japanese | English.")
        raise Refused("options", words, field="options")
    if len({ja for ja, _en in lines}) < len(lines) or len({en for _ja, en in lines}) < len(lines):
        raise Refused("options", _("Two of the choices are the same."), field="options")
    for ja, en in lines:
        ensure_may_be_asked(f"{ja}\n{en}", field="options")
    return [{"id": str(number), "ja": ja, "en": en} for number, (ja, en) in enumerate(lines, 1)]


def ensure_terms_stand(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise `Refused("answered")` where a field that was answered would ask something else, for something else, or show it
    to others than was agreed to. Choices may be added at the end.
    """
    chosen = before["options"] == after["options"][: len(before["options"])]
    if not chosen or any(before[name] != after[name] for name in TERMS):
        words = _(
            "Members have answered this already, and agreed to it as it stands. Add a new field, or remove this one."
        )
        raise Refused("answered", words)


def proper_answer(kind: str, options: Sequence[Mapping[str, str]], given: Any) -> Any:
    """The answer as it is kept; None where nothing was answered.

    Raises `Refused`: `no_answer` (none of the choices, no date, no number), `needs_care`, `text_…` and what
    `ensure_no_numbers` raises. All of `field="answer"`.
    """
    try:
        return _ANSWERS[Kind(kind)](given, {one["id"] for one in options})
    except Refused as refusal:
        refusal.field = "answer"
        raise


def _words(longest: int, *, of_lines: bool) -> Any:
    def read(given: Any, _ids: set[str]) -> str | None:
        text = clean_text(str(given or ""), longest) if of_lines else clean_line(str(given or ""), longest)
        ensure_no_numbers(text)
        if noticed := noticed_in(text):
            words = _("“%(word)s” tells of %(kind)s. The operator does not ask for that; please leave it out.")
            raise Refused("needs_care", words, word=noticed[0].word, kind=noticed[0].kind.label)
        return text or None

    return read


def _choice(given: Any, ids: set[str]) -> str | None:
    if given in (None, ""):
        return None
    if given not in ids:
        raise _no_answer()
    return str(given)


def _choices(given: Any, ids: set[str]) -> list[str] | None:
    if not set(given or ()) <= ids:
        raise _no_answer()
    return sorted(set(given or ()), key=int) or None


def _yes_no(given: Any, _ids: set[str]) -> bool | None:
    return {True: True, False: False, "yes": True, "no": False}.get(given)


def _date(given: Any, _ids: set[str]) -> str | None:
    try:
        return date.fromisoformat(str(given)).isoformat() if given else None
    except ValueError:
        raise _no_answer() from None


def _number(given: Any, _ids: set[str]) -> int | None:
    if given in (None, ""):
        return None
    if not re.fullmatch(r"-?[0-9]{1,9}", str(given)):
        raise _no_answer()
    return int(given)


def _no_answer() -> Refused:
    return Refused("no_answer", _("This is no answer to the question. Please check it."))


_ANSWERS = {
    Kind.LINE: _words(LONGEST_LINE, of_lines=False),
    Kind.TEXT: _words(LONGEST_TEXT, of_lines=True),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
}
