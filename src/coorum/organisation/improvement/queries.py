"""Every read about what was found wanting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from coorum.accounts.models import Person
from coorum.organisation.improvement import rules
from coorum.organisation.improvement.kinds import State, Step
from coorum.organisation.models import ControlRun, Finding, FindingStep
from coorum.organisation.people.queries import today
from coorum.organisation.people.rules import Day


@dataclass(frozen=True)
class Matter:
    """A finding, who sees to it, its steps in order, and how its day stands."""

    finding: Finding
    owner: Person | None
    steps: list[FindingStep]
    day: Day

    @property
    def title(self) -> str:
        one = self.finding
        return one.title or gettext("Promise %(id)s is not simply kept") % {"id": one.promise}

    @property
    def age(self) -> int:
        """In days; of what was mended, how long that took."""
        last = self.steps[-1].made_at.date() if self.finding.is_over and self.steps else self.day.today
        return self.finding.age_on(last)

    @property
    def is_late(self) -> bool:
        return not self.finding.is_over and self.day.has_passed

    @property
    def is_nobodys(self) -> bool:
        """Whether it had no owner for longer than it may."""
        return self.finding.owner is None and self.finding.age_on(self.day.today) > rules.OWNER_WITHIN.days

    @property
    def open_steps(self) -> list[Step]:
        return rules.steps_open(State(self.finding.state), is_of_promise=bool(self.finding.promise))

    @property
    def done_by(self) -> UUID | None:
        """Who said last that it is done."""
        return next((one.actor_id for one in reversed(self.steps) if one.step == Step.DO), None)


def finding_by_id(finding_id: UUID) -> Finding | None:
    return Finding.objects.filter(id=finding_id).first()


def matter_of(finding: Finding) -> Matter:
    """All about this finding."""
    return _matters([finding])[0]


def open_findings() -> list[Matter]:
    """What is not mended, the next day first."""
    return _matters(Finding.objects.exclude(state=State.MENDED).order_by("due_on", "id"))


def mended_findings(limit: int = 50) -> list[Matter]:
    """What was mended, the newest findings first."""
    return _matters(Finding.objects.filter(state=State.MENDED).order_by("-opened_at")[:limit])


def pressing_findings() -> list[Matter]:
    """What is late, due within a week, or nobody's."""
    near = (
        one
        for one in open_findings()
        if (one.day.due - one.day.today).days <= rules.OWNER_WITHIN.days or one.is_nobodys
    )
    return list(near)


def rounds(limit: int = 100) -> QuerySet[ControlRun]:
    """The rounds of proofs, the last first."""
    return ControlRun.objects.order_by("-made_at")[:limit]


def _matters(rows: Iterable[Finding]) -> list[Matter]:
    found = list(rows)
    owners = {one.id: one for one in Person.objects.filter(id__in={one.owner for one in found if one.owner})}
    steps: dict[UUID, list[FindingStep]] = {one.id: [] for one in found}
    for step in FindingStep.objects.filter(finding__in=found).order_by("made_at", "id"):
        steps[step.finding_id].append(step)
    return [Matter(one, owners.get(one.owner), steps[one.id], Day(one.due_on, today())) for one in found]  # type: ignore[arg-type]
