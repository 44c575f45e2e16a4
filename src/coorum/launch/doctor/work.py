"""What goes on behind the pages: the worker, its tasks, letters, the evidence."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from coorum.launch.doctor.finding import Finding, ago, fail, ok, warn

SILENT = timedelta(seconds=60)
WAITING, TOO_LONG = timedelta(minutes=10), timedelta(hours=1)
UNSIGNED = timedelta(minutes=5)

TASKS = """
SELECT count(*) FILTER (WHERE status = 'failed'),
       min(coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = procrastinate_jobs.id)))
           FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())
FROM procrastinate_jobs
"""
LETTERS = "SELECT count(*), min(written_at) FROM letter WHERE sent_at IS NULL"
UNSEALED = "SELECT min(at) FROM ledger_leaf WHERE seal IS NULL"
UNSIGNED_ENTRIES = """
SELECT count(*), min(at) FROM ledger_chain JOIN LATERAL (
    SELECT min(entry.at) AS at FROM ledger_entry entry WHERE entry.site_id = ledger_chain.site_id
    AND entry.n > coalesce((SELECT max(n) FROM ledger_head head WHERE head.site_id = ledger_chain.site_id), 0)
) waiting ON waiting.at IS NOT NULL
"""


def worker() -> Iterator[Finding]:
    """One showed itself within a minute."""
    from coorum.base.heartbeat import last_beat

    beat = last_beat()
    if beat and _now() - beat < SILENT:
        yield ok("worker", f"showed itself {ago(_now() - beat)} ago")
        return
    words = f"none showed itself for {ago(_now() - beat)}" if beat else "none ever showed itself"
    yield fail("worker", f"{words}: start “coorum worker” (or “coorum run”); until then no letter is sent.")


def tasks() -> Iterator[Finding]:
    """None lost its worker, none failed for good, none waits for long."""
    from coorum.base.tasks import STALLED

    stalled = _row(f"SELECT count(*) FROM ({STALLED}) stalled")[0]  # noqa: S608
    failed, oldest = _row(TASKS)
    if stalled:
        yield warn("tasks", f"{stalled} lost their worker; a running worker takes them up within a minute.")
    if failed:
        yield warn("tasks", f"{failed} failed for good: the worker's log says why; mend it and run them again.")
    if oldest and _now() - oldest > WAITING:
        yield warn("tasks", f"the oldest waits for {ago(_now() - oldest)}: start another worker.")
    if not (stalled or failed or (oldest and _now() - oldest > WAITING)):
        yield ok("tasks", "none is stuck, none failed")


def letters() -> Iterator[Finding]:
    """What was written is sent soon."""
    count, oldest = _row(LETTERS)
    if oldest is None or _now() - oldest < WAITING:
        yield ok("letters", f"{count} on their way")
    else:
        say = fail if _now() - oldest > TOO_LONG else warn
        yield say(
            "letters", f"{count} wait, the oldest for {ago(_now() - oldest)}: look at the mail server and the worker."
        )


def evidence() -> Iterator[Finding]:
    """The access stream is sealed, heads are signed, by a key we have."""
    from coorum.base import keys
    from coorum.base.ledger.across import every_chain
    from coorum.base.ledger.heads import Head, heads_published

    with every_chain("doctor"):
        (unsealed,) = _row(UNSEALED)
        chains, unsigned = _row(UNSIGNED_ENTRIES)
    heads, known = [Head.from_json(given) for given in heads_published()["heads"]], keys.public_keys()
    false = [str(head.chain) for head in heads if not head.is_signed_by(known)]
    if false:
        yield fail(
            "evidence", f"the head of chain {false[0]} is not signed by our keys: run “coorum manage ledger verify”."
        )
    elif unsealed and _now() - unsealed > SILENT:
        yield fail("evidence", f"accesses are not sealed for {ago(_now() - unsealed)}: start a worker.")
    elif unsigned and _now() - unsigned > UNSIGNED:
        yield fail(
            "evidence", f"{chains} chains have no signed head for {ago(_now() - unsigned)}: the worker's log says why."
        )
    else:
        yield ok("evidence", f"{len(heads)} chains, sealed and signed")


def mail() -> Iterator[Finding]:
    """Letters leave the house."""
    from django.conf import settings

    from coorum.base import outside, relay

    is_real = settings.COORUM_MODE == "prod"
    if not str(settings.MAILERS["default"]["BACKEND"]).endswith("relay.Relay"):
        say = fail if is_real else ok
        yield say("mail", "letters go into a folder" + ("; set COORUM_SMTP_URL." if is_real else ", as wanted here"))
    elif not os.environ.get("COORUM_SMTP_URL"):
        yield fail("mail", "no mail server is named: set COORUM_SMTP_URL.")
    elif settings.COORUM_MAIL_FROM.endswith(".example>"):
        yield fail("mail", "letters would come from .example: set COORUM_MAIL_FROM.")
    elif not outside.may_leave(relay.SERVICE):
        yield fail("mail", "letters wait: enter the contract of the mail service at the desk, under Processors.")
    else:
        yield _answer_of(relay.host(), relay.address().port or 25)


def _answer_of(host: str, port: int) -> Finding:
    import socket

    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError as error:
        return fail("mail", f"{host}:{port} does not answer ({error.strerror or error}): look at COORUM_SMTP_URL.")
    return ok("mail", f"{host}:{port} answers")


def _now() -> datetime:
    return datetime.now(UTC)


def _row(statement: str) -> tuple[Any, ...]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone())
