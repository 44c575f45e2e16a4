"""Verifying chains in the database, as docs/evidence.md, section 6, says: from their columns, not from their word.

Reads in the open scope and role, so whole ledgers are verified across sites (base/every_site.py). A chain's report names
the first thing that does not hold.
"""

import json
import random
from base64 import b64decode
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from uuid import UUID

from django.db import connection

from coorum.base import keys
from coorum.base.ledger import proofs
from coorum.base.ledger.canonical import commitment
from coorum.base.ledger.heads import Head
from coorum.base.ledger.models import Entry
from coorum.base.ledger.reports import Broken, Report
from coorum.base.ledger.texts import copy_out
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

    With `since`, payloads are checked of what is newer. `witnesses` are heads of this chain that others have kept, signed
    by a key of ours.
    """
    report = Report(chain)
    try:
        walk = Walk(report, witnesses)
        walk.run(since)
        _check_openings(report, after=walk.began)
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


#: Bytes in hex and the payload's text in base64, so that COPY has nothing to escape.
OPENING = """
    encode(o.commitment, 'hex'), encode(o.salt, 'hex'),
    translate(encode(convert_to(o.payload::text, 'UTF8'), 'base64'), E'\\n', '')"""
ALL = f"SELECT {OPENING} FROM ledger_opening o WHERE o.site_id = %(chain)s"  # noqa: S608
#: Those of entries, or of leaves that were sealed, after an entry.
NEWER = f"""
    SELECT {OPENING} FROM ledger_entry e JOIN ledger_opening o ON o.site_id = e.site_id AND o.commitment = e.commitment
    WHERE e.site_id = %(chain)s AND e.n > %(after)s
    UNION ALL
    SELECT {OPENING} FROM ledger_leaf l JOIN ledger_opening o ON o.site_id = l.site_id AND o.commitment = l.commitment
    WHERE l.site_id = %(chain)s AND l.number > (
        SELECT coalesce(max(s.number), 0) FROM ledger_leaf s WHERE s.site_id = %(chain)s AND s.seal <= %(after)s)
"""  # noqa: S608


def _check_openings(report: Report, *, after: int) -> None:
    """The openings of what was walked: all that the chain has, or those of what came after an entry."""
    rows = copy_out(NEWER if after else ALL, {"chain": report.chain, "after": after})
    with closing(rows):  # whose it is can be asked only once the copying has ended
        wrong = next((made for made, salt, text in map(_parts, rows) if _is_wrong(report, made, salt, text)), None)
    if wrong is not None:
        whose = _whose(report.chain, wrong)
        raise Broken(f"the payload of {whose} of chain {report.chain} is not the one that was committed to")


def _parts(row: bytes) -> tuple[bytes, bytes, bytes]:
    made, salt, text = row[:-1].split(b"\t")
    return bytes.fromhex(made.decode()), bytes.fromhex(salt.decode()), b64decode(text)


def _is_wrong(report: Report, made: bytes, salt: bytes, text: bytes) -> bool:
    if commitment(salt, json.loads(text)) != made:
        return True
    report.openings += 1
    return False


def _whose(chain: UUID, made: bytes) -> str:
    n = Entry.objects.filter(site_id=chain, commitment=made).values_list("n", flat=True).first()
    return f"entry {n}" if n else "a leaf"
