"""Sealing anew what stands under an old key, a batch at a time, while everybody goes on working.

A cell is changed only if it is still what was read, so nobody waits and nothing is overwritten; saving a row seals what is
under an old key anew by itself (encryption.py). It can stop anywhere and begin again: what is done is not found any more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Func, Value

from coorum.base import clock, keyring, keys
from coorum.base.encryption import EncryptedTextField, Sealed, UnknownKey, WrongPlace, key_of, open_, seal
from coorum.base.events import SYSTEM
from coorum.base.every_site import every_site
from coorum.base.keyring import StillNeeded
from coorum.base.postgres.schema import is_site_owned
from coorum.base.scope import PROVIDER, provider_scope, site_scope

BATCH = 200
GRACE = timedelta(minutes=1)  # between the new key's beginning and the old one's end


Elsewhere = Callable[[], Counter[str]]
_elsewhere: list[Elsewhere] = []


def count_also(elsewhere: Elsewhere) -> None:
    """A room that seals more than columns (files) says how many of those stand under each key, in the provider's scope.

    They are not sealed anew: the old key lives until the last of them has expired.
    """
    _elsewhere.append(elsewhere)


@dataclass
class Progress:
    """How many cells were sealed anew, and which could not be opened (table, column, key of the row)."""

    changed: int = 0
    broken: list[str] = field(default_factory=list)


def sealed_fields() -> list[EncryptedTextField]:
    """Every column of the house that holds sealed texts."""
    return [
        one for model in apps.get_models() for one in model._meta.local_fields if isinstance(one, EncryptedTextField)
    ]


def cells_by_key() -> Counter[str]:
    """How many cells stand under each key, over all sites."""
    found: Counter[str] = Counter()
    with provider_scope(), every_site(reason="counting what stands under each key", actor=SYSTEM):
        for one in sealed_fields():
            rows = _cells(one).values_list("key_name").annotate(count=models.Count("*")).order_by()
            found.update({bytes(name).decode("ascii", "replace"): count for name, count in rows})
    return found


def files_by_key() -> Counter[str]:
    """How many sealed files stand under each key."""
    with provider_scope():
        return sum((elsewhere() for elsewhere in _elsewhere), Counter[str]())


def reseal_all(sites: Iterable[UUID]) -> Iterator[Progress]:
    """Seal everything anew that is not under the current key; yields what is done so far after each batch."""
    progress, owners = Progress(), list(sites)
    for one in sealed_fields():
        for place in owners if is_site_owned(one.model) else [PROVIDER]:
            after: Any = None
            while (after := _reseal(one, place, after, progress)) is not None:
                yield progress
    yield progress


def ensure_unused(name: str) -> None:
    """`StillNeeded` while something stands under this key, or may still be put there."""
    since = keyring.sealing_since()
    if since and clock.now() - since < GRACE:
        raise StillNeeded("The new key took over a moment ago: wait a minute, somebody may still be writing.")
    if since and (busy := _transactions_before(since)):
        raise StillNeeded(f"{busy} transactions began before the new key took over: let them end, or end them.")
    if count := cells_by_key()[name]:
        raise StillNeeded(f"{count} cells stand under {name}: “keys reseal” seals them anew.")
    if count := files_by_key()[name]:
        raise StillNeeded(f"{count} files stand under {name}; they expire within a fortnight, then it can go.")


def _cells(one: EncryptedTextField) -> models.QuerySet:
    """The rows that have a value there, with the name of its key (see encryption.py for the layout)."""
    length = Func(F(one.attname), Value(1), function="get_byte", output_field=models.IntegerField())
    name = Func(F(one.attname), Value(3), length, function="substring", output_field=models.BinaryField())
    rows: models.QuerySet = one.model._base_manager.filter(**{f"{one.attname}__isnull": False})
    return rows.annotate(key_name=name)


def _reseal(one: EncryptedTextField, place: UUID, after: Any, progress: Progress) -> Any:
    """One batch in one transaction; the last row's key, or None where there was none left."""
    column, current = one.attname, keys.field_keys().current
    with provider_scope() if place == PROVIDER else site_scope(place):
        rows = _cells(one).exclude(key_name=current.encode()).order_by("pk")
        batch = list((rows.filter(pk__gt=after) if after else rows).only(column)[:BATCH])
        for row in batch:
            _reseal_cell(one, row, progress)
    return batch[-1].pk if batch else None


def _reseal_cell(one: EncryptedTextField, row: models.Model, progress: Progress) -> None:
    old, place = row.__dict__[one.attname], one.place_in(row)
    try:
        new = Sealed(seal(place, open_(place, old.blob)))
    except (WrongPlace, UnknownKey):
        progress.broken.append(f"{place.table}.{place.column} of {place.pk} (under {key_of(old.blob)})")
        return
    cell = one.model._base_manager.filter(pk=row.pk, **{one.attname: old})
    progress.changed += cell.update(**{one.attname: new})


def _transactions_before(moment: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
            "AND pid <> pg_backend_pid() AND xact_start < %s",
            [moment],
        )
        return int(cursor.fetchone()[0])
