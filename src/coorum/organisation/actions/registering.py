"""What the register says: entering a processor, changing its details, describing a country."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock, outside
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.consent.items import ITEMS
from coorum.organisation.actions.moving import locked, moved, subject
from coorum.organisation.countries import HOME, NAMES
from coorum.organisation.events import COUNTRY_DESCRIBED, PROCESSOR_DESCRIBED
from coorum.organisation.kinds import Role, Route, Step
from coorum.organisation.models import CountryVersion, Processor, ProcessorVersion

#: A change of one of these is approved by a second officer again before anything goes there.
GRAVE = ("name", "service", "items", "legal_role", "communities", "country", "route", "subprocessors")


@dataclass(frozen=True)
class Details:
    """What the register says of a processor (obligations b-8). `subprocessors`: {name, country, work, approved} each."""

    name: str
    address: str
    representative: str
    service: str
    items: Sequence[str]
    access: str
    incident_contact: str
    incident_hours: int = 24
    legal_role: str = Role.BOTH
    communities: Sequence[UUID] = ()
    country: str = HOME
    region: str = ""
    subprocessors: Sequence[dict[str, Any]] = field(default_factory=tuple)
    route: str = Route.DOMESTIC
    measures: str = ""
    looks: str = ""
    look_every: int = 12

    def values(self) -> dict[str, Any]:
        lists = ("items", "communities", "subprocessors")
        return {name: list(value) if name in lists else value for name, value in asdict(self).items()}


@action
def propose(officer: Party, *, details: Details, serves: str = "", key: UUID | None = None) -> Processor:
    """Enter a processor that is not used yet. `serves` is the outside service it would run.

    Raises `Refused`: `no_service`, `no_items`, `no_country`, `not_domestic`.
    """
    _ensure_sound(details)
    if serves and serves not in {one.id for one in outside.services()}:
        raise Refused("no_service", _("There is no such service."), field="serves")
    row = Processor(id=key or new_id(), serves=serves, proposed_at=clock.now())
    made = made_once(row, "serves")
    if made is row:
        moved(officer, row, Step.PROPOSE, facts={"name": details.name, "country": details.country}, is_first=True)
        _describe(officer, row, details, number=1)
    return made or row


@action
def change_details(
    officer: Party, *, processor: Processor, details: Details, why: str, key: UUID | None = None
) -> ProcessorVersion:
    """Write a new version of what the register says; what matters is approved by a second officer before it is used again.

    Raises `Refused` as `propose` does, and `unchanged`, `no_reason`, `not_now`.
    """
    _ensure_sound(details)
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    processor = locked(processor)
    last = processor.versions.order_by("-number")[0]
    new = details.values()
    different = [name for name in new if getattr(last, name) != new[name]]
    if not different:
        raise Refused("unchanged", _("Nothing was changed."))
    step = Step.CHANGE if set(different) & set(GRAVE) else Step.AMEND
    moved(officer, processor, step, why=why, facts={"changed": sorted(different)}, key=key)
    return _describe(officer, processor, details, number=last.number + 1)


@action
def describe_country(
    officer: Party, *, country: str, regime: str, source: str, interferes: str = "", key: UUID | None = None
) -> CountryVersion:
    """Write down how a country protects personal information, and what there could interfere with it (rules 17, 18)."""
    if country not in NAMES or country == HOME:
        raise Refused("no_country", _("Choose a country abroad."), field="country")
    number = CountryVersion.objects.filter(country=country).count() + 1
    row = CountryVersion(
        id=key or new_id(),
        country=country,
        number=number,
        regime=regime.strip(),
        interferes=interferes.strip(),
        source=source.strip(),
        written_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "country", "regime")
    if made is row:
        payload = {"country": country, "number": number, "source": row.source}
        about = Party("country_version", row.id, row.id.hex)
        publish(COUNTRY_DESCRIBED, actor=officer, subject=about, payload=payload, chain=PROVIDER, key=row.id)
    return made or row


def _describe(officer: Party, processor: Processor, details: Details, *, number: int) -> ProcessorVersion:
    row = ProcessorVersion.objects.create(
        processor=processor, number=number, written_by=officer.id, made_at=clock.now(), **details.values()
    )
    facts = {"number": number, "country": row.country, "route": row.route, "items": row.items, "name": row.name}
    publish(PROCESSOR_DESCRIBED, actor=officer, subject=subject(processor), payload=facts, chain=PROVIDER, key=row.id)
    return row


def _ensure_sound(details: Details) -> None:
    known = {one.id for one in ITEMS}
    if not details.items or not set(details.items) <= known:
        raise Refused("no_items", _("Choose the data it handles."), field="items")
    if details.country not in NAMES or any(one["country"] not in NAMES for one in details.subprocessors):
        raise Refused("no_country", _("Choose a country from the list."), field="country")
    if details.country != HOME and details.route == Route.DOMESTIC:
        raise Refused("not_domestic", _("It is abroad: choose the way of the law (APPI 28)."), field="route")
