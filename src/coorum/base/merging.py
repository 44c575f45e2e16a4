"""When two accounts turn out to be one person's: what a room's rows do then, and how they find back.

A room says it beside its dataset (`Dataset.merging`): each `Move` is a column whose rows go over to the account that stays.
`()` says that its rows stay with whom they are about, and are told to whoever the two accounts are (privacy/merging). None
says that nobody has thought about it: then nobody is merged at all.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet


class By(Enum):
    """How a column names somebody: as the member they are on the site, or as the person."""

    MEMBER = "member"
    PERSON = "person"


@dataclass(frozen=True)
class Move:
    """Rows of a site-owned table go over, and say so in `column` (its attribute: `author_id`).

    Where the other account has a row with the same `once_with` (one may like a post once), the row stays where it is.
    """

    model: type[Model]
    column: str
    by: By = By.MEMBER
    once_with: str = ""

    @property
    def name(self) -> str:
        """What the log of a merge calls it."""
        return f"{self.model._meta.label}.{self.column}"

    def rows(self, old: UUID, new: UUID) -> QuerySet[Any]:
        """What goes from `old` to `new` in the open scope."""
        every = self.model._default_manager
        mine = every.filter(**{self.column: old})
        if not self.once_with:
            return mine
        theirs = every.filter(**{self.column: new, self.once_with: OuterRef(self.once_with)})
        return mine.filter(~Exists(theirs))

    def carry(self, old: UUID, new: UUID) -> list[UUID]:
        """Let them go over. Returns their ids."""
        ids = list(self.rows(old, new).order_by("pk").values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=ids).update(**{self.column: new})
        return ids

    def carry_back(self, old: UUID, new: UUID, ids: list[UUID]) -> int:
        """Let those of `ids` that are still with `new` go back to `old`. How many."""
        return self.model._default_manager.filter(pk__in=ids, **{self.column: new}).update(**{self.column: old})
