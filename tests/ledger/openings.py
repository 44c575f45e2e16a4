"""Reading and destroying single payloads, for tests of what verifies afterwards."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from coorum.base.ledger import openings
from coorum.base.ledger.models import Entry, Leaf, Opening


def payload_of(site: UUID, n: int) -> dict[str, Any] | None:
    """The payload of entry `n`, in the scope of its site; None where it has none, or it is erased."""
    commitment = Entry.objects.filter(site_id=site, n=n).values_list("commitment", flat=True).first()
    return Opening.objects.filter(site_id=site, commitment=commitment).values_list("payload", flat=True).first()


def erase_openings(site: UUID, *, entries: Collection[int] = (), subject: str | None = None) -> int:
    """Erase the payloads and salts of these entries, and of everything about `subject`; answers how many there were.

    In the scope of that site only (DatabaseError otherwise), save for the provider's chain. The caller leaves the
    evidence that it happened.
    """
    found = [*_commitments(Entry, site, n__in=list(entries))]
    if subject is not None:
        found += [*_commitments(Entry, site, subject=subject), *_commitments(Leaf, site, subject=subject)]
    return openings._erase(site, found)


def _commitments(model: type[Entry | Leaf], site: UUID, **which: Any) -> list[bytes]:
    rows = model.objects.filter(site_id=site, commitment__isnull=False, **which)
    return [bytes(commitment) for commitment in rows.values_list("commitment", flat=True) if commitment]
