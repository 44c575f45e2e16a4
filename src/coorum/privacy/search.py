"""Which datasets a case asks, about whom, and where: the registry is walked, no list is kept here that could be short."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import contact
from coorum.accounts.models import Member
from coorum.base.personal_data import Dataset, Subject, Tag, datasets
from coorum.base.scope import site_scope
from coorum.base.uses import hand_out
from coorum.privacy import proofs
from coorum.privacy.kinds import Kind
from coorum.privacy.models import RightsRequest
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


def places(request: RightsRequest) -> list[Place]:
    """Everywhere this case is searched for."""
    asked = [dataset for dataset in datasets() if concerns(request.kind, dataset)]
    where = [request.community] if request.community else [None, *sites.all_sites()]
    return [Place(dataset, site) for dataset in asked for site in where if lies(dataset, on_a_site=site is not None)]


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
    """The person; on a site, each member they are or were there."""
    person = proofs.person_concerned(request)
    person_id = person.id if person else NOBODY
    address = contact.address_of(person, "guide") if person else proofs.address_concerned(request)
    if site is None:
        yield Subject(person_id, address=address)
        return
    with site_scope(site.id):
        members = list(Member.objects.filter(person=person_id).order_by("joined_at").values_list("id", flat=True))
    for member_id in members or [None]:
        yield Subject(person_id, site.id, member_id, address)
