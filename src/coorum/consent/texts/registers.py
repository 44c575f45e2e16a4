"""What our texts take from registers: a template has a {{mark}} where a register speaks, alone in a line for a list.

Whoever keeps a register gives its words (`give`); a changed register so changes the next draft by itself. The rooms
upstairs give what consent does not know: cookies, periods, countries, the fee (promises/stated.py).
"""

import re
from collections.abc import Callable, Sequence
from enum import Enum

from coorum.consent.items import ITEMS, Source, items_provided_for
from coorum.consent.purposes import PURPOSES


class Of(Enum):
    """Whose registers speak: the program's own, as it is delivered; this deployment's; nobody's (marks stay open blanks)."""

    PROGRAM = "program"
    HERE = "here"
    NOBODY = "nobody"


#: The words of a register in "ja" or "en": one where it stands in a sentence, one an entry where it is a list.
Words = Callable[[str, Of], Sequence[str]]

_given: dict[str, Words] = {}
_LINE = re.compile(r"^(・|- |\(1\) )\{\{([a-z_]+)\}\}$", re.MULTILINE)
_MARK = re.compile(r"\{\{([a-z_]+)\}\}")


def give(name: str, words: Words) -> None:
    """Give the words for a mark, once."""
    if name in _given:
        raise ValueError(f"the words for {name} are given twice")
    _given[name] = words


def spoken(text: str, language: str, of: Of) -> str:
    """The text of a template with every mark replaced. Raises KeyError where nobody gives the words for one."""

    def listed(match: re.Match[str]) -> str:
        return "\n\n".join(_marker(match[1], n) + entry for n, entry in enumerate(_given[match[2]](language, of), 1))

    def said(match: re.Match[str]) -> str:
        (words,) = ["{" + match[1] + "}"] if of is Of.NOBODY else _given[match[1]](language, of)
        return words

    return _MARK.sub(said, _LINE.sub(listed, text))


def _marker(marker: str, n: int) -> str:
    return marker.replace("1", str(n))


def _items(source: Source) -> Words:
    return lambda language, _of: [one.printed(language) for one in ITEMS if one.source is source]


for _source in Source:
    give(f"items_{_source}", _items(_source))
give("purposes", lambda language, _of: [one.words(language) for one in PURPOSES])
give("provided", lambda language, _of: [one.words(language) for one in items_provided_for("provide")])
