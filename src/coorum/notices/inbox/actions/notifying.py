"""Telling members of something that happened: one row each, however often it is tried."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.actions import action
from coorum.notices.inbox import live, rules
from coorum.notices.inbox.kinds import Kind, kind_named
from coorum.notices.inbox.models import Notice
from coorum.notices.inbox.queries.choices import wishes_of
from coorum.notices.inbox.queries.reaching import reachable

#: Rows that one statement inserts.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told of: `about` is what it happened to, `page` where it is seen, `event` the thing itself, told once."""

    kind: str
    about: UUID
    page: UUID
    event: UUID
    at: datetime
    actor: UUID | None = None


def is_news(at: datetime) -> bool:
    """Whether what happened then is still to be told: not what is moved in from long ago, nor what a queue kept for days."""
    return at > timezone.now() - rules.NEWS


@action
def notify(happening: Happening, *, to: QuerySet[Member]) -> int:
    """Tell these members, but whoever did it, who left, who pauses. Told again, nothing changes. How many it concerned."""
    ids = list(_others(to, happening).values_list("id", flat=True))
    _insert(happening, ids)
    live.ring(ids)
    return len(ids)


@action
def notify_next(happening: Happening, *, to: QuerySet[Member], after: UUID | None) -> UUID | None:
    """Tell the next of many, those past an id; who was the last, or None where nobody is left.

    So each turn is one short transaction, and a turn that broke off is done again. Open pages are told once, at the end.
    """
    rows = _others(to, happening)
    ids = list((rows.filter(id__gt=after) if after else rows).values_list("id", flat=True)[:AT_ONCE])
    _insert(happening, ids)
    if len(ids) == AT_ONCE:
        return ids[-1]
    live.ring_all()
    return None


def _others(members: QuerySet[Member], happening: Happening) -> QuerySet[Member]:
    """Whoever can be told, but not of what they did themselves."""
    rows = reachable(members).order_by("id")
    return rows.exclude(id=happening.actor) if happening.actor else rows


def _insert(happening: Happening, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    kind, now = kind_named(happening.kind), clock.now()
    wishes = wishes_of(ids, kind)
    rows = []
    for one in ids:
        wish = wishes[one]
        due = rules.mail_at(wish.mail, wish.times, now)
        if wish.bell or due is not None:
            rows.append(_row(kind, happening, one, is_rung=wish.bell, mail_at=due))
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mail_at and row.mail_at <= now for row in rows):
        from coorum.notices.inbox import tasks  # the task calls an action

        tasks.send_due.later()


def _row(kind: Kind, happening: Happening, member: UUID, *, is_rung: bool, mail_at: datetime | None) -> Notice:
    return Notice.new(
        member_id=member,
        kind=kind.name,
        about=happening.about,
        bundle=kind.bundle_of(happening.about),
        page=happening.page,
        event=happening.event,
        actor_id=happening.actor,
        happened_at=happening.at,
        is_rung=is_rung,
        mail_at=mail_at,
    )


@action
def forget(*, pages: Collection[UUID] = (), things: Collection[UUID] = ()) -> int:
    """What was told of is gone: so are its notices, whoever had them. All of these pages, or those about `things` (on them).

    How many.
    """
    if not pages and not things:
        return 0
    rows = Notice.objects.filter(page__in=pages) if pages else Notice.objects.all()
    if things:
        rows = rows.filter(Q(event__in=things) | Q(about__in=things))
    waiting = rows.filter(read_at=None, is_rung=True).order_by()
    told = list(waiting.values_list("member", flat=True).distinct()[: live.FEW + 1])
    gone: int = rows.delete()[0]
    live.ring(told)
    return gone
