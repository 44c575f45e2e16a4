"""A code that was sent is worth something only as long as password and address stand that stood when it was sent.

So a code somebody asked for under an earlier registration, or before a recovery or a change of address, opens nothing
(security §2, 4).
"""

from secrets import token_hex
from typing import Any

from django.utils.crypto import constant_time_compare

from coorum.web.request import Request

_KEY = "_epoch"


def begin(request: Request, person: Any) -> None:
    """Bind the code now under way to `person` as they are; to nobody where there is none (the visitor sees no difference)."""
    request.session[_KEY] = _as_they_are(person) if person else token_hex(32)


def holds(request: Request, person: Any) -> bool:
    """Whether `person` is still as they were when the code was sent."""
    return person is not None and constant_time_compare(request.session.get(_KEY, ""), _as_they_are(person))


def _as_they_are(person: Any) -> str:
    return f"{person.get_session_auth_hash()} {person.email}"
