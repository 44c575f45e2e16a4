"""A change as it is sent (Standard Webhooks 1.0): ids and kinds, signed together with the message's id and the time.

webhook-signature: v1,base64(hmac-sha256(secret, webhook-id.webhook-timestamp.body)), one for each secret in force
"""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_bytes

from coorum.integrations.webhooks.models import Delivery

PREFIX = "whsec_"


def draw() -> str:
    """A fresh secret of 256 bits."""
    return PREFIX + b64encode(token_bytes(32)).decode()


def body_of(delivery: Delivery) -> bytes:
    """What is said: the row of the change feed, and nothing besides."""
    moment = delivery.happened_at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
    told = {
        "id": str(delivery.change),
        "subject": delivery.subject,
        "subject_id": str(delivery.subject_id),
        "what": delivery.what,
        "happened_at": moment,
    }
    said = {"type": delivery.type, "timestamp": moment, "data": told}
    return json.dumps(said, separators=(",", ":")).encode()


def headers_of(delivery: Delivery, body: bytes, *, at: datetime, secrets: Iterable[str]) -> dict[str, str]:
    """The headers that go with it; the time is that of this attempt."""
    seconds = int(at.timestamp())
    signed = f"{delivery.id}.{seconds}.".encode() + body
    return {
        "Content-Type": "application/json",
        "webhook-id": str(delivery.id),
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    return b64encode(hmac.digest(b64decode(secret.removeprefix(PREFIX)), signed, "sha256")).decode()
