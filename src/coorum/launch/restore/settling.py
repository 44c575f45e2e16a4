"""The last steps in a restored house, as the application: the evidence holds, and what was erased is erased again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from coorum.launch.backup.manifest import Manifest
from coorum.launch.trouble import Trouble


@dataclass(frozen=True)
class Settled:
    """How many chains and entries hold, and how many tombstones were replayed."""

    chains: int
    entries: int
    replayed: int


def settle(listed: Manifest, tombstones_in: Path | None, heads_in: Path | None = None) -> Settled:
    """Django is set up, nobody is served yet. `heads_in` holds heads.json as others kept it since the backup.

    `Trouble` where the evidence is broken, or something stays unerased.
    """
    from coorum.base import tombstones
    from coorum.base.operations import BACKUP_RESTORED, record

    chains, entries = _verify(listed)
    try:
        replayed = tombstones.replay(tombstones_in) if tombstones_in else 0
    except (LookupError, ValueError) as error:
        raise Trouble(f"What was erased since the backup could not be erased again: {error}.") from None
    facts: dict[str, Any] = {"made_at": listed.made_at, "rows": listed.rows, "replayed": replayed}
    facts["tombstones"] = "replayed" if tombstones_in else "unknown"
    facts["lost"] = _lost(heads_in) if heads_in else "unknown"
    record(BACKUP_RESTORED, about=UUID(listed.id), **facts)
    return Settled(chains, entries, replayed)


def _lost(heads_in: Path) -> dict[str, list[int]]:
    """By chain the first and the last entry that were published since, and are not in the backup."""
    from coorum.base import keys
    from coorum.base.ledger import witnesses
    from coorum.base.ledger.across import every_chain
    from coorum.base.ledger.models import Chain

    try:
        kept = witnesses.read_heads(heads_in, keys.public_keys())
    except witnesses.NotChecked as error:
        raise Trouble(f"The kept heads cannot be used: {error}.") from None
    with every_chain("restore"):
        here = dict(Chain.objects.values_list("site_id", "n"))
    newest = {chain: max(head.n for head in heads) for chain, heads in kept.items()}
    return {str(chain): [here.get(chain, 0) + 1, n] for chain, n in newest.items() if n > here.get(chain, 0)}


def _verify(listed: Manifest) -> tuple[int, int]:
    """Every chain from its columns, and against the heads that were published when the backup was made."""
    from coorum.base import keys
    from coorum.base.ledger import heads, verify
    from coorum.base.ledger.across import every_chain

    known = keys.public_keys()
    kept = [heads.Head.from_json(given) for given in listed.heads["heads"]]
    with every_chain("restore"):
        reports = [
            verify.verify(chain, witnesses=[head for head in kept if head.chain == chain and head.is_signed_by(known)])
            for chain in sorted({*verify.chains(), *(head.chain for head in kept)})
        ]
    if faults := [report.fault for report in reports if report.fault]:
        raise Trouble(f"The evidence in the backup is broken, so nobody is let in: {faults[0]}.")
    return len(reports), sum(report.entries for report in reports)
