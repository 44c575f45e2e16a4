"""What a service may say that does not hold, and how a slow, broken or hostile one is met."""

import json
import time
from typing import Any

import jwt
import pytest
from django.core.cache import caches
from django.test import override_settings

from coorum.base import calling
from coorum.base.calling import NoAnswer, NotOutside
from coorum.linking.clients import openid
from coorum.linking.tokens import Expected, Untrue, read
from tests.linking.fake import CLIENT, SECRET, jwk, playing, rsa_key
from tests.linking.steps import QUESTION, ask, service_of

pytestmark = pytest.mark.django_db

LIES = {
    "no_nonce": "nonce",
    "aud_more": "aud",
    "no_aud": "aud",
    "azp": "azp",
    "expired": "exp",
    "no_exp": "exp",
    "future": "immaturesignature",
    "old": "iat",
    "empty_sub": "sub",
    "numeric_sub": "invalidsubject",
    "long_sub": "sub",
    "at_hash": "at_hash",
    "public_key_as_secret": "alg",
    "wrong_secret": "alg",
    "cut": "signature",
    "no_id_token": "no_id_token",
    "error": "code",
    "foreign_discovery": "issuer",
    "not_json": "json",
    "redirects": "status",
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_a_lie_is_not_believed(lie: str) -> None:
    with playing(lie=lie) as fake, pytest.raises(Untrue) as caught:
        ask(fake)
    assert caught.value.why == LIES[lie]


@pytest.mark.parametrize("kind", ["line", "google", "apple", "yahoo", "openid"])
def test_each_service_is_understood_with_its_ways(kind: str) -> None:
    with playing(kind) as fake:
        told = ask(fake)
    assert told.claims["sub"] == f"{kind}-0001"


def test_lines_shared_secret_is_no_way_round_for_others() -> None:
    with playing("line", lie="wrong_secret") as fake, pytest.raises(Untrue) as caught:
        ask(fake)
    assert caught.value.why == "signature"


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    with playing(lie="huge") as fake, pytest.raises(NoAnswer, match="longer"):
        ask(fake)


def test_a_broken_service_does_not_answer() -> None:
    with playing(lie="down") as fake, pytest.raises(NoAnswer):
        ask(fake)


def test_an_answer_that_drips_has_a_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    begun = time.monotonic()
    with playing(lie="slow") as fake, pytest.raises((NoAnswer, Untrue)):
        ask(fake)
    assert time.monotonic() - begun < 3


def test_endpoints_that_lead_inside_are_not_called() -> None:
    with playing(lie="inside") as fake, pytest.raises(NotOutside):
        ask(fake)
    assert "/token" not in [path for path, _sent in fake.asked]


def test_a_new_key_is_asked_for_once_and_then_not_for_a_while() -> None:
    with playing() as fake:
        ask(fake)
        fake.kid = "two"
        openid.KEYS_ANEW, usual = 0, openid.KEYS_ANEW
        try:
            assert ask(fake).claims["sub"] == "openid-0001"
        finally:
            openid.KEYS_ANEW = usual
        fake.kid = "three"
        with pytest.raises(Untrue) as caught:
            ask(fake)
        assert caught.value.why == "kid"
        assert [path for path, _sent in fake.asked].count("/keys") == 2


def test_a_code_works_once_and_only_with_its_verifier() -> None:
    with playing() as fake:
        ask(fake)
        service = service_of(fake)
        code = fake.answer_to({**fake.asked[1][1], "state": "x"})["code"]
        with pytest.raises(Untrue, match="code"):
            openid.ask(service, openid.Question("s", "n", "w" * 43, QUESTION.callback), code)
        with pytest.raises(Untrue, match="code"):
            openid.ask(service, QUESTION, code)


def test_apples_secret_is_signed_anew_each_time_and_short_lived() -> None:
    with playing("apple") as fake:
        ask(fake)
        (sent,) = [sent for path, sent in fake.asked if path == "/token"]
    said = jwt.decode(sent["client_secret"], options={"verify_signature": False})
    assert said["exp"] - said["iat"] <= 300


# -- tokens by themselves


EXPECTED = Expected("https://service.example", CLIENT, "n" * 43, ("RS256",))


def token(**more: Any) -> str:
    now = int(time.time())
    said = {"iss": EXPECTED.issuer, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": EXPECTED.nonce}
    return jwt.encode({**said, **more}, rsa_key("one"), algorithm="RS256", headers={"kid": "one"})


@pytest.mark.parametrize("seconds", [-50, 50])
def test_clocks_may_be_a_minute_apart(seconds: int) -> None:
    now = int(time.time()) + seconds
    assert read(token(iat=now, exp=now + 10), [jwk("one", kid="one")], EXPECTED)["sub"] == "1"


@pytest.mark.parametrize(
    "key",
    [{"use": "enc"}, {"alg": "PS256"}, {"kty": "EC"}, {"kid": "two"}, {"kty": "oct", "k": "c2VjcmV0"}],
)
def test_a_key_that_is_for_something_else_is_none(key: dict[str, str]) -> None:
    with pytest.raises(Untrue, match="kid"):
        read(token(), [{**jwk("one", kid="one"), **key}], EXPECTED)


def test_two_keys_of_one_name_are_no_answer() -> None:
    with pytest.raises(Untrue, match="kid"):
        read(token(), [jwk("one", kid="one"), jwk("two", kid="one")], EXPECTED)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "é.é.é", "." * 40, json.dumps({"alg": "RS256"})])
def test_what_is_no_token_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Untrue):
        read(text, [jwk("one", kid="one")], EXPECTED)


def test_the_client_secret_opens_nothing_where_the_service_has_keys() -> None:
    now = int(time.time())
    said = {"iss": EXPECTED.issuer, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": EXPECTED.nonce}
    forged = jwt.encode(said, SECRET, algorithm="HS256")
    with pytest.raises(Untrue, match="alg"):
        read(forged, [jwk("one", kid="one")], EXPECTED)


@override_settings(COORUM_NEIGHBOURS=[])
def test_what_is_remembered_of_a_service_is_its_own() -> None:
    caches["local"].clear()
    with playing() as fake, playing(lie="foreign_discovery") as other:
        assert openid.metadata(service_of(fake))["issuer"] == fake.issuer
        with pytest.raises(Untrue, match="issuer"):
            openid.metadata(service_of(other))
