"""What the commitments in the ledger stand for, and letting go of it. The chain verifies either way.

With its salt (256 random bits) a commitment loses every link to what was said: nobody can find the payload by trying
(docs/evidence.md). So the destruction of the salts is the shredding of what the chain says about somebody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from coorum.base.ledger.models import Entry, Leaf
from coorum.base.letting_go import Kept, LetGo, years_after


@dataclass(frozen=True)
class _Kept:
    rule: str
    years: int


_kept: dict[str, _Kept] = {}


def keep_with(kind: str, *, rule: str, years: int) -> None:
    """Payloads of this kind of event stay with the records that `rule` keeps, so many years from the event."""
    _kept[kind] = _Kept(rule, years)


def forget(site: UUID, refs: Collection[str]) -> LetGo:
    """Destroy payloads and salts of everything about these references on one chain, but for what `keep_with` names.

    The proof is over the commitments that can no longer be opened, in their order.
    """
    found: list[bytes] = []
    stays: dict[_Kept, list[Any]] = {}
    for model in (Entry, Leaf):
        rows = model.objects.filter(site_id=site, subject__in=list(refs), commitment__isnull=False)
        for kind, at, commitment in rows.order_by().values_list("kind", "at", "commitment"):
            if kind in _kept:
                stays.setdefault(_kept[kind], []).append(at)
            else:
                found.append(bytes(commitment or b""))
    gone = _erase(site, found)
    kept = tuple(Kept(one.rule, len(at), years_after(max(at), one.years)) for one, at in stays.items())
    return LetGo(erased=gone, kept=kept, proof=sha256(b"".join(sorted(found))).hexdigest() if found else "")


def _erase(site: UUID, commitments: list[bytes]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_erase(%s, %s::bytea[])", [site, commitments])
        return int(cursor.fetchone()[0])
