"""Lines that cannot be part of a published text, whatever stands around them."""

import re
import unicodedata

from coorum.consent.reading.findings import Why

# Signs that reorder what is shown would let a text read differently from what is stored and hashed.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>")


def fault_of(text: str) -> Why | None:
    """Why this line must stay out of the document; None if nothing is wrong with its signs."""
    if any(_is_forbidden(sign) for sign in text):
        return Why.CONTROL
    if _MARKUP.match(text):
        return Why.MARKUP
    if not any(unicodedata.category(sign)[0] in "LN" for sign in text):
        return Why.DECORATION
    return None


def _is_forbidden(sign: str) -> bool:
    """Control, surrogate and private-use code points, line separators, reordering, noncharacters, U+FFFD."""
    if sign in _REORDERING or sign == "\ufffd" or ord(sign) & 0xFFFE == 0xFFFE:
        return True
    return unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp") and sign != "\t"
