"""How long the ledger keeps what its commitments stand for. The chain itself stays: without them it says nothing of anybody.

Payload and salt go; the commitment that stays in the chain is random to whoever has no salt, and every hash, seal and
head verifies as before (docs/evidence.md; docs/decisions/0009).
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.ledger.models import Entry, Leaf, Opening
from coorum.base.retention import Period, Place, Rule, Unit, lasting, register


def _opened(model: type[Entry | Leaf]) -> Callable[[datetime], QuerySet[Opening]]:
    """The openings of what was written before the limit."""

    def before(limit: datetime) -> QuerySet[Opening]:
        written = model.objects.filter(site_id=OuterRef("site_id"), commitment=OuterRef("commitment"), at__lt=limit)
        return Opening.objects.filter(Exists(written))

    return before


def _destroy(openings: QuerySet[Opening]) -> int:
    """Through the one function that may (migrations/0001_functions.sql)."""
    found: dict[UUID, list[bytes]] = defaultdict(list)
    for chain, commitment in openings.values_list("site_id", "commitment"):
        found[chain].append(bytes(commitment))
    gone = 0
    for chain, commitments in found.items():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_erase(%s, %s::bytea[])", [chain, commitments])
            gone += int(cursor.fetchone()[0])
    return gone


register(
    Rule(
        id="ledger.access",
        dataset="ledger",
        tables=["ledger.Opening"],
        what=_("What staff looked at and did: the particulars"),
        since=_("the deed"),
        period=Period(3, Unit.YEARS),
        reason=_("To answer for who saw what while claims can still be made."),
        overdue=_opened(Leaf),
        let_go=_destroy,
        place=Place.CHAIN,
        shortest=Period(1, Unit.YEARS),
    ),
    Rule(
        id="ledger.legal",
        dataset="ledger",
        tables=["ledger.Opening"],
        what=_("The evidence of consents, requests and the like: the particulars"),
        since=_("the event"),
        period=Period(5, Unit.YEARS),
        reason=_("To prove what was done while claims can still be made."),
        overdue=_opened(Entry),
        let_go=_destroy,
        place=Place.CHAIN,
        shortest=Period(3, Unit.YEARS),
    ),
)
lasting("ledger", _("the chain of digests, which identifies nobody: as long as the service"))
