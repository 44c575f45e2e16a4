"""Marks: what tells one person or device from another, in words about to leave for somebody else (APPI 2(7), 31).

They are looked for by their shape alone; whose they are, the guard of the gate `TIE` finds out.
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

#: Ids in any writing (UUID, hex, short, a session's key), and addresses. Twenty signs are more than a word.
_TOKEN = re.compile(r"(?<![0-9A-Za-z_-])[0-9A-Za-z_-]{20,64}(?![0-9A-Za-z_-])")
_ADDRESS = re.compile(r"[0-9A-Za-z._%+'-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}")


def marks_in(address: str, *texts: str) -> frozenset[str]:
    """What could be somebody's in an address and what is sent to it: ids, e-mail addresses, and every value of its query."""
    values = [value for _name, value in parse_qsl(urlsplit(address).query)]
    words = [unquote(address), *values, *texts]
    return frozenset(
        [*values, *(found for one in words for shape in (_TOKEN, _ADDRESS) for found in shape.findall(one))]
    )
