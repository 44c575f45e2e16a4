"""Shares of a budget: whoever counts many tries of one kind a second takes several at once, and asks the database less often.

A process that used up its share within a moment takes twice as many the next time, up to `LARGEST`; what it did not use within
the moment it gives back when it asks again. So a budget is never exceeded, and may be felt early by what other processes hold
unused, for a moment. Not for guesses: those are counted one by one (`spend`).

One thread a process answers requests (launch/serve.py); a share is not meant for more.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.cache import caches

from coorum.base import clock
from coorum.base.budgets import NOW, Budget, Spent, spend_and_tell

LARGEST = 8
MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Share:
    """Tries that are counted already: how many were taken, how many are unused, and what the budget said of the rest."""

    size: int
    unused: int
    ends_at: datetime
    beside: int
    full_at: datetime


def spend_from_share(budget: Budget) -> Spent:
    """Count one try against the share of this process, or against the budget where there is none."""
    now, held = clock.now(), caches["local"].get(_name(budget))
    if held and held.unused and now < held.ends_at:
        return _used(budget, held, now)
    size = min(2 * held.size, LARGEST) if held and now < held.ends_at else 1
    unused = held.unused if held else 0
    spent = spend_and_tell(budget, tries=size, unused=unused)
    if spent.wait is not None and size > 1:
        size, spent = 1, spend_and_tell(budget)
    if spent.wait is not None:
        caches["local"].delete(_name(budget))
        return spent
    return _used(budget, Share(size, size, now + MOMENT, spent.left, now + spent.full_in), now)


def _used(budget: Budget, share: Share, now: datetime) -> Spent:
    left = replace(share, unused=share.unused - 1)
    caches["local"].set(_name(budget), left, timeout=budget.window.total_seconds())
    return Spent(None, left.beside + left.unused, max(NOW, left.full_at - now - left.unused * budget.step))


def _name(budget: Budget) -> str:
    return f"share:{budget.key}"
