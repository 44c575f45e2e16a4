"""Reading the evidence of the open scope's site as acts of somebody: for pages that show what was done."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from coorum.base.ledger.models import Entry, Leaf, Opening
from coorum.base.scope import current_site_id


@dataclass(frozen=True)
class Act:
    """One happening: its kind, when, the ledger's name of who did it, and what stands behind it unless erased."""

    kind: str
    at: datetime
    actor_ref: str
    payload: dict[str, Any]


def acts_of(actor: str, *, limit: int) -> list[Act]:
    """The newest happenings whose actor is of this class (`staff`, `member`, …), from both streams, newest first."""
    site_id = current_site_id()
    entries = Entry.objects.filter(site_id=site_id, actor=actor).order_by("-n")[:limit]
    leaves = Leaf.objects.filter(site_id=site_id, actor=actor).order_by("-id")[:limit]
    found = sorted(chain(entries, leaves), key=lambda one: one.at, reverse=True)[:limit]
    payloads = _payloads([bytes(one.commitment) for one in found if one.commitment])
    return [
        Act(
            one.kind,
            one.at,
            json.loads(one.refs).get("actor_ref", ""),
            payloads.get(bytes(one.commitment or b""), {}),
        )
        for one in found
    ]


def _payloads(commitments: list[bytes]) -> dict[bytes, dict[str, Any]]:
    rows = Opening.objects.filter(site_id=current_site_id(), commitment__in=commitments)
    return {bytes(commitment): payload for commitment, payload in rows.values_list("commitment", "payload")}
