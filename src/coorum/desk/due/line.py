"""One matter that waits, as the first page shows it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Line:
    """`href` is its page. `day` is the last day on which it is in time; None: at once, since it should never be so.

    `number` and its `unit` say how many there are, `at` since when.
    """

    href: str
    title: str
    icon: str
    facts: tuple[str, ...] = ()
    day: date | None = None
    is_late: bool = False
    at: datetime | None = None
    number: int | None = None
    unit: str = ""

    def presses_on(self, today: date) -> bool:
        """Whether it is to be done today."""
        return self.is_late or self.day is None or self.day <= today
