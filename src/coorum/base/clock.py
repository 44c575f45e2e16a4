"""The one clock of the house, so that tests can hold it still, and the demo can tell what happened long ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("coorum_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; inside `held_at` the moment that is held."""
    return (_held.get() or timezone.now()).astimezone(UTC)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment`, aware, for the block. For tests and the demo: no door and no room asks for this."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
