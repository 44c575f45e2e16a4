"""Notices to members, and what each of them chose."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.notices.inbox.kinds import Every, Mail


class Notice(SiteOwned):
    """One member is told of one thing that happened (`event`), once. It holds ids and no words: those are read where they stand.

    `about` is what it happened to, `page` the page on which it is seen; notices with the same `bundle` (kinds.py) are shown
    as one. `actor` did it, or the operator. `is_rung` shows it in the bell; from `mail_at` on it is due to be told by
    letter, unless it was read by then.
    """

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    about = models.UUIDField()
    bundle = models.UUIDField()
    page = models.UUIDField()
    event = models.UUIDField()
    actor = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, null=True, related_name="+")
    happened_at = models.DateTimeField()
    is_rung = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "event"], name="notice_once")]
        indexes = [
            models.Index(fields=["site", "member", "-happened_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["site", "member", "bundle"],
                condition=models.Q(read_at__isnull=True, is_rung=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["site", "mail_at", "member"], condition=models.Q(mail_at__isnull=False), name="notice_due"
            ),
            models.Index(fields=["site", "page"], name="notice_page"),
            models.Index(fields=["site", "actor"], condition=models.Q(actor__isnull=False), name="notice_actor"),
            models.Index(fields=["site", "happened_at"], name="notice_oldest"),
        ]


class Choice(SiteOwned):
    """What a member wants of one kind, where that is not what everybody gets."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    bell = models.BooleanField()
    mail = models.CharField(max_length=6, choices=Mail)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "kind"], name="notice_choice_once")]


class Rhythm(SiteOwned):
    """When a member's letters come, where that is not as usual: hours and days of the zone they live in (rules.py).

    `weekday` counts from Monday, 0. From `quiet_from` until `quiet_until` nothing comes; None: there is no such time.
    """

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=4, choices=Every)
    hour = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "member"], name="notice_rhythm_once"),
            models.CheckConstraint(condition=models.Q(hour__lt=24, weekday__lt=7), name="notice_rhythm_hours"),
        ]


class MailStop(SiteOwned):
    """A member who wants no letters about notices at all. Taken back, the row is gone, and their choices hold again."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member"], name="notice_stop_once")]
