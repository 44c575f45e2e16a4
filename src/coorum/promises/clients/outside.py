"""A second machine that looks at a page as anybody can, and signs what it saw (`COORUM_WITNESS_URL`).

The protocol, whole: `GET …/look?url=…&language=ja&nonce=…` is answered with JSON, `format` coorum-look-1, the `url`,
`language` and `nonce` it was asked with, the `status` of the page, its visible `text`, the `sha256` of that, the moment
`at`, and an Ed25519 `signature` over the canonical JSON of all others but `text`. coorum/launch/witness.py speaks it.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from coorum.base import clock
from coorum.base.calling import NoAnswer, ask
from coorum.base.ledger.canonical import canonical

FORMAT = "coorum-look-1"
DRIFT = timedelta(minutes=5)
MOST_BYTES = 3_000_000
#: Seconds: the witness fetches the page itself before it answers.
PATIENCE = 10.0


class NotSeen(ValueError):  # noqa: N818  says what is the matter
    """The answer is not what the witness would say, or says that the page is not there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the witness saw: the page as people read it, when, and its signature."""

    url: str
    language: str
    text: str
    sha256: str
    at: datetime
    by: str
    nonce: str
    signature: str


class Fetcher(Protocol):
    """Somebody who looks at a public page from outside."""

    is_set: bool

    def look(self, url: str, language: str) -> Seen: ...


class NullFetcher:
    """Nobody looks, so nothing is proved."""

    is_set = False

    def look(self, url: str, language: str) -> Seen:  # noqa: ARG002
        raise NoAnswer("no second machine is set (COORUM_WITNESS_URL)")


class HttpFetcher:
    """A second machine that is asked over HTTP."""

    is_set = True

    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address.rstrip("/"), key

    def look(self, url: str, language: str) -> Seen:
        """What is at `url` for a reader of `language`. Raises `NoAnswer`, or `NotSeen` where the answer does not hold."""
        nonce = secrets.token_hex(16)
        query = urlencode({"url": url, "language": language, "nonce": nonce})
        answer = ask(f"{self.address}/look?{query}", most=MOST_BYTES, seconds=PATIENCE)
        try:
            said = json.loads(answer)
            seen = check_look(said, self.key)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise error if isinstance(error, NotSeen) else NotSeen(f"no look that can be read: {error}") from error
        if (seen.url, seen.language, seen.nonce) != (url, language, nonce):
            raise NotSeen("it answers another question")
        if abs(seen.at - clock.now()) > DRIFT:
            raise NotSeen(f"the witness's clock says {said['at']}")
        return seen


def check_look(said: Mapping[str, Any], key: str) -> Seen:
    """What the witness with this public key (hex) says it saw. Raises `NotSeen`, ValueError, TypeError or KeyError."""
    signed = {name: value for name, value in said.items() if name not in ("text", "signature")}
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(said["signature"]), canonical(signed))
    except InvalidSignature:
        raise NotSeen("the witness did not sign this") from None
    if said["format"] != FORMAT or said["status"] != 200:
        raise NotSeen(f"the page answered with {said['status']}")
    if sha256(said["text"].encode()).hexdigest() != said["sha256"]:
        raise NotSeen("the text is not the one that was signed")
    at = datetime.fromisoformat(said["at"])
    names = ("url", "language", "text", "sha256", "nonce", "signature")
    return Seen(at=at, by=key, **{name: said[name] for name in names})


def fetcher() -> Fetcher:
    """The second machine of this deployment."""
    if not settings.COORUM_WITNESS_URL:
        return NullFetcher()
    return HttpFetcher(settings.COORUM_WITNESS_URL, settings.COORUM_WITNESS_KEY)
