"""Handing out rows as they stand, and letting them go: the keeper of tables that need no words of their own.

    keeper=Shelves(
        Shelf("membership", Member, of_person, "display_name user_id joined_at", Mask({"display_name": ""})),
        Shelf("session", Session, of_person, "host agent seen_at"),
        Shelf("receipt", Receipt, of_person, "event made_at document", Keep("consent.receipts", since="made_at")),
    )

A shelf names the columns it shows, so that an authenticator cannot slip out with a new column, and what becomes of its
rows when their subject is erased (base/letting_go.py): they are deleted, unless it says otherwise.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from coorum.base.letting_go import ERASE, Fate, LetGo, sum_of
from coorum.base.models import SiteOwned
from coorum.base.personal_data import Subject

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Shelf:
    """One table: what a row is called, which rows are the subject's, and the columns that are shown (`a__b` follows a key).

    One that shows nothing is not handed out. Shelves are let go of in the order in which they stand.
    """

    kind: str
    model: type[Model]
    of: Callable[[Subject], Q]
    show: str = ""
    fate: Fate = ERASE


class Shelves:
    """The rows of several tables, each in the scope it belongs to: a site's, or the provider's."""

    def __init__(self, *shelves: Shelf) -> None:
        self.shelves = shelves

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each row as {"kind": …, column: value}."""
        for shelf in self._standing_there(subject):
            if shelf.show:
                yield from _shown(shelf, subject)

    def erase(self, subject: Subject) -> LetGo:
        """Each shelf's rows meet their fate."""
        return sum_of(shelf.fate.befall(_rows(shelf, subject)) for shelf in self._standing_there(subject))

    def _standing_there(self, subject: Subject) -> list[Shelf]:
        return [one for one in self.shelves if issubclass(one.model, SiteOwned) == (subject.site_id is not None)]


def of_person(subject: Subject) -> Q:
    return Q(person=subject.person_id)


def of_member(subject: Subject) -> Q:
    return Q(member=subject.member_id)


def of_address(column: str) -> Callable[[Subject], Q]:
    """Rows that name the subject's address in this column; none where the address is not known."""
    return lambda subject: Q(**{f"{column}__iexact": subject.address}) if subject.address else NOTHING


def _rows(shelf: Shelf, subject: Subject) -> QuerySet[Any]:
    return shelf.model._default_manager.filter(shelf.of(subject))


def _shown(shelf: Shelf, subject: Subject) -> Iterator[dict[str, Any]]:
    for row in _rows(shelf, subject).order_by("pk").values(*shelf.show.split()):
        yield {"kind": shelf.kind, **{name.split("__")[-1]: value for name, value in row.items()}}
