"""Which datasets a case asks, about whom, and where: the registry is walked, no list is kept here that could be short."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Subject, Tag, datasets
from coorum.base.scope import site_scope
from coorum.base.uses import hand_out
from coorum.privacy import proofs
from coorum.privacy.kinds import TRIES, Found, Kind
from coorum.privacy.merging.persons import subjects_of
from coorum.privacy.models import Finding, RightsRequest
from coorum.sites import queries as sites
from coorum.sites.models import Site

NOBODY = UUID(int=0)
#: What is told in other words or is public anyway; everything else that holds personal data must answer.
ELSEWHERE: dict[str, Any] = {
    "ledger": _("Evidence of what the other parts tell; it holds random references only."),
    "sites.operators": _('Published by law on the page "Who runs this place".'),
}


class NoKeeper(LookupError):  # noqa: N818  says what is the matter
    """The dataset holds personal data and cannot hand it out: a person must."""


@dataclass(frozen=True)
class Place:
    """One dataset to ask, on one site or where data belongs to none."""

    dataset: Dataset
    site: Site | None

    @property
    def key(self) -> tuple[str, UUID | None]:
        """What names it among the findings of a case."""
        return self.dataset.name, self.site.id if self.site else None


def places(request: RightsRequest) -> list[Place]:
    """Everywhere this case is searched for."""
    asked = [dataset for dataset in datasets() if concerns(request.kind, dataset)]
    where = [request.community] if request.community else [None, *sites.all_sites()]
    return [Place(dataset, site) for dataset in asked for site in where if lies(dataset, on_a_site=site is not None)]


def next_to_ask(request: RightsRequest) -> list[Place]:
    """The places of the next dataset: each is asked once, then those that did not answer once more, up to `TRIES` times."""
    found = Finding.objects.filter(request=request).values_list("dataset", "community", "result", "attempts")
    tried: dict[tuple[str, UUID | None], int]
    tried = {(name, site): times if result == Found.ERROR else TRIES for name, site, result, times in found}
    waiting = [(tried.get(place.key, 0), place) for place in places(request)]
    fewest = min((times for times, _place in waiting), default=TRIES)
    due = [place for times, place in waiting if times == fewest < TRIES]
    return [place for place in due if place.dataset is due[0].dataset]


def forget(request: RightsRequest) -> None:
    """Empty what was found. That something was found stays, and how much."""
    for finding in Finding.objects.filter(request=request).only("id", "content"):
        finding.content = ""
        finding.save(update_fields=["content"])


def concerns(kind: str, dataset: Dataset) -> bool:
    """Whether a request of this kind is answered from the dataset."""
    personal = any(Tag.PERSONAL in table.tags().values() for table in dataset.tables)
    told = personal and dataset.name not in ELSEWHERE
    return told and (kind != Kind.PROVISION_RECORDS or dataset.name.startswith("provision."))


def lies(dataset: Dataset, *, on_a_site: bool) -> bool:
    """Whether some table of the dataset belongs to sites, or to none."""
    return any(("site" in table.tags()) == on_a_site for table in dataset.tables)


def rows_of(request: RightsRequest, place: Place) -> list[dict[str, Any]]:
    """What the dataset holds about the person there, once each. Raises `NoKeeper`, and whatever the room raises."""
    if place.dataset.keeper is None:
        raise NoKeeper(place.dataset.name)
    found: list[dict[str, Any]] = []
    for subject in _subjects(request, place.site):
        if place.site is None:
            rows = hand_out(place.dataset, subject, purpose="guide")
        else:
            with site_scope(place.site.id):
                rows = hand_out(place.dataset, subject, purpose="guide")
        found += [row for row in rows if row not in found]
    return found


def _subjects(request: RightsRequest, site: Site | None) -> Iterator[Subject]:
    """Whoever it concerns, with every account that became theirs; somebody unknown by their address alone."""
    person, site_id = proofs.person_concerned(request), site.id if site else None
    if person is None:
        return iter([Subject(NOBODY, site_id, address=proofs.address_concerned(request))])
    return subjects_of(person, site_id)
