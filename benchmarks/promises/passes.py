"""One process that does one thing and says what it cost, as JSON: `python -m benchmarks.promises.passes WHAT [COUNT]`.

CPU seconds are those of this process and of its one connection's server; `peak` is this process' largest memory, in MB.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from coorum.base.events import SYSTEM  # noqa: E402
from coorum.base.ids import new_id  # noqa: E402
from coorum.base.ledger.entries import Draft, append  # noqa: E402
from coorum.base.ledger.texts import ENTRY_TEXT, copy_out  # noqa: E402
from coorum.base.scope import provider_scope, site_scope  # noqa: E402
from coorum.promises import actions, watermarks  # noqa: E402
from coorum.promises.actions import proving  # noqa: E402


def owner() -> Any:
    """Sites and members are read as the superuser made them: a pass reads them as the application."""
    import psycopg

    return psycopg.connect(os.environ["COORUM_OWNER_DATABASE_URL"], autocommit=True)


def read_once() -> dict[str, Any]:
    """Every entry of the ledger, as its text, its link and its hash, to a program that only counts the bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE coorum_every_site")
    sql = f"SELECT {ENTRY_TEXT}, encode(prev, 'hex'), encode(hash, 'hex') FROM ledger_entry"  # noqa: S608
    return {"bytes": sum(len(row) for row in copy_out(sql, None))}


def prove(*, whole: bool) -> dict[str, Any]:
    """All proofs, and the seconds of each check."""
    watermarks.OVERLAP = timedelta()  # what is new is what was appended since, and nothing of the hour before
    spent: dict[str, float] = {}
    answer = proving._answer

    def timed(check: Any, *, whole: bool) -> Any:
        before = cpu()
        found = answer(check, whole=whole)
        spent[check.name] = cpu() - before
        return found

    proving._answer = timed
    with provider_scope():
        proofs = actions.run_proofs(SYSTEM, whole=whole)
    checks = {one["check"]: one for proof in proofs for one in proof.findings}
    return {
        "broken": sorted(name for name, one in checks.items() if one["verdict"] == "broken"),
        "entries": checks["evidence.every_chain_holds"]["facts"]["entries"],
        "spent": {name: round(seconds, 3) for name, seconds in sorted(spent.items(), key=lambda one: -one[1])},
    }


def append_new(count: int) -> dict[str, Any]:
    """So many new entries, with payloads, over the chains in turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sites_site WHERE slug LIKE 'bench%'")
        sites = [site for (site,) in cursor.fetchall()]
    for start in range(0, count, 500):
        with transaction.atomic():
            append(
                [
                    Draft(sites[n % len(sites)], "consent.consent.given", "member", payload={"n": n}, key=new_id())
                    for n in range(start, min(start + 500, count))
                ]
            )
    return {"count": count}


def tell() -> dict[str, Any]:
    """A round of letters to everybody is begun, and not sent: one root over all."""
    from coorum.notices.actions import begin_round
    from coorum.notices.models import Mailing

    with provider_scope(), transaction.atomic():
        begin_round("service_notice", about=new_id(), occasion="bench")
        count = Mailing.objects.get(occasion="bench").count
        transaction.set_rollback(True)
    return {"people": count}


def cpu() -> float:
    """Of this process and its server."""
    return time.process_time() + _server()


def _server() -> float:
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK")


WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "read": read_once,
    "whole": lambda: prove(whole=True),
    "new": lambda: prove(whole=False),
    "append": lambda count: append_new(int(count)),
    "tell": tell,
}


def main() -> None:
    what, *given = sys.argv[1:]
    started, clock = cpu(), time.perf_counter()
    if what == "read":
        with transaction.atomic(), site_scope(new_id()):
            said = WHAT[what]()
    else:
        said = WHAT[what](*given)
    spent = {"cpu": cpu() - started, "clock": time.perf_counter() - clock}
    print(json.dumps(said | spent | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
