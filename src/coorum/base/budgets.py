"""Budgets: how often something may be tried, counted before it is done, so that many at once are counted one by one.

A budget is a bucket that fills up again evenly (the generic cell rate algorithm): `most` tries at once, then one more for
each `window / most` that passes; so within any one `window` never more than twice `most`, and nobody is locked out for longer
than one step by tries that were refused. All that is kept is one moment, when the bucket will be full again, in a row of the
shared cache (base/shared_cache.py), whose sweeping takes it away.

Count outside a transaction: a row counted inside one is locked until its end, and whoever counts next waits for it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import connection

from coorum.base import clock

NOW = timedelta(0)
#: One bucket: counted where the one before it had room.
_SPEND = """
b{n} AS (
    INSERT INTO shared (key, value, expires_at) SELECT %(key{n})s, 'true', %(now)s + %(step{n})s {where}
    ON CONFLICT (key) DO UPDATE SET
        value = CASE WHEN {next} <= %(now)s + %(window{n})s THEN 'true' ELSE 'false' END,
        expires_at = CASE WHEN {next} <= %(now)s + %(window{n})s THEN {next} ELSE shared.expires_at - %(back{n})s END
    RETURNING {n} AS n, value = 'true' AS fits, expires_at
)"""
_NEXT = "greatest(shared.expires_at - %(back{n})s, %(now)s) + %(step{n})s"
_GIVE_BACK = """
UPDATE shared SET expires_at = expires_at - given.step
FROM unnest(%(keys)s::text[], %(steps)s::interval[]) AS given (key, step) WHERE shared.key = given.key
"""


@dataclass(frozen=True)
class Budget:
    """`most` tries in a `window`, of whatever `key` names (an address, a network: only its hash is kept)."""

    key: str
    most: int
    window: timedelta

    @property
    def step(self) -> timedelta:
        """How long one try takes to come back."""
        return self.window / self.most


@dataclass(frozen=True)
class Spent:
    """What became of one try: `wait` until there is room (None: there was), how many are `left`, and when all are back."""

    wait: timedelta | None
    left: int
    full_in: timedelta


def spend(budget: Budget) -> timedelta | None:
    """Count one try. None where there was room; else nothing is counted, and how long until there is."""
    refused = spend_in_turn(budget)
    return refused[1] if refused else None


def spend_and_tell(budget: Budget, *, tries: int = 1, unused: int = 0) -> Spent:
    """Count so many tries, all or none, after those that were counted before and not `unused`; for whoever is told how many
    are left.
    """
    return _told(*_spend(budget, tries=tries, unused=unused))


def spend_in_turn(*budgets: Budget) -> tuple[Budget, timedelta] | None:
    """Count one try against each, in this order, in one statement, up to the first without room: that one, and how long until
    it has. None where there was room in all. Whoever counts against the same budgets names them in the same order.
    """
    last, fits, full_in = _spend(*budgets)
    wait = _told(last, fits, full_in).wait
    return None if wait is None else (last, wait)


def _spend(*budgets: Budget, tries: int = 1, unused: int = 0) -> tuple[Budget, bool, timedelta]:
    """The last that was counted against, whether there was room in it, and how long until it is full again."""
    now = clock.now()
    values: dict[str, Any] = {"now": now}
    for n, one in enumerate(budgets):
        values |= {f"key{n}": _name(one), f"window{n}": one.window}
        values |= {f"step{n}": tries * one.step, f"back{n}": unused * one.step}
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(budgets)), values)
        n, fits, full_at = cursor.fetchall()[-1]
    return budgets[n], fits, full_at - now


def _told(budget: Budget, fits: bool, full_in: timedelta) -> Spent:  # noqa: FBT001  what the statement answers
    wait = None if fits else max(NOW, full_in + budget.step - budget.window)
    full_in = max(NOW, full_in)
    return Spent(wait, max(0, (budget.window - full_in) // budget.step), full_in)


def give_back(*budgets: Budget) -> None:
    """A try that need not have been counted there: it was no guess."""
    if budgets:
        with connection.cursor() as cursor:
            cursor.execute(
                _GIVE_BACK, {"keys": [_name(one) for one in budgets], "steps": [one.step for one in budgets]}
            )


@cache
def _statement(many: int) -> str:
    parts = [
        _SPEND.format(n=n, next=_NEXT.format(n=n), where=f"FROM b{n - 1} WHERE b{n - 1}.fits" if n else "")
        for n in range(many)
    ]
    counted = " UNION ALL ".join(f"SELECT * FROM b{n}" for n in range(many))  # noqa: S608  numbers only
    return f"WITH {','.join(parts)} {counted} ORDER BY n"


def _name(budget: Budget) -> str:
    return sha256(f"budget:{budget.key}".encode()).hexdigest()
