"""What is sent to a webhook, how often it is tried, and how it ends. Apart from the tables, for doors."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

#: How long one request may take, in seconds.
SECONDS = 10.0
#: How long after the first failure, the second … it is tried again, each ± `JITTER`: three days in all.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    *[timedelta(hours=12)] * 5,
)
JITTER = 0.1
#: How long whoever sends is taken to be at work: longer than one request takes, with its time in the queue.
HELD = timedelta(seconds=90)
#: How soon it is looked again where a change is not complete yet.
SOON = timedelta(seconds=1)
#: How long a process may not know of another endpoint.
REMEMBERED = timedelta(seconds=10)
MOST_ENDPOINTS = 10
#: Test events to one endpoint in an hour.
TESTS_AN_HOUR = 60


class EventType(models.TextChoices):
    """What can be told: the subject of a change (integrations/kinds.py), and what happened to it."""

    BOARD_PUBLISHED = "board.published", _("A board was opened")
    BOARD_UPDATED = "board.updated", _("A board was changed")
    BOARD_DELETED = "board.deleted", _("A board is gone")
    POST_PUBLISHED = "post.published", _("A post was published")
    POST_UPDATED = "post.updated", _("A post was changed, or liked")
    POST_DELETED = "post.deleted", _("A post is gone")
    COMMENT_PUBLISHED = "comment.published", _("A comment was published")
    COMMENT_UPDATED = "comment.updated", _("A comment was changed, or liked")
    COMMENT_DELETED = "comment.deleted", _("A comment is gone")
    MEMBER_PUBLISHED = "member.published", _("A member agreed that you are told who they are")
    MEMBER_UPDATED = "member.updated", _("What you are told of a member was changed")
    MEMBER_DELETED = "member.deleted", _("A member left or withdrew: erase what you keep of them")


#: Told to everybody, whatever they chose: that a test was asked for, and that the place in the feed was lost.
TEST, LOST = ("test", "sent"), ("changes", "lost")


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting to be sent")
    DELIVERED = "delivered", _("It arrived")
    FAILED = "failed", _("Failed")


class Miss(models.TextChoices):
    """Why a request came to nothing."""

    STATUS = "status", _("The answer was not a 2xx.")
    REDIRECT = "redirect", _("The answer leads elsewhere; nobody is followed there.")
    SILENT = "silent", _("Nobody answered within 10 seconds, or not over a connection that can be trusted.")
    INSIDE = "inside", _("The address leads into a network that is not public.")
    BUSY = "busy", _("Too many requests were under way here.")


class Reason(models.TextChoices):
    """Why nothing is sent to an endpoint any more."""

    PAUSED = "paused", _("On pause")
    GONE = "gone", _("It answered that it is gone (410)")
    FAILED = "failed", _("Nothing arrived for three days")
    ORPHAN = "orphan", _("Nobody answers for it")
    ENDED = "ended", _("The contract ended")
