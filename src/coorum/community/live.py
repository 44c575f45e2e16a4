"""Telling open pages that something new was said: a hint over PostgreSQL's NOTIFY, without anything about anybody.

The payload on channel `live` is a topic, `post.<short site>.<short post>`, and nothing else. It is sent after the commit,
in a statement of its own: NOTIFY inside the transaction would make all commits of the database wait for one another.
"""

from django.db import connection, transaction

from coorum.base.ids import short
from coorum.community.models import Comment, Post

CHANNEL = "live"


def topic_of(post: Post) -> str:
    """What a page of this post listens to."""
    return f"post.{short(post.site_id)}.{short(post.id)}"


def tell_of_comment(comment: Comment) -> None:
    """Hint that `comment` was posted, once it is committed. A lost hint costs a reload, nothing else."""
    topic = topic_of(comment.post)
    transaction.on_commit(lambda: _notify(topic), robust=True)


def _notify(topic: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
