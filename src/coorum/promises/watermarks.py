"""Up to where a check has looked already: what its own last finding says, if the evidence says so too.

A watermark is no table of its own. It is the newest proof that holds the check's finding: a row that cannot be edited, whose
digest stands in the provider's chain. One that does not fit its digest, or stands in no evidence, is not believed, and
everything is looked at again; so too after any finding but *kept*, and once a week.
"""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from coorum.base import clock
from coorum.base.ledger.canonical import canonical, commitment
from coorum.base.ledger.models import Entry, Opening
from coorum.base.scope import PROVIDER
from coorum.promises.events import PROMISES_PROVED
from coorum.promises.findings import Verdict
from coorum.promises.models import Proof
from coorum.promises.proofs import Check
from coorum.promises.stretches import Stretch

WHOLE_EVERY = timedelta(weeks=1)
#: What was begun before the last look and committed after it is still seen: no transaction lasts as long.
OVERLAP = timedelta(hours=1)


def stretch_of(check: Check, *, whole: bool) -> Stretch:
    """How far back this check looks now. Wants the provider's scope."""
    now = clock.now()
    proof = Proof.objects.filter(promise__in=check.promises).order_by("-measured_at").first()
    whole_at = None if whole or proof is None else _last_whole(proof, check)
    if proof is None or whole_at is None or not whole_at <= proof.measured_at <= now < whole_at + WHOLE_EVERY:
        return Stretch(None, now)
    return Stretch(proof.measured_at - OVERLAP, whole_at)


def _last_whole(proof: Proof, check: Check) -> datetime | None:
    """When the check last looked at everything, by a proof that may be believed; None by any other."""
    said: dict[str, Any] = next((one for one in proof.findings if one["check"] == check.name), {})
    whole_at = said.get("facts", {}).get("whole_at")
    if said.get("verdict") != Verdict.KEPT or not whole_at or not _is_evident(proof):
        return None
    return datetime.fromisoformat(whole_at)


def _is_evident(proof: Proof) -> bool:
    """Whether the row fits its digest, and the round's entry in the provider's chain commits to it."""
    entry = Entry.objects.filter(site_id=PROVIDER, key=proof.round, kind=PROMISES_PROVED.name).first()
    opening = Opening.objects.filter(site_id=PROVIDER, commitment=entry.commitment).first() if entry else None
    if entry is None or opening is None or digest_of(proof) != proof.digest:
        return False
    committed = commitment(bytes(opening.salt), opening.payload) == bytes(entry.commitment or b"")
    return committed and opening.payload["proofs"].get(proof.promise) == [proof.verdict, proof.digest]


def digest_of(proof: Proof) -> str:
    """SHA-256 over the canonical JSON of what was found and when: the evidence commits to it."""
    said = {
        "promise": proof.promise,
        "verdict": proof.verdict,
        "measured_at": proof.measured_at.isoformat(timespec="microseconds"),
        "findings": json.loads(json.dumps(proof.findings, default=str)),
    }
    return sha256(canonical(said)).hexdigest()
