"""Telling open pages that something new was said: a hint over PostgreSQL's NOTIFY, without anything about anybody.

Channel `live`; payload `<short site> <short post> <number of the comment>`. It is sent after the commit, in a statement
of its own: NOTIFY inside the transaction would make all commits of the database wait for one another.
"""

from django.db import connection, transaction

from coorum.base.ids import short
from coorum.community.models import Comment

CHANNEL = "live"


def tell_of_comment(comment: Comment) -> None:
    """Hint that `comment` was posted, once it is committed. A lost hint costs a reload, nothing else."""
    payload = f"{short(comment.site_id)} {short(comment.post_id)} {comment.number}"
    transaction.on_commit(lambda: _notify(payload), robust=True)


def _notify(payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
