"""Proofs: what is asked of state, evidence and signatures to see that a promise is kept.

`@looks("P9.1")` reads across sites and changes nothing. `@follows("P9.1")` does so too, but is given a stretch and reads
only what is new in it: everything once a week, and whenever it did not find its promise kept the last time.
`@tries("P9.1")` attempts what must be refused, as the application, and everything it did is taken back. A promise with
several checks is as good as its worst.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from coorum.promises.findings import Finding
from coorum.promises.stretches import Stretch

Find = Callable[[], Finding]
Follow = Callable[[Stretch], Finding]


@dataclass(frozen=True, slots=True)
class Check:
    """One question. `name` is stable: it is what a proof is compared by."""

    promises: tuple[str, ...]
    name: str
    find: Follow
    is_attempt: bool = False
    follows: bool = False


_checks: list[Check] = []


def looks(*promises: str) -> Callable[[Find], Find]:
    """A check that reads, across sites."""
    return _register(promises, is_attempt=False)


def follows(*promises: str) -> Callable[[Follow], Follow]:
    """A check that reads, across sites, what is new since it last found its promise kept."""

    def registered(find: Follow) -> Follow:
        _checks.append(Check(promises, _name_of(find), find, follows=True))
        return find

    return registered


def tries(*promises: str) -> Callable[[Find], Find]:
    """A check that attempts what must not succeed; what it did is undone, evidence included."""
    return _register(promises, is_attempt=True)


def _register(promises: tuple[str, ...], *, is_attempt: bool) -> Callable[[Find], Find]:
    def registered(find: Find) -> Find:
        _checks.append(Check(promises, _name_of(find), lambda _stretch: find(), is_attempt))
        return find

    return registered


def _name_of(find: Callable[..., Finding]) -> str:
    return f"{find.__module__.rpartition('.')[2]}.{find.__name__}"


def checks() -> tuple[Check, ...]:
    """Every check of the house."""
    from coorum.promises.proofs import (  # noqa: F401
        accounts,
        advertising,
        agents,
        ages,
        campaigns,
        care,
        closings,
        consents,
        corrections,
        customers,
        data,
        enquiries,
        erasures,
        evidence,
        factors,
        fees,
        hosts,
        improvement,
        incidents,
        inviting,
        linking,
        moderation,
        notices,
        openid,
        organisation,
        pages,
        periods,
        policies,
        processors,
        profiles,
        receivers,
        requests,
        separation,
        systems,
        tying,
        uses,
        walls,
        ways_out,
        webhooks,
        witnesses,
    )

    return tuple(_checks)


@cache
def measured() -> frozenset[str]:
    """The promises that some check looks after."""
    return frozenset(promise for check in checks() for promise in check.promises)


def checks_of(promise_id: str) -> list[Check]:
    """The checks that prove one promise; none where it cannot be measured yet."""
    return [check for check in checks() if promise_id in check.promises]
