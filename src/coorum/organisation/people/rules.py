"""When training and devices are due again. No database and no clock here; days are days in Japan."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

#: By when who is new must have had a course.
FIRST_WITHIN = timedelta(days=30)
#: How late something may be before the promise counts as broken; until then it is at risk.
GRACE = timedelta(days=30)
#: How long before a day one is reminded: the second time with some urgency. 0: it has passed.
AHEAD = (30, 7, 0)
DEVICE_MONTHS = 12


class Lateness(Enum):
    """How a day stands today."""

    QUIET = "quiet"
    NEAR = "near"
    PASSED = "passed"
    LONG_PASSED = "long_passed"


@dataclass(frozen=True)
class Day:
    """Something to be done through the day `due`, seen from `today`."""

    due: date
    today: date

    @property
    def lateness(self) -> Lateness:
        if self.today > self.due + GRACE:
            return Lateness.LONG_PASSED
        if self.today > self.due:
            return Lateness.PASSED
        return Lateness.NEAR if self.today >= self.due - timedelta(days=AHEAD[0]) else Lateness.QUIET

    @property
    def has_passed(self) -> bool:
        return self.today > self.due

    @property
    def is_near(self) -> bool:
        """Whether it is due within thirty days, or was."""
        return self.lateness is not Lateness.QUIET


def stage_of(day: Day) -> int | None:
    """Which reminder it is time for: 30 or 7 days before, 0 once the day has passed, None where it is too early."""
    left = (day.due - day.today).days
    if left < 0:
        return 0
    return next((days for days in sorted(AHEAD[:-1]) if left <= days), None)
