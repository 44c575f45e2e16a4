"""The registry of personal data: each room declares what it keeps about people, why, and how it lets go (how
long: base/retention.py).

Tags follow the policy's own words (obligations P1.2): *personal* identifies someone, *related* becomes personal once
joined (a cookie, an address of the network), *statistical* counts people, *none* says nothing about anybody. Every
column of every table must be tagged once, JSON keys included; the house test fails on the first that is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from coorum.base.letting_go import LetGo
from coorum.base.merging import Move


class Tag(Enum):
    PERSONAL = "personal"
    RELATED = "related"
    STATISTICAL = "statistical"
    NONE = "none"


class LegalRole(Enum):
    """Whose data it is to answer for (APPI: own 個人データ, or entrusted 委託 by the operator)."""

    OWN = "own"
    ENTRUSTED = "entrusted"


class Erasure(Enum):
    ERASE = "erase"
    MASK = "mask"
    KEEP = "keep"


@dataclass(frozen=True)
class Subject:
    """Whose data: a person, and on one site the member they are there. `site_id` None asks for what belongs to no site.

    `address` is their e-mail address, for what is known by address only (letters, invitations); `refs` the random names by
    which the evidence there knows them.
    """

    person_id: UUID
    site_id: UUID | None = None
    member_id: UUID | None = None
    address: str = ""
    refs: tuple[str, ...] = ()


class Exporter(Protocol):
    """What a room tells the person about its data when asked."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]: ...


class Keeper(Exporter, Protocol):
    """A room that also lets go when asked, in the scope of the subject's site; without a site, in the provider's."""

    def erase(self, subject: Subject) -> LetGo: ...


@dataclass(frozen=True)
class Table:
    """One table with each column's tag. Columns are named by Django's field name; `json` tags keys inside a column."""

    label: str
    personal: str = ""
    related: str = ""
    statistical: str = ""
    none: str = ""
    json: Mapping[str, Mapping[str, Tag]] = field(default_factory=dict)

    def tags(self) -> dict[str, Tag]:
        """Field name to tag; ValueError where a field is named twice."""
        found: dict[str, Tag] = {}
        for tag in Tag:
            for name in getattr(self, tag.value).split():
                if name in found:
                    raise ValueError(f"{self.label}.{name} is tagged twice")
                found[name] = tag
        return found


@dataclass(frozen=True)
class Dataset:
    """What a room keeps about people: one entry of the data map (docs/personal-data.md).

    How long it is kept is said by its rules and nowhere else (`retention.told`): no text can promise another time.
    `merging` says what goes over where two accounts are one person's (base/merging.py). What is kept when a person is erased is
    kept by a law, and so beyond the end of the community, unless it `ends_with_site`: keys and settings of the operator's.
    """

    name: str
    title: Any
    tables: Sequence[Table]
    purposes: Sequence[str]
    erasure: Erasure
    erasure_note: Any
    legal_role: LegalRole = LegalRole.OWN
    keeper: Exporter | None = None
    merging: Sequence[Move] | None = None
    ends_with_site: bool = False


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Declare a dataset, once."""
    if dataset.name in _datasets:
        raise ValueError(f"dataset {dataset.name} is declared twice")
    _datasets[dataset.name] = dataset


def dataset(name: str) -> Dataset:
    """The dataset of this name. KeyError where none is declared."""
    return _datasets[name]


def datasets() -> list[Dataset]:
    """Every declared dataset, by name."""
    return sorted(_datasets.values(), key=lambda dataset: dataset.name)
