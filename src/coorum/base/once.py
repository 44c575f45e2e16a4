"""Rows of which there can be one: the second time is no error. Sent twice, a form does its work once."""

from django.db import IntegrityError, models, transaction
from psycopg.errors import UniqueViolation

from coorum.base.ids import new_id


def insert_once(row: models.Model) -> bool:
    """Insert `row`; False where a unique constraint says that it is there already (a rival's insert is waited for)."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            return False
        raise
    return True


def made_once[Row: models.Model](row: Row, *same: str) -> Row | None:
    """Insert `row`, whose id is its form's key; or answer the row that the same form made before, or makes just now.

    The same form is one with the same key that agrees in the columns `same`: one that was changed since (the browser's
    way back) makes a row of its own. None where another unique constraint says no.
    """
    if type(row)._base_manager.filter(pk=row.pk).exists():
        if twin := _twin(row, same):
            return twin
        row.pk = new_id()
    return row if insert_once(row) else _twin(row, same)


def _twin[Row: models.Model](row: Row, same: tuple[str, ...]) -> Row | None:
    return type(row)._base_manager.filter(pk=row.pk, **{name: getattr(row, name) for name in same}).first()
