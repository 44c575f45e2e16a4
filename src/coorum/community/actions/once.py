"""Rows of which there can be one: the second time is no error."""

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from coorum.base.models import SiteOwned


def insert_once(row: SiteOwned) -> bool:
    """Insert `row`; False where a unique constraint says that it is there already (a rival's insert is waited for)."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            return False
        raise
    return True
