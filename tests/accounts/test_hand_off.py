"""The code that carries a sign-in to a site's host works once, there, in the same browser, within a minute."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts import actions
from coorum.accounts.actions.hand_offs import s256
from coorum.accounts.models import HandOff
from coorum.base import clock
from coorum.base.scope import provider_scope
from tests.cast import Cast, refused

VERIFIER = "v" * 43


@pytest.fixture
def code(cast: Cast) -> Any:
    with provider_scope():
        yield actions.hand_off(cast.hana, host="kissa.test", challenge=s256(VERIFIER), next_path="/b/", browser="b1")


def redeem(code: str, *, host: str = "kissa.test", verifier: str = VERIFIER) -> HandOff:
    return actions.redeem_hand_off(code, host=host, verifier=verifier)


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_it_carries_the_person_and_the_way(cast: Cast, code: str) -> None:
    row = redeem(code)
    assert (row.person, row.next_path, row.browser) == (cast.hana, "/b/", "b1")


def test_the_row_does_not_hold_the_code(code: str) -> None:
    row = HandOff.objects.get()
    assert code not in {str(getattr(row, field.attname)) for field in HandOff._meta.fields}


def test_it_works_once(code: str) -> None:
    redeem(code)
    with refused("hand_off_invalid"):
        redeem(code)


@pytest.mark.parametrize("wrong", [{"host": "kiri.test"}, {"verifier": "w" * 43}, {"verifier": ""}])
def test_it_works_for_its_host_and_browser_only(code: str, wrong: dict[str, str]) -> None:
    with refused("hand_off_invalid"):
        redeem(code, **wrong)
    redeem(code)


def test_it_expires_after_a_minute(code: str) -> None:
    HandOff.objects.update(made_at=clock.now() - timedelta(seconds=61))
    with refused("hand_off_invalid"):
        redeem(code)


def test_it_does_not_carry_somebody_whose_account_was_closed(cast: Cast, code: str) -> None:
    cast.hana.is_active = False
    cast.hana.save()
    with refused("hand_off_invalid"):
        redeem(code)


def test_a_made_up_code_is_refused(code: str) -> None:
    with refused("hand_off_invalid"):
        redeem("made up")
