"""What can be done about notices to members: the doors' only way in, and that of the rooms that tell."""

from coorum.notices.inbox.actions.choosing import choose, resume_mail, stop_mail
from coorum.notices.inbox.actions.mailing import send_due
from coorum.notices.inbox.actions.notifying import forget, notify, notify_next
from coorum.notices.inbox.actions.reading import read, read_page, unread_again

__all__ = [
    "choose",
    "forget",
    "notify",
    "notify_next",
    "read",
    "read_page",
    "resume_mail",
    "send_due",
    "stop_mail",
    "unread_again",
]
