"""The members of a site as writers: who could be here at a moment, and who then speaks."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from random import Random

from coorum.demo.people import Soul
from coorum.demo.rhythm import weighted


class Crowd:
    """Those of one site who write; those with more zeal come more often."""

    def __init__(self, souls: Sequence[Soul], rng: Random) -> None:
        self._souls = sorted(souls, key=lambda soul: soul.member.joined_at)
        self._joined = [soul.member.joined_at for soul in self._souls]
        self._zeal = list(accumulate(soul.zeal for soul in self._souls))
        self._rng = rng

    def someone(self, moment: datetime, without: Iterable[str] = (), *, language: str = "") -> Soul:
        """A member who had joined by then and is not among the `without` keys; `language` empty means any."""
        here = max(1, bisect_left(self._joined, moment))
        shut = set(without)
        for _ in range(60):
            soul = self._souls[weighted(self._rng, self._zeal[:here])]
            if soul.member.key not in shut and language in ("", soul.language):
                return soul
        return next((soul for soul in self._souls[:here] if soul.member.key not in shut), self._souls[0])

    def newcomers(self, count: int) -> list[Soul]:
        """That many members, spread over the years, who introduce themselves."""
        able = [soul for soul in self._souls if soul.language == "ja"]
        chosen = sorted(self._rng.sample(range(len(able)), min(count, len(able))))
        return [able[place] for place in chosen]
