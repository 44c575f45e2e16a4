"""Threads told from patterns: which case comes when, and who begins it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from coorum.demo.crowd import Crowd
from coorum.demo.grammar import Teller
from coorum.demo.kinds import Post
from coorum.demo.library import Case, Library
from coorum.demo.pages import Pages
from coorum.demo.people import Soul
from coorum.demo.pictures.gallery import Picture
from coorum.demo.rhythm import JST, Rhythm
from coorum.demo.talks import Talks, Thread, Turn

_WITH_COVER = 0.34
_LOOKS = 4  # different pictures of a motive


class Narrator:
    """Writes the threads of one site."""

    def __init__(self, library: Library, souls: Sequence[Soul], office: Sequence[Soul], rhythm: Rhythm, rng: Random):
        self._library = library
        self._crowd = Crowd(souls, rng)
        self._office = office
        self._rhythm = rhythm
        self._rng = rng
        self._pages = Pages(library, rng)
        self._talks = Talks(library, self._crowd, office, rhythm, rng)
        self._told: dict[int, int] = {}

    def threads(self, board: dict[str, Any], *, before: datetime) -> list[Thread]:
        """As many threads as the board is to have, in the order of time."""
        slug, count = board["slug"], board["posts"]
        if slug == "hello":
            starts = [(self._hello(soul, before), soul) for soul in self._crowd.newcomers(count)]
            told = [(at, soul, self._case(slug, at)) for at, soul in sorted(starts, key=lambda start: start[0])]
        else:
            hours = "staff" if board["postable_by"] == "staff" else ""
            told = []
            for at in self._rhythm.moments(count, before=before, hours=hours):
                case = self._case(slug, at)
                told.append((at, self._author(board, case, at), case))
        return [self._thread(slug, number, *start) for number, start in enumerate(told)]

    def _hello(self, soul: Soul, before: datetime) -> datetime:
        return min(self._rhythm.after(soul.member.joined_at, timedelta(hours=self._rng.expovariate(0.1))), before)

    def _author(self, board: dict[str, Any], case: Case, at: datetime) -> Soul:
        if board["postable_by"] == "staff":
            return self._office[self._rng.choice((0, 1, 1, 1, 2))]
        return self._crowd.someone(at, language=case.language)

    def _case(self, board: str, at: datetime) -> Case:
        """The case least told for its weight, among those of the season."""
        month = at.astimezone(JST).month
        fitting = [case for case in self._library.cases[board] if not case.months or month in case.months]
        chosen = min(fitting, key=lambda case: (self._told.get(id(case), 0) + self._rng.random() * 0.9) / case.weight)
        self._told[id(chosen)] = self._told.get(id(chosen), 0) + 1
        return chosen

    def _thread(self, board: str, number: int, at: datetime, soul: Soul, case: Case) -> Thread:
        at = self._hour(case, at)
        case, (teller, title, body) = self._told_by(soul, case, at)
        post = Post(
            key=f"{self._library.slug}/{board}/{number}",
            site=self._library.slug,
            board=board,
            author=soul.member.key,
            title=title,
            body=body,
            cover=self._cover(case, teller),
            inline=(),
            at=at,
            language=case.language,
            is_hero=False,
            decided=(decided := case.decided[number % len(case.decided)] if case.decided else ""),
            decided_by=self._office[1].member.key if decided else "",
        )
        shine = (1.4 if post.cover else 1) * (1.3 if board == "news" else 1)
        thread = Thread(post, warmth=self._rng.lognormvariate(0, 0.7) * shine)
        teller.posted()
        self._talks.discuss(Turn(thread, case, teller, soul))
        return thread

    def _told_by(self, soul: Soul, case: Case, at: datetime) -> tuple[Case, tuple[Teller, str, str]]:
        """The case, or another of its board if it has nothing new to say. Raises ValueError if none has."""
        others = [
            other
            for other in self._library.cases[case.board]
            if other.language == case.language and not other.months and not other.hours
        ]
        for told in (case, *self._rng.sample(others, len(others))):
            if page := self._pages.write(told, soul, at):
                return told, page
        raise ValueError(f"{self._library.slug}/{case.board} has nothing new to say")

    def _hour(self, case: Case, at: datetime) -> datetime:
        """Breakfast is told in the morning: the same day, in the case's hours."""
        if not case.hours or at.astimezone(JST).hour in range(*case.hours):
            return at
        return at.astimezone(JST).replace(hour=self._rng.randrange(*case.hours))

    def _cover(self, case: Case, teller: Teller) -> Picture | None:
        if not case.cover or self._rng.random() > _WITH_COVER:
            return None
        motives = list(teller.record(case.subject)["cover"] if case.cover == ["@"] else case.cover)
        return Picture("cover", self._rng.choice(motives), self._rng.randrange(_LOOKS))
