"""Time stamps by an authority outside (RFC 3161): `COORUM_TSA_URL` names it, `COORUM_TSA_ROOTS` whom we trust.

What goes out is a SHA-256 and a number used once: nothing about anybody. What comes back counts only after
promises/stamps.py has checked it.
"""

from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings

from coorum.base import clock
from coorum.base.calling import NoAnswer, ask
from coorum.promises.stamps import NotAStamp, Stamped, Trust, check_stamp

#: How far the authority's clock may be from ours when it stamps.
DRIFT = timedelta(minutes=5)
MOST_BYTES = 100_000


class Authority(Protocol):
    """Somebody who says when something was there."""

    is_set: bool

    def stamp(self, data: bytes) -> Stamped: ...


class NullAuthority:
    """Nobody is asked, so nothing is proved."""

    is_set = False

    def stamp(self, data: bytes) -> Stamped:  # noqa: ARG002
        raise NoAnswer("no time-stamping authority is set (COORUM_TSA_URL)")


class HttpAuthority:
    """An authority that is asked over HTTP (RFC 3161, 3.4)."""

    is_set = True

    def __init__(self, url: str, trust: Trust) -> None:
        self.url, self.trust = url, trust

    def stamp(self, data: bytes) -> Stamped:
        """The stamp over `data`, checked. Raises `NoAnswer`, or `NotAStamp` where the answer does not hold."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        asked = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        answer = ask(self.url, body=asked.as_bytes(), headers=headers, most=MOST_BYTES)
        found = check_stamp(answer, data, self.trust, nonce=asked.nonce)
        if abs(found.at - clock.now()) > DRIFT:
            raise NotAStamp(f"the authority's clock says {found.at.isoformat()}")
        return found


def authority() -> Authority:
    """The authority of this deployment. OSError or ValueError where its trusted certificates cannot be read."""
    if not settings.COORUM_TSA_URL:
        return NullAuthority()
    pem = Path(settings.COORUM_TSA_ROOTS).read_bytes()
    return HttpAuthority(settings.COORUM_TSA_URL, Trust.from_pem(pem, policy=settings.COORUM_TSA_POLICY))
