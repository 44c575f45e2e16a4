"""What members chose; whoever chose nothing gets what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from coorum.accounts.models import Member
from coorum.notices.inbox.kinds import Kind, Mail, kinds
from coorum.notices.inbox.models import Choice, MailStop, Rhythm
from coorum.notices.inbox.rules import USUAL, Times

_TIMES = [field.name for field in fields(Times)]


@dataclass(frozen=True, slots=True)
class Wish:
    """What one member wants of one kind. `mail` is off while all letters are stopped."""

    bell: bool
    mail: str
    times: Times


def wishes_of(members: Sequence[UUID], kind: Kind) -> dict[UUID, Wish]:
    """What each of these members wants of this kind. Three queries, one where no letters are written of it."""
    rows = Choice.objects.filter(member__in=members, kind=kind.name).values_list("member", "bell", "mail")
    chosen = {member: (bell, mail) for member, bell, mail in rows}
    usual = (True, kind.mail or Mail.OFF)
    if kind.mail is None:
        return {one: Wish(chosen.get(one, usual)[0], Mail.OFF, USUAL) for one in members}
    stopped = set(MailStop.objects.filter(member__in=members).values_list("member", flat=True))
    times = _times(members)
    found = {}
    for one in members:
        bell, mail = chosen.get(one, usual)
        found[one] = Wish(bell, Mail.OFF if one in stopped else mail, times.get(one, USUAL))
    return found


def wishes_by_kind(member: Member) -> dict[str, tuple[bool, str]]:
    """What the member chose of each kind, letters that are stopped for the time being included."""
    rows = Choice.objects.filter(member=member).values_list("kind", "bell", "mail")
    chosen = {kind: (bell, mail) for kind, bell, mail in rows}
    return {kind.name: chosen.get(kind.name, (True, kind.mail or Mail.OFF)) for kind in kinds()}


def times_of(member: Member) -> Times:
    """When the member's letters come."""
    return _times([member.id]).get(member.id, USUAL)


def is_stopped(member: Member) -> bool:
    """Whether all letters about notices are stopped."""
    return MailStop.objects.filter(member=member).exists()


def _times(members: Sequence[UUID]) -> dict[UUID, Times]:
    rows = Rhythm.objects.filter(member__in=members).values("member", *_TIMES)
    return {row.pop("member"): Times(**row) for row in rows}
