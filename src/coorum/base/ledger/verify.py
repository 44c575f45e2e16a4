"""Verifying chains in the database, as docs/evidence.md, section 6, says: from their columns, not from their word.

Reads in the open scope and role, so whole ledgers are verified across sites (base/every_site.py). A chain's report names
the first thing that does not hold.
"""

import random
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from coorum.base import keys
from coorum.base.ledger import proofs
from coorum.base.ledger.canonical import commitment
from coorum.base.ledger.heads import Head
from coorum.base.ledger.models import Entry, Opening
from coorum.base.ledger.reports import Broken, Report
from coorum.base.ledger.walk import Walk, check_signature


def chains() -> list[UUID]:
    """Every chain there is anything of, however little."""
    sql = """
        WITH RECURSIVE seen (site_id) AS (
            (SELECT site_id FROM ledger_entry ORDER BY site_id LIMIT 1)
            UNION ALL
            SELECT (SELECT e.site_id FROM ledger_entry e WHERE e.site_id > seen.site_id ORDER BY e.site_id LIMIT 1)
            FROM seen WHERE seen.site_id IS NOT NULL
        )
        SELECT site_id FROM seen WHERE site_id IS NOT NULL
        UNION SELECT site_id FROM ledger_chain UNION SELECT site_id FROM ledger_frontier ORDER BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [chain for (chain,) in cursor.fetchall()]


def verify(chain: UUID, *, since: int | datetime | None = None, witnesses: Iterable[Head] = ()) -> Report:
    """Check a chain whole, or from the newest head before `since` on.

    `witnesses` are heads of this chain that others have kept, signed by a key of ours.
    """
    report = Report(chain)
    try:
        Walk(report, witnesses).run(since)
        _check_openings(report)
    except (Broken, proofs.NotProvable) as broken:
        report.fault = str(broken)
    return report


def verify_sample(chain: UUID, count: int) -> Report:
    """Check `count` entries drawn by lot: that they are unchanged and under the newest signed head."""
    report = Report(chain)
    head = proofs.newest_head(chain)
    if head is None:
        report.fault = f"chain {chain} has no signed head yet, so nothing can be drawn from it"
        return report
    try:
        check_signature(head, keys.public_keys())
        report.heads = 1
        for n in random.SystemRandom().sample(range(1, head.n + 1), min(count, head.n)):
            proofs.prove(chain, n)
            report.entries += 1
    except (Broken, proofs.NotProvable) as broken:
        report.fault = str(broken)
    return report


def _check_openings(report: Report) -> None:
    rows = Opening.objects.filter(site_id=report.chain).values_list("commitment", "salt", "payload")
    for made, salt, payload in rows.iterator(chunk_size=2000):
        if commitment(bytes(salt), payload) != bytes(made):
            entry = Entry.objects.filter(site_id=report.chain, commitment=made).values_list("n", flat=True).first()
            whose = f"entry {entry}" if entry else "a leaf"
            raise Broken(f"the payload of {whose} of chain {report.chain} is not the one that was committed to")
        report.openings += 1
