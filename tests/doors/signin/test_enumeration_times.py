"""The pages of identity take as long for an address that is registered as for one that is not (security §8).

Measured with the real hash, known and unknown in turns; the median of the differences, since a busy machine spoils single
answers. What is compared is the time somebody outside would see.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import form, page, way_to

SAMPLES = 150
#: Seconds of difference beyond which somebody patient could tell (the hash alone takes some 0.035), or the share of the whole.
GAP = 0.003
SHARE = 0.05
KNOWN = "hana@people.example"
Step = Callable[[Client, Cast, str], Any]


def register(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("signup", cast.kissa), form(cast.kissa, email=address))


def recover(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("recover", cast.kissa), {"email": address, "next": way_to(cast.kissa)})


def sign_in(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("login", cast.kissa), {"login": address, "password": "wrong wrong wrong"})


def _at_the_code(step: Step, **given: str) -> tuple[Step, Step]:
    """First the step that sends a code, then a post to the page that asks for it."""
    return step, lambda browser, cast, _address: browser.post(
        page("recover/code" if step is recover else "verify", cast.kissa), given
    )


def _nothing(_browser: Client, _cast: Cast, _address: str) -> None:
    """These pages are the first one opens."""


STEPS: dict[str, tuple[Step, Step]] = {
    "sign_in": (_nothing, sign_in),
    "sign_up": (_nothing, register),
    "recover": (_nothing, recover),
    "code after sign_up": _at_the_code(register, code="0000-0000", action="verify"),
    "code after recover": _at_the_code(recover, code="0000-0000"),
    "letter again": _at_the_code(register, action="resend"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_known_and_unknown_addresses_take_as_long(cast: Cast, visit: Any, settings: Any, name: str) -> None:
    settings.PASSWORD_HASHERS = ["coorum.accounts.passwords.Hasher"]
    cast.hana.set_password(PASSWORD)
    cast.hana.save()
    taken = [_pair(visit, cast, STEPS[name], number) for number in range(-3, SAMPLES)][3:]
    gap = median(known - unknown for known, unknown in taken)
    usual = median(unknown for _known, unknown in taken)
    assert abs(gap) < max(GAP, SHARE * usual), f"{1000 * gap:.1f} ms of {1000 * usual:.1f}"


def _pair(visit: Any, cast: Cast, step: tuple[Step, Step], number: int) -> tuple[float, float]:
    """Seconds for a known and for an unknown address, one right after the other, each first every other time."""
    taken = {}
    for known in (True, False) if number % 2 else (False, True):
        browser, address = visit(None), KNOWN if known else f"n{number}@people.example"
        step[0](browser, cast, address)
        cache.clear()
        started = perf_counter()
        step[1](browser, cast, address)
        taken[known] = perf_counter() - started
    return taken[True], taken[False]
