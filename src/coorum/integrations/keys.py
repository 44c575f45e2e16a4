"""How a key and an access token look: found by scanners for secrets, told from a typing error without asking anybody.

coorum_key_ ‖ (test_, in a test community) ‖ 43 letters and digits (256 bits) ‖ 6 letters and digits (CRC-32 of all before)
"""

import re
import string
from secrets import choice
from zlib import crc32

_SIGNS = string.ascii_letters + string.digits
_RANDOM, _CHECK = 43, 6
KEY, TOKEN, TEST = "coorum_key_", "coorum_token_", "test_"
#: What a secret scanner looks for.
PATTERN = re.compile(f"coorum_(?:key|token)_(?:{TEST})?[A-Za-z0-9]{{{_RANDOM + _CHECK}}}")


def draw(prefix: str, *, for_tests: bool = False) -> str:
    """A fresh secret with this prefix; `for_tests`, it says so."""
    text = prefix + (TEST if for_tests else "") + "".join(choice(_SIGNS) for _place in range(_RANDOM))
    return text + _check(text)


def is_sound(secret: str, prefix: str) -> bool:
    """Whether this can be a secret of ours at all; whether it opens anything is not asked."""
    whole = PATTERN.fullmatch(secret) is not None and secret.startswith(prefix)
    return whole and secret[-_CHECK:] == _check(secret[:-_CHECK])


def _check(text: str) -> str:
    number, signs = crc32(text.encode()), ""
    for _place in range(_CHECK):
        number, rest = divmod(number, len(_SIGNS))
        signs = _SIGNS[rest] + signs
    return signs
