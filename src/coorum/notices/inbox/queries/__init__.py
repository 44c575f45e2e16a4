"""Every read about notices to members."""

from coorum.notices.inbox.live import topic_of, topic_of_all
from coorum.notices.inbox.queries.bundles import Bundle, Inbox, bundles_of, inbox_of
from coorum.notices.inbox.queries.choices import Wish, is_stopped, times_of, wishes_by_kind
from coorum.notices.inbox.queries.counting import unread_count

__all__ = [
    "Bundle",
    "Inbox",
    "Wish",
    "bundles_of",
    "inbox_of",
    "is_stopped",
    "times_of",
    "topic_of",
    "topic_of_all",
    "unread_count",
    "wishes_by_kind",
]
