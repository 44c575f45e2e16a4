"""The keys that sign ID tokens, and how one follows another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.openid import signing
from coorum.openid.models import TokenKey
from coorum.openid.signing import LEAD, QUARTER

MOMENT = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    begin = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begin)
    return lambda span: monkeypatch.setattr(clock, "now", lambda: begin + span)


def published() -> set[str]:
    return {one["kid"] for one in signing.published_keys()["keys"]}


def signs() -> str:
    return str(jwt.get_unverified_header(signing.sign({"sub": "x"}))["kid"])


def test_the_next_key_is_known_before_it_signs_and_the_last_one_after(at: Callable[[timedelta], None]) -> None:
    with provider_scope():
        first = signs()
        at(QUARTER - LEAD - MOMENT)
        signing.renew_keys()
        assert published() == {first}
        at(QUARTER - LEAD)
        signing.renew_keys()
        assert len(published()) == 2
        at(QUARTER - MOMENT)
        assert signs() == first
        at(QUARTER)
        second = signs()
        assert second != first
        at(QUARTER + 2 * LEAD - MOMENT)
        assert published() == {first, second}
        at(QUARTER + 2 * LEAD)
        signing.renew_keys()
        assert published() == {second}
        assert TokenKey.objects.count() == 1


def test_a_service_that_slept_for_a_year_signs_with_a_fresh_key(at: Callable[[timedelta], None]) -> None:
    with provider_scope():
        first = signs()
        at(timedelta(days=365))
        assert signs() != first
        assert published() == {signs()}


@pytest.mark.parametrize(
    "spoil", [lambda t: "", lambda t: t[:-6], lambda t: t.replace(".", ".x", 1), lambda t: "a.b.c"]
)
def test_a_hint_that_we_did_not_sign_says_nothing(spoil: Callable[[str], str]) -> None:
    with provider_scope():
        token = signing.sign({"iss": "https://us", "sub": "s", "aud": "a"})
        known: Any = signing.read_hint(token, issuer="https://us")
        assert known["sub"] == "s"
        assert signing.read_hint(spoil(token), issuer="https://us") is None
        assert signing.read_hint(token, issuer="https://them") is None


def test_a_hint_signed_by_somebody_else_or_by_nobody_says_nothing() -> None:
    with provider_scope():
        kid = signs()
        claims = {"iss": "https://us", "sub": "s", "aud": "a"}
        public = signing.published_keys()["keys"][0]["n"]
        forged = [
            jwt.encode(claims, None, algorithm="none", headers={"kid": kid}),
            jwt.encode(claims, public, algorithm="HS256", headers={"kid": kid}),
            jwt.encode(claims, "x" * 32, algorithm="HS256"),
        ]
        assert [signing.read_hint(token, issuer="https://us") for token in forged] == [None, None, None]
