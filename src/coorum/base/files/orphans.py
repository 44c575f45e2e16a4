"""Files that no row names: an upload whose transaction was rolled back, a picture that was replaced, a face of who left.

Each room declares at start-up which of its columns name files; what none of them names, a day after it was written, goes.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from coorum.base.files.folder import delete, keys
from coorum.base.files.names import media_type_of
from coorum.base.scope import current_site_id


class Column(NamedTuple):
    """A column that holds a key; or, with `inside`, a list of objects that each hold one under that name."""

    model: type[Model]
    field: str
    inside: str = ""


_columns: list[Column] = []


def named_in(model: type[Model], field: str, *, inside: str = "") -> None:
    """Declare that this column of a room's table names pictures."""
    _columns.append(Column(model, field, inside))


def columns() -> tuple[Column, ...]:
    """Every column that was declared."""
    return tuple(_columns)


def drop_orphans(*, before: datetime) -> int:
    """Delete the pictures of the open scope's site that were written before then and that no row names; how many.

    Pictures only: other files belong to rooms that let them go themselves. The keys of one site are held in memory.
    """
    site_id = current_site_id()
    found = {key for key in keys(site_id, before=before) if media_type_of(key).startswith("image/")}
    for column in _columns:
        found.difference_update(_named(column))
    for key in found:
        delete(site_id, key)
    return len(found)


def _named(column: Column) -> Iterator[str]:
    rows = column.model._default_manager.values_list(column.field, flat=True)
    for value in rows.iterator(chunk_size=2_000):
        if column.inside:
            yield from (one[column.inside] for one in value)
        else:
            yield value
