"""Days as the desk counts them: in Japan, where a day begins at 15:00 UTC; business days know the holidays.

No deadline here is a statutory number of days: the law says "without delay", the targets are ours. What the law counts is
the fortnight after which a suit may follow (APPI 39): it runs from arrival, on every day, and nothing stops it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
TARGET = 10
RISK = 14
FEE = timedelta(days=14)
IDENTITY = timedelta(days=7)
CURE = timedelta(days=30)
REMIND_IDENTITY = timedelta(days=3)
REMIND_FEE = timedelta(days=7)
#: How long a package can be fetched, and how long a delivered case waits for a word before it is closed.
PACKAGE = timedelta(days=14)
#: What an erasure tells the person of how long a case stays: three years and never a day less (obligations b-4).
CASES_KEPT = timedelta(days=3 * 366)


def day_of(moment: datetime) -> date:
    """The date in Japan at that moment."""
    return moment.astimezone(JAPAN).date()


def is_business_day(day: date) -> bool:
    """Neither a weekend, nor a holiday, nor between 29 December and 3 January."""
    import jpholiday  # read when first asked: it holds the calendar of a century

    is_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not is_new_year and not jpholiday.is_holiday(day)


def business_days_after(day: date, count: int) -> date:
    """The `count`-th business day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day


def receipt_due(received_at: datetime) -> date:
    """By when the receipt is confirmed: one business day."""
    return business_days_after(day_of(received_at), 1)


def risk_day(received_at: datetime) -> date:
    """The last day before a suit may follow: D0 + 14, whoever's turn it is."""
    return day_of(received_at) + timedelta(days=RISK)


def target_day(received_at: datetime, pauses: Iterable[tuple[datetime, datetime]]) -> date:
    """Our own target, D0 + 10, later by as long as it was the person's turn; never later than the risk clock allows
    us to hide: both are shown."""
    waited = sum((end - start for start, end in pauses), timedelta())
    return day_of(received_at + timedelta(days=TARGET) + waited)
