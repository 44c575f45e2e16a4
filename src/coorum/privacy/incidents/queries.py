"""Every read about incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts import queries as accounts
from coorum.accounts.models import Person
from coorum.accounts.roles import Duty
from coorum.base import clock as now
from coorum.privacy.incidents import clock, rules
from coorum.privacy.incidents.clock import Assessed, Course, Deadline, Entry
from coorum.privacy.incidents.kinds import ENDED, Phase, Role, Step, Trigger
from coorum.privacy.models.incidents import Incident, IncidentAssessment, IncidentPerson, IncidentReport, IncidentStep
from coorum.provision.models import Reach
from coorum.sites.models import Site


@dataclass(frozen=True)
class Dossier:
    """An incident with all that was done about it, where it stands, and what is due."""

    incident: Incident
    steps: list[IncidentStep]
    standing: rules.Standing
    deadlines: list[Deadline]
    known_at: datetime | None
    assessment: IncidentAssessment | None
    triggers: dict[Trigger, datetime]

    @property
    def open_steps(self) -> list[Step]:
        return rules.steps_open(self.standing)

    @property
    def left(self) -> list[Step]:
        """What must still be done before it can be closed."""
        return rules.left(self.standing) if self.incident.phase == Phase.KNOWN else []

    @property
    def at_once(self) -> list[Step]:
        """What comes next: of what is open, what must still be done; everything until it is decided."""
        if self.incident.phase != Phase.KNOWN:
            return self.open_steps
        return [step for step in self.left if step in self.open_steps] or [
            step for step in (Step.CLOSE,) if step in self.open_steps
        ]

    @property
    def undone(self) -> list[Deadline]:
        """What is due, the next first."""
        return [] if self.incident.phase in ENDED else [one for one in self.deadlines if one.done_at is None]

    @property
    def passed(self) -> list[Deadline]:
        """What should have been done by now."""
        moment = now.now()
        return [one for one in self.undone if one.has_passed(moment)]

    def next_of(self, *whats: str) -> Deadline | None:
        """The next thing of these kinds, done or not."""
        found = [one for one in self.deadlines if one.what in whats]
        return found[0] if found else None

    @property
    def preliminary(self) -> Deadline | None:
        return self.next_of("preliminary", "tell_operator", "decide", "triage")

    @property
    def final(self) -> Deadline | None:
        return self.next_of("final")


def incident_by_id(incident_id: UUID) -> Incident | None:
    return Incident.objects.filter(id=incident_id).first()


def dossier_of(incident: Incident) -> Dossier:
    """All about one incident."""
    steps = sorted(
        incident.steps.select_related("assessment", "report", "notice").all(), key=lambda one: (one.made_at, one.id)
    )
    known_at = next((one.happened_at for one in steps if one.step == Step.KNOW), None)
    found = [one for one in steps if one.step == Step.ASSESS]
    assessed = [assessed_of(one) for one in found]
    entries = [Entry(Step(one.step), one.happened_at) for one in steps]
    phase = Phase(incident.phase)
    course = Course(phase, incident.noticed_at, known_at, assessed, entries)
    standing = rules.standing_of(phase, [entry.step for entry in entries], assessed[-1] if assessed else None)
    triggers = clock.starts(known_at, assessed) if known_at else {}
    newest = found[-1].assessment if found else None
    return Dossier(incident, steps, standing, clock.deadlines(course), known_at, newest, triggers)


def assessed_of(step: IncidentStep) -> Assessed:
    """An assessment, as the clocks read it."""
    row = step.assessment
    triggers = frozenset(Trigger(one) for one in row.triggers)
    return Assessed(step.happened_at, triggers, Role(row.role), row.most, row.is_exempt)


def open_incidents() -> list[Dossier]:
    """What is not closed; what is due first on top."""
    found = [dossier_of(one) for one in Incident.objects.exclude(phase__in=ENDED).order_by("noticed_at")]
    return sorted(found, key=lambda one: one.undone[0].due if one.undone else now.now().replace(year=9999))


def closed_incidents(limit: int = 50) -> QuerySet[Incident]:
    """What is closed, the latest first."""
    return Incident.objects.filter(phase__in=ENDED).order_by("-noticed_at")[:limit]


def pressing_incidents() -> list[Dossier]:
    """What heads the desk: every open incident of which something is due."""
    return [one for one in open_incidents() if one.undone]


def reports_of(incident: Incident) -> QuerySet[IncidentReport]:
    """What was filed, the first first."""
    return IncidentReport.objects.filter(step__incident=incident).select_related("step").order_by("step__made_at")


def report_of(incident: Incident, step_id: UUID) -> IncidentReport | None:
    """One report as it was filed."""
    return reports_of(incident).filter(step=step_id).first()


@dataclass(frozen=True)
class Counted:
    """How many persons are named, and how many of them were told or cannot be."""

    named: int
    told: int
    unreachable: int

    @property
    def waiting(self) -> int:
        return self.named - self.told - self.unreachable


def counted(incident: Incident) -> Counted:
    rows = IncidentPerson.objects.filter(incident=incident)
    return Counted(rows.count(), rows.exclude(told_at=None).count(), rows.filter(is_unreachable=True).count())


def communities_in(ids: Iterable[UUID]) -> list[Site]:
    """Sites by their ids, with their operators."""
    return list(Site.objects.select_related("operator").filter(id__in=list(ids)).order_by("name"))


def persons_reached(communities: Iterable[UUID]) -> QuerySet[Person, UUID]:
    """The ids of all whose data lies on one of these sites."""
    reached = Reach.objects.filter(community__in=list(communities)).values("person")
    return Person.objects.filter(id__in=reached).values_list("id", flat=True)


def officers() -> QuerySet[Person]:
    """The privacy officers."""
    return accounts.desk_staff(Duty.PRIVACY_OFFICER)
