"""Every read of the organisation room."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from coorum.accounts import queries as accounts
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import clock, outside
from coorum.consent import queries as consent
from coorum.consent.items import ITEMS
from coorum.consent.kinds import PolicyKind
from coorum.organisation import rules
from coorum.organisation.countries import HOME, name_of
from coorum.organisation.kinds import Fault, Route, State, Step
from coorum.organisation.models import CountryVersion, Processor, ProcessorPaper, ProcessorStep, ProcessorVersion
from coorum.organisation.rules import Deadline, Standing


def today() -> date:
    """The day it is in Japan."""
    return timezone.localdate(clock.now())


@dataclass(frozen=True)
class Entry:
    """All about one processor: its versions and steps in order, and what follows from them today."""

    processor: Processor
    versions: list[ProcessorVersion]
    steps: list[ProcessorStep]
    described: frozenset[str]
    named: frozenset[str]
    today: date

    @property
    def now(self) -> ProcessorVersion:
        """What the register says of it."""
        return self.versions[-1]

    @property
    def state(self) -> State:
        return State(self.processor.state)

    @property
    def contract(self) -> ProcessorPaper | None:
        """The contract that holds, or the newest there is."""
        papers = [step.paper for step in self.steps if step.step == Step.CONTRACT]
        holding = [one for one in papers if one.holds_on(self.today)]
        return next(reversed(holding or papers), None)

    @cached_property
    def standing(self) -> Standing:
        contract, version = self.contract, self.now
        return Standing(
            state=self.state,
            country=version.country,
            route=Route(version.route),
            subcountries=frozenset(one["country"] for one in version.subprocessors),
            has_unapproved_sub=any(not one["approved"] for one in version.subprocessors),
            described=self.described,
            named=self.named,
            has_measures=bool(version.measures.strip() and version.looks.strip()),
            checked_on=self._last(Step.CHECK) if self._is_checked else None,
            starts_on=contract.starts_on if contract else None,
            ends_on=contract.ends_on if contract else None,
            reviewed_on=self._last(Step.REVIEW, Step.ACTIVATE),
            looked_abroad_on=self._last(Step.LOOK_ABROAD),
            look_every=version.look_every,
            ended_on=self._last(Step.END),
        )

    @cached_property
    def faults(self) -> list[Fault]:
        """Why nothing may go there today."""
        return rules.faults(self.standing, self.today)

    @property
    def is_usable(self) -> bool:
        return not self.faults

    @property
    def is_over(self) -> bool:
        return self.state in rules.OVER

    @property
    def deadlines(self) -> list[Deadline]:
        return rules.deadlines(self.standing)

    @property
    def pressing(self) -> list[Deadline]:
        """What is due soon, or was."""
        return [one for one in self.deadlines if one.is_near(self.today)]

    @property
    def passed(self) -> list[Deadline]:
        return [one for one in self.deadlines if one.has_passed(self.today)]

    @property
    def wants(self) -> bool:
        """Whether somebody at the desk has something to do about it."""
        waits = self.state in (State.PROPOSED, State.CHECKED, State.CONTRACTED, State.SUSPENDED)
        return bool(self.pressing) or waits or (self.state in rules.IN_USE and not self.is_usable)

    @property
    def open_steps(self) -> list[Step]:
        return rules.steps_open(self.state)

    @property
    def countries(self) -> list[str]:
        """Where data is handled: its own country first, then those of its sub-processors."""
        return list(dict.fromkeys([self.now.country, *(one["country"] for one in self.now.subprocessors)]))

    def country_names(self, language: str) -> list[str]:
        return [name_of(code, language) for code in self.countries]

    def item_names(self, language: str) -> list[str]:
        """The data items it handles, in the policy's words."""
        return [one.words(language) for one in ITEMS if one.id in self.now.items]

    @property
    def _is_checked(self) -> bool:
        """Whether the newest look at its security found nothing wanting."""
        looks = [one.step for one in self.steps if one.step in (Step.CHECK, Step.FAIL)]
        return looks[-1:] == [Step.CHECK]

    def _last(self, *kinds: Step) -> date | None:
        return max((one.happened_on for one in self.steps if one.step in kinds), default=None)


def entry_of(processor: Processor) -> Entry:
    """All about this processor."""
    return _entries([processor])[0]


def register() -> list[Entry]:
    """Every processor, those in use first, then by name."""
    found = _entries(Processor.objects.all())
    return sorted(found, key=lambda one: (one.is_over, one.state not in rules.IN_USE, one.now.name))


def processor_by_id(processor_id: UUID) -> Processor | None:
    return Processor.objects.filter(id=processor_id).first()


def answering_for(service: str) -> list[Entry]:
    """Who runs this outside service, by the register."""
    return _entries(Processor.objects.filter(serves=service).exclude(state__in=rules.OVER))


def unanswered() -> list[tuple[outside.Outside, list[Entry]]]:
    """The outside services in use to which nothing may go today, each with the processors that run it."""
    used = [(one, answering_for(one.id)) for one in outside.services() if one.is_used]
    return [(one, entries) for one, entries in used if not any(entry.is_usable for entry in entries)]


def pressing() -> list[Entry]:
    """The processors about which something is to be done, the next day first."""
    found = [one for one in register() if one.wants]
    return sorted(found, key=lambda one: min((d.due for d in one.deadlines), default=one.today))


def countries_described() -> list[CountryVersion]:
    """The newest description of each country."""
    return list(CountryVersion.objects.order_by("country", "-number").distinct("country"))


def content_of(paper: ProcessorPaper) -> bytes:
    """The file as it was handed in."""
    return base64.b64decode(paper.content)


def paper_of(processor: Processor, step_id: UUID) -> ProcessorPaper | None:
    return ProcessorPaper.objects.filter(step_id=step_id, step__processor=processor).first()


def officers() -> QuerySet[Person]:
    """The privacy officers."""
    return accounts.desk_staff(Duty.PRIVACY_OFFICER)


def countries_in_use() -> list[str]:
    """Every country in which data is handled now, home first."""
    used = {code for one in register() if one.state in rules.IN_USE for code in one.countries} | {HOME}
    return sorted(used, key=lambda code: (code != HOME, code))


def countries_foreseen() -> list[str]:
    """The countries abroad that the policy must name: where data is handled, or will be once a second officer agrees."""
    waiting = (*rules.IN_USE, State.CONTRACTED)
    return sorted({code for one in register() if one.state in waiting for code in one.countries} - {HOME})


def _entries(processors: Iterable[Processor]) -> list[Entry]:
    rows = list(processors)
    ids = [one.id for one in rows]
    versions = list(ProcessorVersion.objects.filter(processor__in=ids).order_by("number"))
    steps = list(
        ProcessorStep.objects.filter(processor__in=ids)
        .select_related("paper")
        .defer("paper__content")
        .order_by("made_at", "id")
    )
    described = frozenset(CountryVersion.objects.values_list("country", flat=True)) if rows else frozenset()
    named = _named({code for one in versions for code in (one.country, *(s["country"] for s in one.subprocessors))})
    return [
        Entry(
            one,
            [v for v in versions if v.processor_id == one.id],
            [s for s in steps if s.processor_id == one.id],
            described,
            named,
            today(),
        )
        for one in rows
    ]


def _named(codes: set[str]) -> frozenset[str]:
    """Which of these countries abroad the provider's policy in force names, in every language of it."""
    abroad = codes - {HOME}
    said = consent.words_in_force(PolicyKind.PROVIDER_POLICY) if abroad else {}
    return frozenset(one for one in abroad if said and all(name_of(one, each) in said[each] for each in said))
