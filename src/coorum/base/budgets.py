"""Budgets: how often something may be tried, counted before it is done, so that many at once are counted one by one.

A budget is a bucket that fills up again evenly (the generic cell rate algorithm): `most` tries at once, then one more for
each `window / most` that passes; so within any one `window` never more than twice `most`, and nobody is locked out for longer
than one step by tries that were refused. All that is kept is one moment, when the bucket will be full again, in a row of the
shared cache (base/shared_cache.py), whose sweeping takes it away.

Count outside a transaction: a row counted inside one is locked until its end, and whoever counts next waits for it.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import connection

from coorum.base import clock

NOW = timedelta(0)
_SPEND = """
INSERT INTO shared (key, value, expires_at) VALUES (%(key)s, 'true', %(now)s + %(step)s)
ON CONFLICT (key) DO UPDATE SET
    value = CASE WHEN greatest(shared.expires_at, %(now)s) + %(step)s <= %(now)s + %(window)s THEN 'true' ELSE 'false' END,
    expires_at = CASE WHEN greatest(shared.expires_at, %(now)s) + %(step)s <= %(now)s + %(window)s
        THEN greatest(shared.expires_at, %(now)s) + %(step)s ELSE shared.expires_at END
RETURNING value = 'true', expires_at
"""
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


def spend(budget: Budget) -> timedelta | None:
    """Count one try, in one statement. None where there was room; else nothing is counted, and how long until there is."""
    values = _values(budget)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        fits, full_at = cursor.fetchone()
    return None if fits else max(NOW, full_at + budget.step - budget.window - values["now"])


def give_back(*budgets: Budget) -> None:
    """A try that need not have been counted there: it was no guess."""
    if budgets:
        with connection.cursor() as cursor:
            cursor.execute(
                _GIVE_BACK, {"keys": [_name(one) for one in budgets], "steps": [one.step for one in budgets]}
            )


def _values(budget: Budget) -> dict[str, Any]:
    return {"key": _name(budget), "now": clock.now(), "step": budget.step, "window": budget.window}


def _name(budget: Budget) -> str:
    return sha256(f"budget:{budget.key}".encode()).hexdigest()
