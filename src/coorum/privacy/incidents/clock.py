"""By when what must be done about an incident. No database here.

T0 is the moment at which any department knew. Its date in Japan is day 1, weekends count, and a last day that is a
Saturday, a Sunday, a holiday or from 29 December to 3 January moves to the next day that is none (APPI 26, rule 8;
commission's guideline 3-5-3). Preliminary: about 3 to 5 days; we mean day 3 and hold day 5. Final: day 30, or 60 where
an improper purpose is possible, also together with other triggers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coorum.base import clock as present
from coorum.privacy import calendar
from coorum.privacy.incidents.kinds import FILINGS, Due, Phase, Role, Step, Trigger

TRIAGE = timedelta(hours=24)
REVIEW = timedelta(hours=48)
TARGET_DAY, LAST_DAY = 3, 5
FINAL_DAY, FINAL_DAY_IMPROPER = 30, 60
MANY = 1000


@dataclass(frozen=True)
class Assessed:
    """One assessment: `most` is the largest number of persons it can be; `found_at` when that was learned.

    `is_exempt`: the data were encrypted to the standard that takes them out of the duty (guideline 3-5-3-1).
    """

    found_at: datetime
    triggers: frozenset[Trigger]
    role: Role
    most: int
    is_exempt: bool = False

    @property
    def all_triggers(self) -> frozenset[Trigger]:
        """With the fourth, which is counted and not chosen: an unknown number is its maximum."""
        return self.triggers - {Trigger.MANY} | ({Trigger.MANY} if self.most > MANY else set())

    @property
    def is_reportable(self) -> bool:
        return bool(self.all_triggers) and not self.is_exempt

    @property
    def is_ours(self) -> bool:
        """Whether we report, and tell the persons."""
        return self.is_reportable and self.role in (Role.OWN, Role.BOTH)

    @property
    def is_operators(self) -> bool:
        """Whether the operator must hear of it from us: who tells them in time is released from the rest (26(1) proviso)."""
        return self.is_reportable and self.role in (Role.ENTRUSTED, Role.BOTH)


@dataclass(frozen=True)
class Entry:
    """A step that was taken, and when."""

    step: Step
    at: datetime


@dataclass(frozen=True)
class Course:
    """All that the clocks read of an incident. `known_at` is T0."""

    phase: Phase
    noticed_at: datetime
    known_at: datetime | None = None
    assessments: Sequence[Assessed] = ()
    entries: Sequence[Entry] = ()


@dataclass(frozen=True)
class Deadline:
    """Something to be done before `due`; `target` is the day we mean, where there is one."""

    what: Due
    due: datetime
    target: date | None = None
    done_at: datetime | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is in time, in Japan."""
        return calendar.day_of(self.due - timedelta(seconds=1))

    @property
    def is_over(self) -> bool:
        """Whether it has passed by now."""
        return self.has_passed(present.now())

    @property
    def is_close(self) -> bool:
        """Whether it is near by now."""
        return self.is_near(present.now())

    def has_passed(self, now: datetime) -> bool:
        """Whether it was not done in time, and still is not."""
        return self.done_at is None and now >= self.due

    def is_near(self, now: datetime) -> bool:
        """Whether its target day has come, or it ends within a day."""
        reached = self.target is not None and calendar.day_of(now) >= self.target
        return self.done_at is None and (reached or now >= self.due - timedelta(days=1))


def counted_day(moment: datetime, number: int) -> date:
    """Day `number`, the day of `moment` in Japan being day 1."""
    return calendar.day_of(moment) + timedelta(days=number - 1)


def last_day(moment: datetime, number: int) -> date:
    """Day `number`; where nobody is there to take a report, the next day on which somebody is."""
    day = counted_day(moment, number)
    return day if calendar.is_business_day(day) else calendar.business_days_after(day, 1)


def starts(known_at: datetime, assessments: Sequence[Assessed]) -> dict[Trigger, datetime]:
    """When the clock of each trigger that stands began: at T0, but for a number that later rose above 1,000."""
    found: dict[Trigger, datetime] = {}
    for number, one in enumerate(assessments):
        for trigger in one.all_triggers:
            later = number > 0 and trigger == Trigger.MANY
            found.setdefault(trigger, max(one.found_at, known_at) if later else known_at)
    standing = assessments[-1].all_triggers if assessments else frozenset()
    return {trigger: found[trigger] for trigger in Trigger if trigger in standing}


def deadlines(course: Course) -> list[Deadline]:
    """Everything that is or was due, the next first."""
    return sorted(_deadlines(course), key=lambda one: (one.done_at is not None, one.due))


def _deadlines(course: Course) -> list[Deadline]:
    if course.known_at is None:
        return _undecided(course)
    if not course.assessments:  # until it is assessed, the duty is taken for granted
        return _reports(course, course.known_at, FINAL_DAY)
    newest, began = course.assessments[-1], starts(course.known_at, course.assessments)
    days = FINAL_DAY_IMPROPER if Trigger.IMPROPER in began else FINAL_DAY
    found = []
    for start in sorted(set(began.values())):
        found += _reports(course, start, days) if newest.is_ours else []
        found += [_telling_operator(course, start)] if newest.is_operators else []
    return found + (_persons(course, min(began.values())) if newest.is_ours else [])


def _undecided(course: Course) -> list[Deadline]:
    triaged = _first(course, [Step.TRIAGE])
    if triaged is None:
        return [Deadline(Due.TRIAGE, course.noticed_at + TRIAGE)] if course.phase == Phase.SUSPECTED else []
    decided = _first(course, [Step.AGREE])
    return [_by_day(Due.DECIDE, course.noticed_at, decided)]


def _reports(course: Course, start: datetime, days: int) -> list[Deadline]:
    first = _first(course, FILINGS, since=start)
    final = _first(course, [Step.FILE_FINAL], since=start)
    if final is None and _first(course, [Step.FILE_FINAL]):  # filed before this clock began: a supplement says the rest
        final = _first(course, [Step.SUPPLEMENT], since=start)
    return [
        _by_day(Due.PRELIMINARY, start, first),
        Deadline(Due.FINAL, _end_of(last_day(start, days)), None, final),
    ]


def _telling_operator(course: Course, start: datetime) -> Deadline:
    return _by_day(Due.TELL_OPERATOR, start, _first(course, [Step.TELL_OPERATOR], since=start))


def _persons(course: Course, start: datetime) -> list[Deadline]:
    """The law says "promptly": by the last day of the preliminary report they are told, or it is written down why not."""
    told = _first(course, [Step.TELL_PERSONS, Step.PUBLISH])
    put_off = [entry.at for entry in _standing_entries(course) if entry.step == Step.DEFER]
    answered = min(filter(None, [told, *put_off]), default=None)
    found = [_by_day(Due.PERSONS, start, answered)]
    return found + ([Deadline(Due.REVIEW, max(put_off) + REVIEW)] if put_off and told is None else [])


def _by_day(what: Due, start: datetime, done_at: datetime | None) -> Deadline:
    return Deadline(what, _end_of(last_day(start, LAST_DAY)), counted_day(start, TARGET_DAY), done_at)


def _first(course: Course, steps: Sequence[Step], *, since: datetime | None = None) -> datetime | None:
    """When one of `steps` was first taken, from `since` on."""
    found = [
        entry.at for entry in _standing_entries(course) if entry.step in steps and (not since or entry.at >= since)
    ]
    return min(found, default=None)


def _standing_entries(course: Course) -> Sequence[Entry]:
    """The entries without reports that were withdrawn since."""
    withdrawn = max((n for n, entry in enumerate(course.entries) if entry.step == Step.WITHDRAW), default=-1)
    return [entry for n, entry in enumerate(course.entries) if n > withdrawn or entry.step not in FILINGS]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), calendar.JAPAN)
