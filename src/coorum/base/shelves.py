"""Handing out rows as they stand: the keeper of tables that need no words of their own.

    keeper=Shelves(Shelf("membership", Member, of_person, "display_name user_id joined_at"))

A shelf names the columns it shows, so that an authenticator cannot slip out with a new column.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from coorum.base.models import SiteOwned
from coorum.base.personal_data import Subject


@dataclass(frozen=True)
class Shelf:
    """One table: what a row is called, which rows are the subject's, and the columns that are shown (`a__b` follows a key)."""

    kind: str
    model: type[Model]
    of: Callable[[Subject], Q]
    show: str


class Shelves:
    """The rows of several tables, each in the scope it belongs to: a site's, or the provider's."""

    def __init__(self, *shelves: Shelf) -> None:
        self.shelves = shelves

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each row as {"kind": …, column: value}."""
        for shelf in self.shelves:
            if issubclass(shelf.model, SiteOwned) == (subject.site_id is not None):
                yield from _rows(shelf, subject)


def of_person(subject: Subject) -> Q:
    return Q(person=subject.person_id)


def of_member(subject: Subject) -> Q:
    return Q(member=subject.member_id)


def _rows(shelf: Shelf, subject: Subject) -> Iterator[dict[str, Any]]:
    rows = shelf.model._default_manager.filter(shelf.of(subject)).order_by("pk")
    for row in rows.values(*shelf.show.split()):
        yield {"kind": shelf.kind, **{name.split("__")[-1]: value for name, value in row.items()}}
