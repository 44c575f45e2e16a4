"""Days as a case counts them: in Japan, where a day begins at 15:00 UTC, and whole: a period ends with its last day.

The day of the event is not counted (Civil Code 140): what was asked on the 1st with seven days may be answered until the 8th,
23:59. Seven days for the author, and for the answer to a claim, are those of the 情プラ法; two where the picture is intimate
(リベンジポルノ防止法 4) or the words are about a candidate in an election (公職選挙法 142-6 and after).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coorum.moderation.kinds import Kind

JAPAN = ZoneInfo("Asia/Tokyo")
OBJECTION, SHORT_OBJECTION = 7, 2
ANSWER = 7
#: How much later an answer may be where it was said why.
MORE = 14
APPEAL = 14
#: By when somebody looks again.
SECOND_LOOK = 14


def day_of(moment: datetime) -> date:
    """The date in Japan at that moment."""
    return moment.astimezone(JAPAN).date()


def end_after(moment: datetime, days: int) -> datetime:
    """The end of the `days`-th day after the day of `moment`: the first instant that is too late."""
    return datetime.combine(day_of(moment) + timedelta(days=days + 1), time(), JAPAN)


def objection_days(kind: Kind, *, in_election: bool) -> int:
    """How many days the author has to object."""
    return SHORT_OBJECTION if in_election or kind == Kind.INTIMATE else OBJECTION


def last_day(end: datetime) -> date:
    """The last day of a period that ends at `end`, as people say it."""
    return day_of(last_moment(end))


def last_moment(end: datetime) -> datetime:
    """The last instant of a period that ends at `end`."""
    return end - timedelta(microseconds=1)
