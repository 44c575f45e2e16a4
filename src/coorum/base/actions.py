"""`@action`: what a verb of the house does, it does whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from coorum.base import scope

P = ParamSpec("P")
T = TypeVar("T")
_inside: ContextVar[bool] = ContextVar("coorum_inside_action", default=False)


def action(verb: Callable[P, T]) -> Callable[P, T]:  # noqa: UP047
    """Run `verb` in one savepoint of the unit of work: on `Refused` or any error its rows and its evidence are undone.

    An action inside an action shares the outer savepoint, so nobody may catch the refusal of an inner one.
    """

    @wraps(verb)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        unit = scope.current().unit
        if _inside.get():
            return verb(*args, **kwargs)
        kept, words = len(unit.evidence), len(unit.last_words)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return verb(*args, **kwargs)
        except BaseException:
            del unit.evidence[kept:], unit.last_words[words:]
            raise
        finally:
            _inside.reset(token)

    return whole


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back at the end, evidence included: for trying whether something can be done."""
    unit = scope.current().unit
    kept, words, after = len(unit.evidence), len(unit.last_words), len(unit.afterwards)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        del unit.evidence[kept:], unit.last_words[words:], unit.afterwards[after:]
