"""The relying-party modules of the public OpenID conformance suite, each under its name: plans basic, refresh and back-channel
logout.

The suite itself is a Java service that is not built here; each module's story is told anew against our fake. What a module
asks for is in shared prose of the suite: https://openid.net/certification/conformance-testing-for-openid-connect/.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from coorum.customers.models import Directory
from coorum.linking.clients import openid
from coorum.linking.tokens import Untrue
from tests.linking.fake import CLIENT, SECRET, Fake, playing
from tests.linking.steps import ask, service_of

pytestmark = pytest.mark.usefixtures("_known_keys")


@pytest.fixture
def _known_keys(db: None) -> None:
    """Secrets of services are sealed with the ring of the test; the gate of ways out looks into the database."""


def believed(lie: str = "", kind: str = "openid") -> None:
    with playing(kind, lie=lie) as fake:
        assert ask(fake).claims["sub"] == f"{kind}-0001"


def refused(lie: str, why: str) -> None:
    with playing(lie=lie) as fake, pytest.raises(Untrue) as caught:
        ask(fake)
    assert caught.value.why == why


def rs256() -> None:
    with playing() as fake:
        ask(fake)
        assert {path for path, _sent in fake.asked} >= {"/authorize", "/token", "/keys"}


def userinfo_claims() -> None:
    """The scope `email` is answered at the userinfo endpoint, where the ID token has no address."""
    told = {"email": "nozomi@people.example", "email_verified": True}
    with playing("yahoo", claims=told) as fake:
        assert ask(fake).claims["email"] == "nozomi@people.example"
        assert "/userinfo" in [path for path, _sent in fake.asked]


def userinfo_subject() -> None:
    with playing("yahoo", lie="userinfo_sub") as fake, pytest.raises(Untrue) as caught:
        ask(fake)
    assert caught.value.why == "userinfo_sub"


def basic() -> None:
    with playing() as fake:
        ask(fake)
        (sent,) = [sent for path, sent in fake.asked if path == "/token"]
        assert "client_secret" not in sent
        assert CLIENT not in sent.values()


def signed_out(lie: str = "", why: str = "") -> None:
    """The provider posts a logout token, as it does once its session is over, whoever ended it."""
    with playing(lie=lie) as fake:
        service = Directory(issuer=fake.issuer, client_id=CLIENT, client_secret=SECRET, name="こもれび商店")
        token = fake.logout_token(sid="there-1")
        if not why:
            assert openid.ended(service, token).subject == fake.claims["sub"]
            return
        with pytest.raises(Untrue) as caught:
            openid.ended(service, token)
        assert caught.value.why == why


PLAYED: dict[str, Callable[[], None]] = {
    "oidcc-client-test": believed,
    "oidcc-client-test-invalid-iss": lambda: refused("issuer", "iss"),
    "oidcc-client-test-missing-sub": lambda: refused("no_sub", "sub"),
    "oidcc-client-test-invalid-aud": lambda: refused("aud", "aud"),
    "oidcc-client-test-missing-iat": lambda: refused("no_iat", "iat"),
    "oidcc-client-test-kid-absent-single-jwks": lambda: believed("kid_absent_one"),
    "oidcc-client-test-kid-absent-multiple-jwks": lambda: refused("kid_absent_many", "kid"),
    "oidcc-client-test-idtoken-sig-rs256": rs256,
    # The module lets a client refuse what is not signed; ours always does.
    "oidcc-client-test-idtoken-sig-none": lambda: refused("alg_none", "alg"),
    "oidcc-client-test-invalid-sig-rs256": lambda: refused("signature", "signature"),
    "oidcc-client-test-userinfo-invalid-sub": userinfo_subject,
    "oidcc-client-test-nonce-invalid": lambda: refused("nonce", "nonce"),
    "oidcc-client-test-scope-userinfo-claims": userinfo_claims,
    "oidcc-client-test-client-secret-basic": basic,
    # Back-channel logout, by which operators' own providers end sessions here (customers).
    "oidcc-client-test-rp-backchannel-rpinitlogout": signed_out,
    "oidcc-client-test-rp-backchannel-rpinitlogout-alg-none": lambda: signed_out("alg_none", "alg"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-no-event": lambda: signed_out("no_event", "events"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce": lambda: signed_out("with_nonce", "nonce"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg": lambda: signed_out("wrong_alg", "alg"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud": lambda: signed_out("wrong_aud", "aud"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event": lambda: signed_out("wrong_event", "events"),
    "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss": lambda: signed_out("wrong_iss", "iss"),
}
#: Modules of these plans that cannot apply, and why.
NEVER_ASKED = "no refresh token is asked for, and one that comes unasked is forgotten with the rest of the answer"
CANNOT_APPLY = {
    "oidcc-client-test-refresh-token": NEVER_ASKED,
    "oidcc-client-test-refresh-token-invalid-issuer": NEVER_ASKED,
    "oidcc-client-test-refresh-token-invalid-sub": NEVER_ASKED,
}
NAMES = Path(__file__).with_name("modules.csv")


@pytest.mark.parametrize("module", sorted(PLAYED))
def test_module(module: str) -> None:
    PLAYED[module]()


def test_every_module_of_the_plans_is_played_or_cannot_apply() -> None:
    with NAMES.open(encoding="utf-8") as lines:
        named = {row["module"] for row in csv.DictReader(lines)}
    assert named == PLAYED.keys() | CANNOT_APPLY.keys()


def test_no_refresh_token_is_ever_asked_for() -> None:
    with playing() as fake:
        ask(fake)
        (asked,) = [sent for path, sent in fake.asked if path == "/authorize"]
    assert asked["scope"] == "openid email"
    assert not {"prompt", "access_type"} & asked.keys()


def test_the_secret_is_not_in_what_is_printed_of_a_service() -> None:
    assert "secret" not in repr(service_of(Fake(origin="http://127.0.0.1:1")))
