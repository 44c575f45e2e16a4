"""How long the organisation room keeps what it wrote down: five years after it is over (obligations b-8).

The database lets none of it go earlier (migrations `steps_stay`, `people_stay`, `premises_stay`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Rule, Unit, Whose, dated, lasting, register
from coorum.organisation.improvement.kinds import State as FindingState
from coorum.organisation.models import (
    Attendance,
    ControlRun,
    Course,
    CourseEnd,
    Device,
    DeviceCheck,
    DeviceReturn,
    Finding,
    FindingStep,
    Processor,
    ProcessorAlarm,
    ProcessorPaper,
    ProcessorStep,
    ProcessorVersion,
    Reminder,
    RoleSnapshot,
    Safeguard,
    SafeguardCheck,
    SafeguardEnd,
)
from coorum.organisation.rules import OVER

FIVE_YEARS = Period(5, Unit.YEARS)
#: Nobody's data but the staff's, known by an id: what names nobody whom a hold could name.
_NOBODY = Whose(nobody=True)


def _processors(limit: datetime) -> QuerySet[Processor]:
    """Those that are over, whose last step and the last day of whose last contract were before the limit."""
    recent = ProcessorStep.objects.filter(processor=OuterRef("id"), made_at__gte=limit)
    day = timezone.localdate(limit)
    running = ProcessorPaper.objects.filter(step__processor=OuterRef("id"), ends_on__gte=day)
    return Processor.objects.filter(~Exists(recent), ~Exists(running), state__in=OVER)


def _findings(limit: datetime) -> QuerySet[Finding]:
    recent = FindingStep.objects.filter(finding=OuterRef("id"), made_at__gte=limit)
    return Finding.objects.filter(~Exists(recent), state=FindingState.MENDED)


def _courses(limit: datetime) -> QuerySet[Course]:
    """Courses that ended before the limit, once nothing says any more that somebody had them."""
    had = Attendance.objects.filter(course=OuterRef("id"))
    return Course.objects.filter(~Exists(had), end__made_at__lt=limit)


def _looks(limit: datetime) -> QuerySet[SafeguardCheck]:
    """Looks after which somebody looked again: the newest stays with its measure."""
    newer = SafeguardCheck.objects.filter(safeguard=OuterRef("safeguard"), made_at__gt=OuterRef("made_at"))
    return SafeguardCheck.objects.filter(Exists(newer), made_at__lt=limit)


def _with(*parts: tuple[type[Model], str]) -> Callable[[QuerySet[Any]], int]:
    """`let_go` for rows with what hangs on them: (table, lookup to the row), the last leaves first."""

    def let_go(rows: QuerySet[Any]) -> int:
        ids = list(rows.values_list("pk", flat=True))
        for model, whose in parts:
            model._default_manager.filter(**{f"{whose}__in": ids}).delete()
        return int(rows.model._default_manager.filter(pk__in=ids).delete()[1].get(rows.model._meta.label, 0))

    return let_go


register(
    Rule(
        id="organisation.processors",
        dataset="organisation.processors",
        tables=[
            "organisation.Processor",
            "organisation.ProcessorVersion",
            "organisation.ProcessorStep",
            "organisation.ProcessorPaper",
            "organisation.ProcessorAlarm",
        ],
        what=_("Processors: what was checked, agreed and reviewed"),
        since=_("the end of the contract, and the last step about it"),
        period=FIVE_YEARS,
        reason=_("To show to whom handling was entrusted, under which contract, and how it was supervised."),
        overdue=_processors,
        let_go=_with(
            (ProcessorPaper, "step__processor"),
            (ProcessorAlarm, "processor"),
            (ProcessorStep, "processor"),
            (ProcessorVersion, "processor"),
        ),
        whose=_NOBODY,
    ),
    Rule(
        id="organisation.attendances",
        dataset="organisation.people",
        tables=["organisation.Attendance"],
        what=_("Who had which course"),
        since=_("the entry"),
        period=FIVE_YEARS,
        reason=_("To show that those who handle data were taught."),
        overdue=dated(Attendance, "made_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="organisation.courses",
        dataset="organisation.people",
        tables=["organisation.Course", "organisation.CourseEnd"],
        what=_("Courses that nobody must have any more"),
        since=_("their end, once nothing says any more who had them"),
        period=FIVE_YEARS,
        reason=_("To show what those who handle data were taught."),
        overdue=_courses,
        let_go=_with((CourseEnd, "course")),
        whose=_NOBODY,
    ),
    Rule(
        id="organisation.devices",
        dataset="organisation.people",
        tables=["organisation.Device", "organisation.DeviceCheck", "organisation.DeviceReturn"],
        what=_("Devices that were given back"),
        since=_("the giving back"),
        period=FIVE_YEARS,
        reason=_("To show on which devices data was handled, and what became of it."),
        overdue=dated(Device, "giving_back__made_at"),
        let_go=_with((DeviceCheck, "device"), (DeviceReturn, "device")),
        whose=Whose(person="holder"),
    ),
    Rule(
        id="organisation.looks",
        dataset="organisation.premises",
        tables=["organisation.SafeguardCheck"],
        what=_("Looks at measures on premises, equipment and rules"),
        since=_("the entry, once a newer look is on record"),
        period=FIVE_YEARS,
        reason=_("To show that the places where data is handled were looked after."),
        overdue=_looks,
        whose=Whose(person="looked_by"),
    ),
    Rule(
        id="organisation.safeguards",
        dataset="organisation.premises",
        tables=["organisation.Safeguard", "organisation.SafeguardCheck", "organisation.SafeguardEnd"],
        what=_("Measures on premises, equipment and rules that ended"),
        since=_("their end"),
        period=FIVE_YEARS,
        reason=_("To show that the places where data is handled were looked after."),
        overdue=dated(Safeguard, "end__made_at"),
        let_go=_with((SafeguardCheck, "safeguard"), (SafeguardEnd, "safeguard")),
        whose=Whose(person="checks__looked_by"),
    ),
    Rule(
        id="organisation.snapshots",
        dataset="organisation.people",
        tables=["organisation.RoleSnapshot"],
        what=_("The monthly picture of who had which duty, in numbers"),
        since=_("the month"),
        period=FIVE_YEARS,
        reason=_("To show that somebody was responsible all along."),
        overdue=dated(RoleSnapshot, "made_at"),
        whose=_NOBODY,
    ),
    Rule(
        id="organisation.reminders",
        dataset="organisation.people",
        tables=["organisation.Reminder"],
        what=_("Which reminders our staff got"),
        since=_("the letter"),
        period=Period(1, Unit.YEARS),
        reason=_("So that nobody is reminded twice of the same day."),
        overdue=dated(Reminder, "told_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="organisation.findings",
        dataset="organisation.findings",
        tables=["organisation.Finding", "organisation.FindingStep"],
        what=_("What was found wanting, and mended"),
        since=_("the last step about it"),
        period=FIVE_YEARS,
        reason=_("To show that what was found wanting was mended."),
        overdue=_findings,
        let_go=_with((FindingStep, "finding")),
        whose=Whose(person="owner"),
    ),
    Rule(
        id="organisation.control_runs",
        dataset="organisation.findings",
        tables=["organisation.ControlRun"],
        what=_("Rounds of proofs, in numbers"),
        since=_("the round"),
        period=FIVE_YEARS,
        reason=_("To show that we looked, and how often."),
        overdue=dated(ControlRun, "made_at"),
        whose=_NOBODY,
    ),
)
lasting("organisation.processors", _("as long as the contract; what we know of countries, as long as the service"))
lasting("organisation.people", _("as long as the course is given, or the device is in use"))
lasting("organisation.premises", _("as long as the measure is in use"))
lasting("organisation.findings", _("as long as the matter is open"))
