"""How many entries a second the chains take over fifty sites, against inserting the same rows without a chain."""

import json
import random
import secrets
import time
from threading import Barrier, Thread
from uuid import UUID, uuid4

import psycopg

from coorum.launch.postgres import APP, Cluster

CHAINS = [UUID(int=100 + n) for n in range(50)]
APPEND = "SELECT count(*) FROM ledger_append(%s::jsonb)"
#: The table of entries twice more, without lock, chain and hash: with all its bounds and indexes, and with one key only.
TABLES = """
CREATE SEQUENCE IF NOT EXISTS bench.numbers;
CREATE TABLE IF NOT EXISTS bench.plain (LIKE public.ledger_entry INCLUDING ALL);
CREATE TABLE IF NOT EXISTS bench.bare (LIKE public.ledger_entry, PRIMARY KEY (site_id, n));
GRANT ALL ON ALL TABLES IN SCHEMA bench TO coorum_app;
GRANT ALL ON ALL SEQUENCES IN SCHEMA bench TO coorum_app;
GRANT USAGE ON SCHEMA bench TO coorum_app
"""
INSERT = """
INSERT INTO bench.{} (site_id, n, kind, version, at, actor, subject, refs, key, prev, hash)
SELECT site, nextval('bench.numbers'), kind, version, clock_timestamp(), actor, subject, refs, key,
    decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
FROM jsonb_to_recordset(%s::jsonb) AS d (site uuid, kind text, version int, actor text, subject text, refs text, key uuid)
"""
WAYS = {"bare": INSERT.format("bare"), "plain": INSERT.format("plain"), "chained": APPEND}
WARM = 20


def compare(cluster: Cluster, *, seconds: float, turns: int, writers: int) -> dict[str, float]:
    """Rows a second, one a transaction, of each way of writing, in turns of so many seconds."""
    with psycopg.connect(cluster.superuser_url, autocommit=True, dbname="coorum") as superuser:
        superuser.execute(TABLES)
    totals = dict.fromkeys(WAYS, 0)
    for _ in range(turns):
        for way, sql in WAYS.items():
            totals[way] += _written(cluster, sql, seconds, writers, is_text=way != "chained")
    return {way: total / seconds / turns for way, total in totals.items()}


def _written(cluster: Cluster, sql: str, seconds: float, writers: int, *, is_text: bool) -> int:
    counts: list[int] = []
    ready = Barrier(writers)

    def write() -> None:
        with psycopg.connect(cluster.url(APP), autocommit=True) as app:
            for _ in range(WARM):  # a new connection plans and compiles first; the product keeps its connections
                app.execute(sql, [_draft(is_text=is_text)])
            ready.wait()
            count, end = 0, time.perf_counter() + seconds
            while time.perf_counter() < end:
                app.execute(sql, [_draft(is_text=is_text)])
                count += 1
        counts.append(count)

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _draft(*, is_text: bool) -> str:
    """A draft as `ledger_append` takes it; for plain rows its refs are made into their text here, where nobody else has to."""
    refs = {"actor_ref": secrets.token_hex(20), "policy": secrets.token_hex(32)}
    draft = {
        "site": str(random.choice(CHAINS)),  # noqa: S311
        "kind": "consent.consent.given",
        "version": 1,
        "actor": "person",
        "subject": secrets.token_hex(20),
        "refs": json.dumps(refs, separators=(",", ":")) if is_text else refs,
        "key": str(uuid4()),
    }
    return json.dumps([draft])
