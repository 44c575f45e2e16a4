"""A time stamp counts only where it is over what was sent, now, by somebody whom we trust for this and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from coorum.promises.stamps import NotAStamp, Stamped, Trust, check_stamp
from tests.promises.authority import POLICY, FakeAuthority

DATA = b"what was published"
PAST = datetime.now(UTC) - timedelta(days=100)
LIES: dict[str, dict[str, Any]] = {
    "it stamps something else": {"digest": bytes(32)},
    "it answers another question": {"nonce": 5},
    "it leaves the number out": {"nonce": None},
    "its signature is over something else": {"signature": True},
    "its certificate is for servers": {"certificate": {"usage": ExtendedKeyUsageOID.SERVER_AUTH}},
    "its certificate is for anything": {"certificate": {"critical": False}},
    "its certificate had run out": {"certificate": {"until": PAST}},
    "its certificate is not valid yet": {"certificate": {"since": datetime.now(UTC) + timedelta(days=1)}},
    "it refuses": {"status": 2},
}


def stamp(authority: FakeAuthority, trust: Trust | None = None) -> Stamped:
    asked = TimestampRequestBuilder().data(DATA).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = authority.answer(asked.as_bytes())
    return check_stamp(answer, DATA, trust or Trust.from_pem(authority.roots), nonce=asked.nonce)


def test_an_honest_stamp_says_when_and_by_whom() -> None:
    found = stamp(FakeAuthority())
    assert (found.by, found.policy) == ("Imaginary Time Stamps", POLICY)
    assert abs(found.at - datetime.now(UTC)) < timedelta(seconds=5)
    assert check_stamp(found.token, DATA, Trust.from_pem(found.roots)) == found


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_authority_is_not_believed(lie: str) -> None:
    with pytest.raises(NotAStamp):
        stamp(FakeAuthority(lies=LIES[lie]))


def test_an_authority_we_do_not_know_is_not_believed() -> None:
    stranger = FakeAuthority(name="Imaginary Time Stamps")
    with pytest.raises(NotAStamp):
        stamp(FakeAuthority(), Trust.from_pem(stranger.roots))


def test_another_policy_than_the_agreed_one_is_not_believed() -> None:
    authority = FakeAuthority()
    stamp(authority, Trust.from_pem(authority.roots, policy=POLICY))
    with pytest.raises(NotAStamp, match="Policy"):
        stamp(authority, Trust.from_pem(authority.roots, policy="1.2.3.4"))


def test_a_certificate_that_ran_out_later_does_not_unmake_a_stamp() -> None:
    until = datetime.now(UTC) - timedelta(days=1)
    old = FakeAuthority(lies={"certificate": {"until": until}, "at": until - timedelta(days=1)})
    assert stamp(old).at < until


@pytest.mark.parametrize("garbage", [b"", b"\x30", b"<html>sign in</html>", b"\x30\x80\x00\x00", bytes(1000)])
def test_garbage_is_no_stamp(garbage: bytes) -> None:
    with pytest.raises(NotAStamp):
        check_stamp(garbage, DATA, Trust.from_pem(FakeAuthority().roots))


def test_a_stamp_cut_anywhere_is_none() -> None:
    found = stamp(FakeAuthority())
    trust = Trust.from_pem(found.roots)
    for length in range(0, len(found.token), 37):
        with pytest.raises(NotAStamp):
            check_stamp(found.token[:length], DATA, trust)


def test_trust_wants_a_root() -> None:
    authority = FakeAuthority()
    with pytest.raises(ValueError, match="self-signed"):
        Trust.from_pem(authority.signer[0].public_bytes(Encoding.PEM))
