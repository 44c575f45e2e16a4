"""Whom an erasure asks: every dataset that holds something personal, and every system; where, and about whom.

The registries are walked, no list is kept here that could be short. What says who somebody is goes last, all at once: the
letter that tells them is written as their address goes.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from coorum.accounts import contact
from coorum.accounts.models import Member
from coorum.base import personal_data, systems
from coorum.base.gates import HOLD
from coorum.base.letting_go import LetGo, sum_of
from coorum.base.personal_data import Dataset, Subject
from coorum.base.scope import provider_scope, site_scope
from coorum.privacy.kinds import Kind
from coorum.privacy.models import Erasure
from coorum.privacy.proofs import address_concerned
from coorum.privacy.search import NOBODY, NoKeeper, concerns, lies
from coorum.sites import queries as sites
from coorum.sites.models import Site

#: Who one is, and what the evidence knows one by: after everything that is found by it.
LATE = ("accounts.members", "ledger")
LAST = ("accounts.persons", "base.letters")


@dataclass(frozen=True)
class Place:
    """One dataset or system to ask, on one site or where data belongs to none."""

    name: str
    title: Any
    note: Any
    site: Site | None
    erase: Callable[[Subject], LetGo]

    @property
    def is_last(self) -> bool:
        return self.name in LAST

    @property
    def key(self) -> tuple[str, UUID | None]:
        return self.name, self.site.id if self.site else None


def places(erasure: Erasure) -> list[Place]:
    """Everybody to ask, in order."""
    where: list[Site | None] = [erasure.community] if erasure.community else [None, *sites.all_sites()]
    found = [*_datasets(where), *_systems(where)]
    return sorted(found, key=lambda place: (_rank(place.name), place.name))


def let_go(erasure: Erasure, place: Place) -> LetGo:
    """Ask one of them, in its scope. Raises `Refused` where a legal hold keeps it, and whatever went wrong there."""
    return sum_of(_ask(place, subject) for subject in subjects(erasure, place.site))


def subjects(erasure: Erasure, site: Site | None) -> Iterator[Subject]:
    """The person; on a site, each member they are or were there."""
    refs = json.loads(erasure.refs or "{}")
    person_id, address = erasure.person_id or NOBODY, address_of(erasure)
    if site is None:
        yield Subject(person_id, address=address, refs=tuple(refs.get("", ())))
        return
    with site_scope(site.id):
        members = list(Member.objects.filter(person=person_id).order_by("joined_at").values_list("id", flat=True))
    for member_id in members or [None]:
        yield Subject(person_id, site.id, member_id, address, tuple(refs.get(str(site.id), ())))


def address_of(erasure: Erasure) -> str:
    """The address they are reached at, where it is known still."""
    if erasure.person:
        return contact.address_of(erasure.person, "guide")
    return address_concerned(erasure.request) if erasure.request else ""


def _ask(place: Place, subject: Subject) -> LetGo:
    HOLD.ensure(place.name, subject)
    with site_scope(place.site.id) if place.site else provider_scope():
        return place.erase(subject)


def _datasets(where: list[Site | None]) -> Iterator[Place]:
    for dataset in personal_data.datasets():
        if concerns(Kind.DISCLOSURE, dataset):
            for site in where:
                if lies(dataset, on_a_site=site is not None):
                    yield Place(dataset.name, dataset.title, dataset.erasure_note, site, partial(_erase, dataset))


def _erase(dataset: Dataset, subject: Subject) -> LetGo:
    """Raises `NoKeeper` where the dataset cannot let go: that is an error to be mended, and nothing to be passed over."""
    erase = getattr(dataset.keeper, "erase", None)
    if erase is None:
        raise NoKeeper(dataset.name)
    answer: LetGo = erase(subject)
    return answer


def _systems(where: list[Site | None]) -> Iterator[Place]:
    for system in systems.systems():
        for site in where:
            if site is None or system.on_sites:
                yield Place(system.name, system.title, system.note, site, system.let_go)


def _rank(name: str) -> int:
    return 1 + LATE.index(name) if name in LATE else 9 if name in LAST else 0
