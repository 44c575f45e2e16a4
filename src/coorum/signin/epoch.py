"""A code that was sent, or a first step that was taken, is worth something only as long as the person's epoch lasts
(accounts/actions/epochs.py), and the password and the address that stood then.

So a code somebody asked for under an earlier registration, or before a recovery or a change of address, opens nothing; nor
does a password that was entered before, with the second factor still to come (security §2, 4).
"""

from secrets import token_hex
from typing import Any

from django.utils.crypto import constant_time_compare

from coorum.web.request import Request

_KEY = "_epoch"
_ENTRY = "_entry_epoch"


def begin(request: Request, person: Any) -> None:
    """Bind the code now under way to `person` as they are; to nobody where there is none (the visitor sees no difference)."""
    request.session[_KEY] = as_they_are(person) if person else token_hex(32)


def holds(request: Request, person: Any) -> bool:
    """Whether `person` is still as they were when the code was sent."""
    return person is not None and constant_time_compare(request.session.get(_KEY, ""), as_they_are(person))


def begin_entry(request: Request, person: Any) -> None:
    """`person` took the first step of signing in."""
    request.session[_ENTRY] = as_they_are(person)


def entry_holds(request: Request, person: Any) -> bool:
    """Whether `person` is still as they were at the first step."""
    return constant_time_compare(request.session.pop(_ENTRY, ""), as_they_are(person))


def as_they_are(person: Any) -> str:
    """What changes with the person's epoch, password and address."""
    return f"{person.get_session_auth_hash()} {person.email}"
