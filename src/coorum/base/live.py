"""Telling open pages that something moved: a hint over PostgreSQL's NOTIFY, without anything about anybody.

The payload on channel `live` is a topic of ids and nothing else. It is sent after the commit, in a statement of its own: NOTIFY
inside the transaction would make all commits of the database wait for one another.
"""

from django.db import connection, transaction

CHANNEL = "live"


def tell(topic: str) -> None:
    """Hint that `topic` moved, once it is committed. A lost hint costs a reload, nothing else."""
    transaction.on_commit(lambda: _notify(topic), robust=True)


def _notify(topic: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
