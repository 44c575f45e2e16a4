"""How fast evidence is verified and written, against the database's own hashing in the same run.

    PYTHONPATH=src .venv/bin/python benchmarks/ledger/speed.py [--entries 300000] [--rounds 5] [--seconds 5]

Starts a PostgreSQL of its own with durable commits, fills one chain, and lets two take turns: one SQL statement in which the
database writes out the text of every entry, hashes it and compares, with as many workers as it likes; and what `manage
ledger verify` does, which hashes outside the database, and checks numbers, links and the tree besides. Then 8 connections
append for some seconds, to one chain and to fifty. On a busy machine believe the CPU seconds (Linux only), not the clock.
"""

import argparse
import json
import os
import platform
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Thread
from uuid import UUID, uuid4

import psycopg

from coorum.launch.keys import ensure_keys
from coorum.launch.postgres import APP, OWNER, Cluster, ensure_roles, running

CHAIN = UUID(int=7)
APPEND = "SELECT count(*) FROM ledger_append(%s::jsonb)"


def draft(chain: UUID) -> dict[str, object]:
    """A consent, as long as a real one. No payload: payloads are checked too, and the database would not."""
    return {
        "site": str(chain),
        "kind": "consent.consent.given",
        "version": 1,
        "actor": "person",
        "subject": secrets.token_hex(20),
        "refs": {"actor_ref": secrets.token_hex(20), "policy": secrets.token_hex(32)},
        "key": str(uuid4()),
    }


def prepare(cluster: Cluster, folder: Path, entries: int) -> None:
    """Tables, keys, and a chain of so many entries. From here on this process is Django, as the application's role."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "coorum.config.settings.dev",
        "COORUM_MODE": "dev",
        "COORUM_SECRET_KEY": secrets.token_hex(32),
        "COORUM_DATA": str(folder),
        "COORUM_DATABASE_URL": cluster.url(APP),
        "COORUM_OWNER_DATABASE_URL": cluster.url(OWNER),
    }
    ensure_keys(folder / "keys")
    subprocess.run([sys.executable, "-m", "django", "migrate"], check=True, capture_output=True)
    with psycopg.connect(cluster.url(APP), autocommit=True) as app:
        for _ in range(0, entries, 500):
            app.execute(APPEND, [json.dumps([draft(CHAIN) for _ in range(500)])])
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE ledger_entry")
    import django

    django.setup()


def database_hashes(cluster: Cluster) -> None:
    from coorum.base.ledger.texts import ENTRY_TEXT

    text = f"convert_to(E'coorum ledger entry 1\\n' || {ENTRY_TEXT}, 'UTF8')"
    with psycopg.connect(cluster.url(OWNER)) as owner:
        sql = f"SELECT count(*) FROM ledger_entry WHERE site_id = %s AND hash <> sha256({text})"  # noqa: S608
        if owner.execute(sql, [CHAIN]).fetchone() != (0,):
            raise SystemExit("the database finds a broken entry")


def ledger_verifies() -> None:
    from coorum.base.ledger.across import every_chain
    from coorum.base.ledger.verify import verify

    with every_chain("benchmark"):
        if fault := verify(CHAIN).fault:
            raise SystemExit(fault)


def measured(work: Callable[[], None], cluster: Cluster) -> tuple[float, float]:
    """Seconds by the clock, and of CPU, ours and the server's."""
    start, spent = time.perf_counter(), cpu(cluster)
    work()
    return time.perf_counter() - start, cpu(cluster) - spent


def cpu(cluster: Cluster) -> float:
    """CPU seconds of this process and of all servers of the cluster, those that have ended included."""
    postmaster, total = (cluster.folder / "postmaster.pid").read_text().split()[0], time.process_time()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = stat.parent.name, stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if postmaster in {pid, rest[1]}:
            ticks = rest[11:15] if pid == postmaster else rest[11:13]
            total += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return total


def appending(cluster: Cluster, chains: list[UUID], seconds: float) -> float:
    """Entries a second, one a transaction, by 8 connections."""
    counts: list[int] = []

    def write() -> None:
        count, end = 0, time.perf_counter() + seconds
        with psycopg.connect(cluster.url(APP), autocommit=True) as app:
            while time.perf_counter() < end:
                app.execute(APPEND, [json.dumps([draft(random.choice(chains))])])  # noqa: S311
                count += 1
        counts.append(count)

    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def report(cluster: Cluster, given: argparse.Namespace) -> None:
    """Print what is measured, and on what machine."""
    turns = [
        (*measured(lambda: database_hashes(cluster), cluster), *measured(ledger_verifies, cluster))
        for _ in range(given.rounds)
    ]
    hash_clock, hash_cpu, verify_clock, verify_cpu = (median(times) for times in zip(*turns, strict=True))
    hot, many = (appending(cluster, [UUID(int=100 + n) for n in range(chains)], given.seconds) for chains in (1, 50))
    print(
        f"{os.cpu_count()} cores {platform.machine()}, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    million = 1e6 / given.entries
    print(f"database hashes   {given.entries / hash_clock:9,.0f} entries/s, {hash_cpu * million:.2f} CPU s a million")
    print(
        f"ledger verifies   {given.entries / verify_clock:9,.0f} entries/s, {verify_cpu * million:.2f} CPU s a million"
    )
    print(f"ratio             {hash_clock / verify_clock:9.2f} by the clock, {hash_cpu / verify_cpu:.2f} by CPU")
    print(f"append, 1 chain   {hot:9,.0f} entries/s")
    print(f"append, 50 chains {many:9,.0f} entries/s")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the ledger.")
    parser.add_argument("--entries", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        with running(folder) as cluster:
            ensure_roles(cluster)
            prepare(cluster, folder, given.entries)
            report(cluster, given)


if __name__ == "__main__":
    main()
