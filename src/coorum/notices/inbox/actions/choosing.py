"""What a member wants to be told, and how; and the one press that stops all letters."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from coorum.accounts.actions.announcing import take_back_letters
from coorum.accounts.models import Member
from coorum.accounts.queries import member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.once import insert_once
from coorum.notices.events import CHOICES_MADE, MAIL_RESUMED, MAIL_STOPPED
from coorum.notices.inbox import rules
from coorum.notices.inbox.kinds import Mail, by_mail, kinds
from coorum.notices.inbox.letters import KIND
from coorum.notices.inbox.models import Choice, MailStop, Notice, Rhythm
from coorum.notices.inbox.queries.choices import Wish, wishes_of
from coorum.notices.inbox.rules import Times


@action
def choose(member: Member, *, wanted: Mapping[str, tuple[bool, str]], times: Times | None = None) -> None:
    """Keep what the member wants of each kind (`bell`, `mail`), and when letters come. What waits is due by the new choice.

    Raises `Refused`: what `ensure_times` raises.
    """
    known = {kind.name for kind in kinds()}
    rows = [
        Choice.new(member=member, kind=name, bell=bell, mail=Mail(mail))
        for name, (bell, mail) in wanted.items()
        if name in known
    ]
    _store(rows, "kind", ["bell", "mail"])
    if times is not None:
        rules.ensure_times(times)
        _store([Rhythm.new(member=member, **asdict(times))], "", [*asdict(times)])
    _plan_anew(member)
    publish(CHOICES_MADE, actor=member_party(member), subject=member_party(member))


@action
def stop_mail(member: Member) -> None:
    """No more letters about notices, nor those that are written and have not left. Again changes nothing.

    Whoever has the link of a letter may do it: no sign-in is asked.
    """
    if insert_once(MailStop.new(member=member, stopped_at=clock.now())):
        _plan_anew(member)
        take_back_letters(member.person, kind=KIND)
        publish(MAIL_STOPPED, actor=member_party(member), subject=member_party(member))


@action
def resume_mail(member: Member) -> None:
    """The stop is taken back: letters come as they were chosen. Again changes nothing."""
    if MailStop.objects.filter(member=member).delete()[0]:
        _plan_anew(member)
        publish(MAIL_RESUMED, actor=member_party(member), subject=member_party(member))


def _store(rows: Iterable[Choice | Rhythm], also: str, fields: list[str]) -> None:
    made: list[Any] = list(rows)
    if made:
        once = ["site", "member", also] if also else ["site", "member"]
        type(made[0]).objects.bulk_create(made, update_conflicts=True, unique_fields=once, update_fields=fields)


def _plan_anew(member: Member) -> None:
    """What is not read yet and was not told by letter comes when the new choice says, or not at all."""
    now = clock.now()
    waiting = Notice.objects.filter(member=member, read_at=None, mail_at__isnull=False)
    for kind in by_mail():
        wish: Wish = wishes_of([member.id], kind)[member.id]
        waiting.filter(kind=kind.name).update(mail_at=rules.mail_at(wish.mail, wish.times, now))
