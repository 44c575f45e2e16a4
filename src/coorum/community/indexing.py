"""What happens here, told to the index: what is new by a task after the commit, what goes in the very transaction."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from coorum.base import clock
from coorum.base.events import Envelope, listen
from coorum.community import events, tasks
from coorum.search import actions as search

LONG_AGO = timedelta(hours=1)
"""What is moved in from longer ago is not told one by one: whoever moves it in makes the index anew at the end."""


def _id(envelope: Envelope) -> UUID:
    if envelope.subject is None or envelope.subject.id is None:
        raise ValueError("the event is about a post or a comment")
    return envelope.subject.id


def _later(kind: str) -> Callable[[Envelope], None]:
    def listener(envelope: Envelope) -> None:
        if clock.now() > timezone.now() - LONG_AGO:
            tasks.index_words.later(kind, str(_id(envelope)))

    return listener


def come_back(envelope: Envelope) -> None:
    """A post came back, and its comments with it."""
    tasks.index_thread.later(str(_id(envelope)))


def drop_post(envelope: Envelope) -> None:
    search.drop_threads([_id(envelope)])


def drop_comment(envelope: Envelope) -> None:
    search.drop("comment", [_id(envelope)])


def drop_many(envelope: Envelope) -> None:
    """Somebody leaves or is erased: the words of their posts go, and with a post what stands under it."""
    search.drop_threads(envelope.payload["posts"])
    search.drop("comment", envelope.payload["comments"])


def come_back_many(envelope: Envelope) -> None:
    for post_id in envelope.payload["posts"]:
        tasks.index_thread.later(str(post_id))
    for comment_id in envelope.payload["comments"]:
        tasks.index_words.later("comment", str(comment_id))


listen(events.POST_WRITTEN, _later("post"))
listen(events.POST_EDITED, _later("post"))
listen(events.POST_REMOVED, drop_post)
listen(events.POST_TAKEN_DOWN, drop_post)
listen(events.POST_RESTORED, come_back)
listen(events.COMMENT_POSTED, _later("comment"))
listen(events.COMMENT_EDITED, _later("comment"))
listen(events.COMMENT_REMOVED, drop_comment)
listen(events.COMMENT_TAKEN_DOWN, drop_comment)
listen(events.COMMENT_RESTORED, _later("comment"))
listen(events.WORDS_TAKEN_AWAY, drop_many)
listen(events.WORDS_BROUGHT_BACK, come_back_many)
