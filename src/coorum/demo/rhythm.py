"""When people write: over eighteen months, busier from month to month, by weekday and hour."""

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from random import Random

JST = timezone(timedelta(hours=9))
SPAN = timedelta(days=548)

# Weight of each weekday (Monday first) and of each hour, for people at home and people at work.
_WEEK = {"home": (1.0, 0.95, 1.0, 1.0, 1.05, 1.5, 1.7), "office": (1.2, 1.3, 1.25, 1.2, 1.0, 0.06, 0.03)}
_HOURS = {
    "home": (2, 1, 0, 0, 0, 2, 5, 8, 7, 6, 6, 5, 7, 6, 6, 8, 6, 5, 5, 6, 9, 11, 10, 6),
    "office": (0, 0, 0, 0, 0, 0, 1, 2, 7, 11, 11, 9, 5, 10, 10, 9, 9, 6, 3, 1, 1, 0, 0, 0),
    "staff": (0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 9, 8, 2, 7, 8, 6, 4, 0, 0, 0, 0, 0, 0, 0),
}


class Rhythm:
    """The moments of one community, all before `until`."""

    def __init__(self, kind: str, until: datetime, rng: Random) -> None:
        self._kind = kind
        self._rng = rng
        self.until = until
        self._start = (until - SPAN).astimezone(JST).replace(hour=0, minute=0, second=0, microsecond=0)
        days = (until - self._start).days + 1
        week = _WEEK[kind]
        weights = [week[(self._start + timedelta(days=n)).weekday()] * (0.45 + 1.35 * n / days) for n in range(days)]
        self._days = list(accumulate(weights))

    def moments(self, count: int, *, before: datetime, hours: str = "") -> list[datetime]:
        """That many moments in order, spread as people write; none after `before`."""
        found: list[datetime] = []
        while len(found) < count:
            day = bisect(self._days, self._rng.random() * self._days[-1])
            moment = self._at(self._start + timedelta(days=day), hours or self._kind)
            if moment < before:
                found.append(moment)
        return sorted(found)

    def after(self, moment: datetime, lag: timedelta) -> datetime:
        """Some `lag` later, moved out of the night and, at work, out of the weekend; before `until`, after `moment`."""
        wanted = (moment + lag).astimezone(JST)
        if wanted.hour < 6 and self._kind == "home":
            wanted += timedelta(hours=7, minutes=self._rng.randint(0, 90))
        if self._kind == "office":
            wanted = self._working(wanted)
        if wanted < self.until:
            return wanted
        room = (self.until - moment).total_seconds()
        return moment + timedelta(seconds=room * self._rng.uniform(0.05, 0.95))

    def back(self, awake: timedelta) -> datetime:
        """The moment from which people have been awake, or at work, for this long until now."""
        moment, spent, step = self.until.astimezone(JST), timedelta(), timedelta(minutes=10)
        while spent < awake or not self._is_open(moment):
            moment -= step
            spent += step if self._is_open(moment) else timedelta()
        return moment - timedelta(seconds=self._rng.randrange(500))

    def near(self, moment: datetime) -> datetime:
        """The latest moment not after this one at which somebody could have written."""
        while not self._is_open(moment):
            moment -= timedelta(minutes=self._rng.randint(31, 59))
        return moment

    def _is_open(self, moment: datetime) -> bool:
        return bool(_HOURS[self._kind][moment.hour]) and (self._kind != "office" or moment.weekday() < 5)

    def _at(self, day: datetime, hours: str) -> datetime:
        hour = self._rng.choices(range(24), weights=_HOURS[hours])[0]
        return day + timedelta(hours=hour, seconds=self._rng.randrange(3600))

    def _working(self, moment: datetime) -> datetime:
        if moment.hour >= 19 or moment.hour < 8:
            moment = moment.replace(hour=8, minute=self._rng.randrange(60)) + timedelta(
                days=moment.hour >= 19, hours=self._rng.randrange(3)
            )
        while moment.weekday() > 4:
            moment += timedelta(days=1)
        return moment


def weighted(rng: Random, cumulative: Sequence[float]) -> int:
    """An index drawn by cumulative weights."""
    return min(bisect(cumulative, rng.random() * cumulative[-1]), len(cumulative) - 1)
