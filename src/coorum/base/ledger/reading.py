"""Reading the evidence of the open scope's site as acts of somebody: for pages that show what was done."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from coorum.base.ledger.models import Entry, Leaf, Opening
from coorum.base.scope import current_site_id


@dataclass(frozen=True)
class Act:
    """One happening: its kind, when, the ledger's name of who did it, and what stands behind it unless erased."""

    kind: str
    at: datetime
    actor_ref: str
    payload: dict[str, Any]


# In so many words: a plan that is made once, for every value, could not know that the index of staff's acts will do.
_BY_STAFF = RawSQL("actor = 'staff'", (), output_field=BooleanField())


def acts_of_staff(*, limit: int) -> list[Act]:
    """The newest happenings that staff of the site brought about, from both streams, newest first."""
    site_id = current_site_id()
    entries = Entry.objects.filter(_BY_STAFF, site_id=site_id).order_by("-n")[:limit]
    leaves = Leaf.objects.filter(_BY_STAFF, site_id=site_id).order_by("-id")[:limit]
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
