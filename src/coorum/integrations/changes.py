"""The change feed: rows that say what became different, in an order that nobody who reads along can fall behind of.

Each row carries the number of its transaction. Transactions end in another order than they began, so a reader is shown only
what lies below the oldest one still under way: nothing can appear there later. After a restore the numbers are those of
another server, and whoever mirrors must begin anew (`Lost`): what was restored may lack what they were told.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, Func, Q, QuerySet
from django.utils import timezone

from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.integrations.models import Change
from coorum.integrations.places import Place

#: How long changes are kept, and a place in the feed is good for (retention.py).
KEPT = timedelta(days=30)
#: What is told of a change.
TOLD = ("id", "subject", "subject_id", "what", "happened_at")
_SERVER = "(SELECT system_identifier FROM pg_control_system())"
_HORIZON = f"SELECT {_SERVER}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
FIRST, LAST = UUID(int=0), UUID(int=2**128 - 1)


class Lost(Exception):  # noqa: N818  says what happened
    """Where the reader was is not known any more: it was too long ago, or before a restore. They must fetch all anew."""


def write(subject: str, ids: Iterable[UUID], what: str) -> None:
    """Say in the open transaction that this happened to these. What is moved in from long ago is nobody's news."""
    now = clock.now()
    if now < timezone.now() - KEPT:
        return
    rows = [
        Change.new(
            server=Func(template=_SERVER, output_field=BigIntegerField()),
            transaction=Func(template="pg_current_xact_id()::text::bigint", output_field=BigIntegerField()),
            subject=subject,
            subject_id=one,
            what=what,
            happened_at=now,
        )
        for one in ids
    ]
    Change.objects.bulk_create(rows)


def here() -> Place:
    """The end of the feed now: what is complete has been read, what is under way comes after it."""
    server, horizon = _horizon()
    return Place(server, horizon - 1, LAST, clock.now())


def oldest() -> Place:
    """Before everything that is kept."""
    return Place(_horizon()[0], 0, FIRST, clock.now())


def after(place: Place, *, subjects: Collection[str], most: int) -> tuple[list[dict[str, Any]], Place, bool]:
    """What followed (`TOLD`), oldest first, at most so many; where the reader stands then, and whether there is more. 2 queries.

    Raises `Lost`.
    """
    server, horizon = _horizon()
    now = clock.now()
    if place.server != server or now - place.at > KEPT:
        raise Lost
    found = _beyond(server, place.transaction, place.id, horizon, subjects=tuple(sorted(subjects)), most=most + 1)
    shown, more = found[:most], len(found) > most
    last = (
        Place(server, shown[-1]["transaction"], shown[-1]["id"], now) if more else Place(server, horizon - 1, LAST, now)
    )
    return shown, last, more


def is_more(place: Place) -> bool:
    """Whether anything was written past this place, complete or not. One query."""
    return Change.objects.filter(transaction__gt=place.transaction, server=place.server).exists()


@compiled
def _beyond(
    server: int, transaction: int, id_: UUID, horizon: int, *, subjects: tuple[str, ...], most: int
) -> QuerySet[Change, dict[str, Any]]:
    past = Q(transaction__gt=transaction) | Q(id__gt=id_)
    rows = Change.objects.filter(past, transaction__gte=transaction, transaction__lt=horizon, server=server)
    return rows.filter(subject__in=subjects).order_by("transaction", "id").values("transaction", *TOLD)[:most]


def _horizon() -> tuple[int, int]:
    """The server, and the oldest transaction under way on it."""
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        server, horizon = cursor.fetchone()
    return int(server), int(horizon)
