"""One request to an endpoint, and what came of it. The answer's body is not read: it may say anything about anybody."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from coorum.base import clock, outside
from coorum.base.calling import NoAnswer, NotOutside, TooMany, call
from coorum.base.errors import Refused
from coorum.base.scope import stepped_out
from coorum.integrations.kinds import DELETED
from coorum.integrations.webhooks import messages, queries
from coorum.integrations.webhooks.kinds import SECONDS, Miss
from coorum.integrations.webhooks.models import Delivery
from coorum.provision import actions as provision

GONE = 410


@dataclass(frozen=True)
class Outcome:
    """The status (0: no answer), why it came to nothing ("" where it did not), and what is written down of it."""

    status: int
    miss: str
    facts: dict[str, Any]

    @property
    def is_well(self) -> bool:
        return not self.miss

    @property
    def is_gone(self) -> bool:
        return self.status == GONE


def asked(delivery: Delivery) -> Outcome | None:
    """Ask once. None where the operator may not be told any more: nothing left.

    Between the question whether it may be told and the first byte nothing is waited for but the connection; no transaction
    is open meanwhile.
    """
    endpoint, now = delivery.endpoint, clock.now()
    body = messages.body_of(delivery)
    secrets = [one.secret for one in queries.secrets_of(endpoint, at=now)]
    headers = messages.headers_of(delivery, body, at=now, secrets=secrets)
    member = delivery.subject_id if delivery.subject == "member" else None
    begun = monotonic()
    try:
        with provision.telling(member, is_gone=delivery.what == DELETED):
            status, miss = _answered(endpoint.address, body, headers)
    except Refused:
        return None
    took = int((monotonic() - begun) * 1000)
    facts = {"attempts": delivery.attempts + 1, "tried_at": now, "status": status, "miss": miss, "milliseconds": took}
    return Outcome(status, miss, facts)


def _answered(address: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    outside.ensure_may_carry(address, body.decode())  # while the site's rows can be seen
    try:
        with stepped_out():
            status = call(address, body=body, headers=headers, most=0, seconds=SECONDS).status
    except NotOutside:
        return 0, Miss.INSIDE
    except TooMany:
        return 0, Miss.BUSY
    except NoAnswer:
        return 0, Miss.SILENT
    if 300 <= status < 400:
        return status, Miss.REDIRECT
    return status, "" if 200 <= status < 300 else Miss.STATUS
