"""How many entries a second the chains take over fifty sites, against inserting the same rows and nothing more."""

import json
import random
import secrets
import time
from threading import Thread
from uuid import UUID, uuid4

import psycopg

from coorum.launch.postgres import APP, Cluster

CHAINS = [UUID(int=100 + n) for n in range(50)]
APPEND = "SELECT count(*) FROM ledger_append(%s::jsonb)"
#: The same columns and one key: without chain, lock and hash, and without the bounds and other indexes of entries.
PLAIN = """
CREATE TABLE IF NOT EXISTS bench.plain (
    site_id uuid, id uuid DEFAULT uuidv7(), kind text, version int, at timestamptz DEFAULT clock_timestamp(), actor text,
    subject text, refs text, key uuid, PRIMARY KEY (site_id, id));
GRANT ALL ON bench.plain TO coorum_app;
GRANT USAGE ON SCHEMA bench TO coorum_app
"""
INSERT = """
INSERT INTO bench.plain (site_id, kind, version, actor, subject, refs, key)
SELECT site, kind, version, actor, subject, refs::text, key FROM jsonb_to_recordset(%s::jsonb)
AS d (site uuid, kind text, version int, actor text, subject text, refs jsonb, key uuid)
"""


def compare(cluster: Cluster, *, seconds: float, turns: int, writers: int) -> tuple[float, float]:
    """Rows a second of plain inserts and of chained entries, one a transaction, in turns of so many seconds."""
    with psycopg.connect(cluster.superuser_url, autocommit=True, dbname="coorum") as superuser:
        superuser.execute(PLAIN)
    totals = {INSERT: 0, APPEND: 0}
    for _ in range(turns):
        for sql in totals:
            totals[sql] += _written(cluster, sql, seconds, writers)
    return totals[INSERT] / seconds / turns, totals[APPEND] / seconds / turns


def _written(cluster: Cluster, sql: str, seconds: float, writers: int) -> int:
    counts: list[int] = []

    def write() -> None:
        count, end = 0, time.perf_counter() + seconds
        with psycopg.connect(cluster.url(APP), autocommit=True) as app:
            while time.perf_counter() < end:
                app.execute(sql, [json.dumps([_draft()])])
                count += 1
        counts.append(count)

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _draft() -> dict[str, object]:
    return {
        "site": str(random.choice(CHAINS)),  # noqa: S311
        "kind": "consent.consent.given",
        "version": 1,
        "actor": "person",
        "subject": secrets.token_hex(20),
        "refs": {"actor_ref": secrets.token_hex(20), "policy": secrets.token_hex(32)},
        "key": str(uuid4()),
    }
