"""When somebody is told: decisions without database or clock."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.notices.inbox.kinds import Every, Mail

#: What happened longer ago is nobody's news: talk that is moved in from elsewhere rings no bells.
NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Times:
    """When letters come (models.Rhythm); without a word from the member every evening, Japan time."""

    every: str = Every.DAY
    hour: int = 18
    weekday: int = 4
    zone: str = "Asia/Tokyo"
    quiet_from: int | None = None
    quiet_until: int | None = None

    @property
    def is_ever_quiet(self) -> bool:
        return self.quiet_from is not None and self.quiet_until is not None


USUAL = Times()


@cache
def zones() -> frozenset[str]:
    """The time zones of the world by name. Asked once: each time it is a walk through files."""
    return frozenset(available_timezones())


def ensure_times(times: Times) -> None:
    """Raises `Refused`: `no_zone`, `half_quiet`, `quiet_digest` (with their field)."""
    if times.zone not in zones():
        raise Refused("no_zone", _("Please choose a time zone from the list."), field="zone")
    if (times.quiet_from is None) != (times.quiet_until is None):
        field = "quiet_from" if times.quiet_from is None else "quiet_until"
        raise Refused("half_quiet", _("Quiet hours have a beginning and an end."), field=field)
    if is_quiet(times, times.hour):
        raise Refused("quiet_digest", _("This hour lies in your quiet hours: choose another."), field="hour")


def is_quiet(times: Times, hour: int) -> bool:
    """Whether this hour of the member's day is a quiet one. From ten to ten there is none."""
    begin, end = times.quiet_from, times.quiet_until
    if begin is None or end is None or begin == end:
        return False
    return begin <= hour < end if begin < end else hour >= begin or hour < end


def mail_at(mail: str, times: Times, now: datetime) -> datetime | None:
    """When a notice of this moment is due by letter; None where it is not to come by letter."""
    if mail == Mail.OFF:
        return None
    return next_digest(times, now) if mail == Mail.DIGEST else _not_quiet(times, now)


def next_digest(times: Times, now: datetime) -> datetime:
    """The next time the digest comes, after `now`: the hour as the clocks of that zone show it, whatever they do in between."""
    local = now.astimezone(ZoneInfo(times.zone))
    at = local.replace(hour=times.hour, minute=0, second=0, microsecond=0, fold=0)
    ahead = (times.weekday - at.weekday()) % 7 if times.every == Every.WEEK else 0
    at += timedelta(days=ahead)
    if at.astimezone(UTC) <= now:
        at += timedelta(days=7 if times.every == Every.WEEK else 1)
    return at.astimezone(UTC)


def _not_quiet(times: Times, now: datetime) -> datetime:
    """`now`, or the end of the quiet hours it lies in."""
    if not is_quiet(times, now.astimezone(ZoneInfo(times.zone)).hour):
        return now
    return next_digest(replace(times, every=Every.DAY, hour=times.quiet_until or 0), now)
