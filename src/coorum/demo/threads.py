"""Threads told from patterns: which case comes when, who writes, who answers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from coorum.demo.grammar import ExhaustedError, Record, Teller
from coorum.demo.kinds import Comment, Post
from coorum.demo.library import Case, Library
from coorum.demo.people import Soul
from coorum.demo.pictures.gallery import Picture
from coorum.demo.rhythm import JST, Rhythm, weighted

_ARROW = " => "
_STAFF = "staff: "
_DAYS = ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜")


def _fits(record: Record, case: Case, month: int) -> bool:
    months, board = record.get("months"), record.get("board")
    roasts = case.only.get("bean")
    return (
        (not months or month in months)
        and (not board or board == case.board)
        and (not roasts or "roast" not in record or record["roast"] in roasts)
    )


@dataclass(slots=True)
class Thread:
    """A post and what was said under it."""

    post: Post
    comments: list[Comment] = field(default_factory=list)
    warmth: float = 1.0  # how well it was received; likes follow it


class Room:
    """The members of one site as writers: who could be here at a moment, and who then speaks."""

    def __init__(self, souls: Sequence[Soul], rng: Random) -> None:
        self._souls = sorted(souls, key=lambda soul: soul.member.joined_at)
        self._joined = [soul.member.joined_at for soul in self._souls]
        self._zeal = list(accumulate(soul.zeal for soul in self._souls))
        self._rng = rng

    def someone(self, moment: datetime, without: Iterable[str] = (), *, language: str = "") -> Soul:
        """A member who had joined by then; those with more zeal come more often."""
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


class Narrator:
    """Writes the threads of one site."""

    def __init__(self, library: Library, room: Room, office: Sequence[Soul], rhythm: Rhythm, rng: Random) -> None:
        self._library = library
        self._room = room
        self._office = office
        self._rhythm = rhythm
        self._rng = rng
        self._titles: set[str] = set()
        self._bodies: set[str] = set()
        self._lines: dict[str, int] = {}  # what was said, and as which comment
        self._count = 0
        self._told: dict[int, int] = {}
        self._worn: Counter[str] = Counter()
        self._used: dict[int, int] = {}

    def threads(self, board: dict[str, object], count: int, *, before: datetime) -> list[Thread]:
        """That many threads of one board in the order of time."""
        slug = str(board["slug"])
        if slug == "hello":
            starts = sorted(
                ((self._hello(soul, before), soul) for soul in self._room.newcomers(count)), key=lambda start: start[0]
            )
            return [
                self._thread(slug, number, self._case(slug, at), soul, at) for number, (at, soul) in enumerate(starts)
            ]
        hours = "staff" if board["postable_by"] == "staff" else ""
        moments = self._rhythm.moments(count, before=before, hours=hours)
        cases = [self._case(slug, at) for at in moments]
        return [
            self._thread(slug, number, case, self._author(board, case, at), at)
            for number, (case, at) in enumerate(zip(cases, moments, strict=True))
        ]

    def _hello(self, soul: Soul, before: datetime) -> datetime:
        return min(self._rhythm.after(soul.member.joined_at, timedelta(hours=self._rng.expovariate(0.1))), before)

    def _author(self, board: dict[str, object], case: Case, at: datetime) -> Soul:
        if board["postable_by"] == "staff":
            return self._office[self._rng.choice((0, 1, 1, 1, 2))]
        return self._room.someone(at, language=case.language)

    def _case(self, board: str, at: datetime) -> Case:
        """The case least told for its weight, among those of the season."""
        month = at.astimezone(JST).month
        open_ = [case for case in self._library.cases[board] if not case.months or month in case.months]
        chosen = min(open_, key=lambda case: (self._told.get(id(case), 0) + self._rng.random() * 0.9) / case.weight)
        self._told[id(chosen)] = self._told.get(id(chosen), 0) + 1
        return chosen

    def _thread(self, board: str, number: int, case: Case, soul: Soul, at: datetime) -> Thread:
        site = self._library.slug
        at = self._hour(case, at)
        for attempt in range(24):
            teller = self._teller(case, soul, at)
            try:
                title = teller.one_of(case.title)
                if title in self._titles and attempt > 1:
                    title = self._dressed(title, case, teller)
                body = self._body(case, teller, soul)
            except ExhaustedError:
                continue
            stale = title in self._titles and attempt < 8
            if not stale and body not in self._bodies:
                break
        else:
            raise ValueError(f"no new body for: {case.title[0]}")
        self._titles.add(title)
        self._bodies.add(body)
        post = Post(
            f"{site}/{board}/{number}",
            site,
            board,
            soul.member.key,
            title,
            body,
            self._cover(case, teller),
            (),
            at,
            case.language,
            is_hero=False,
        )
        thread = Thread(
            post, warmth=self._rng.lognormvariate(0, 0.7) * (1.4 if post.cover else 1) * (1.3 if board == "news" else 1)
        )
        teller.posted()
        self._discuss(thread, case, teller, soul)
        return thread

    def _dressed(self, title: str, case: Case, teller: Teller) -> str:
        """The same title as somebody else would put it."""
        manner = self._library.asides["dressed"].get(case.board)
        if case.language != "ja" or manner is None:
            return title
        dress = self._rng.choice(self._library.asides["dress"][manner])
        return teller.say(dress.replace("$0", "\0")).replace("\0", title)

    def _hour(self, case: Case, at: datetime) -> datetime:
        """Breakfast is told in the morning: the same day, in the case's hours."""
        if not case.hours or at.astimezone(JST).hour in range(*case.hours):
            return at
        return at.astimezone(JST).replace(hour=self._rng.randrange(*case.hours))

    def _teller(self, case: Case, soul: Soul, at: datetime) -> Teller:
        when = at.astimezone(JST)
        chosen: dict[str, Record] = {
            "me": {"name": soul.member.display_name},
            "family": {"name": self._rng.choice(soul.family)},
            "town": {"name": soul.town},
            "years": {"name": soul.years},
            "day": {"name": _DAYS[when.weekday()]},
        }

        def find(subject: str) -> Record | None:
            if subject not in chosen:
                records = self._library.records.get(subject.removesuffix("2"), [])
                fitting = [
                    record
                    for record in records
                    if _fits(record, case, when.month) and record is not chosen.get(subject.removesuffix("2"))
                ]
                if not fitting:
                    return None
                record = min(fitting, key=lambda record: self._used.get(id(record), 0) + self._rng.random() * 3)
                self._used[id(record)] = self._used.get(id(record), 0) + 1
                chosen[subject] = record
            return chosen[subject]

        return Teller(find, self._rng)

    def _cover(self, case: Case, teller: Teller) -> Picture | None:
        if not case.cover or self._rng.random() > 0.34:
            return None
        motives = teller.record(case.subject)["cover"] if case.cover == ["@"] else case.cover
        return Picture("cover", self._rng.choice(list(motives)), self._rng.randrange(6))

    def _body(self, case: Case, teller: Teller, soul: Soul) -> str:
        paragraphs: list[str] = []
        for block in case.body:
            text = self._block(block, case, teller)
            if text:
                paragraphs.append(text)
        return soul.voice.say("\n\n".join(paragraphs), self._rng)

    def _block(self, block: list[str] | str, case: Case, teller: Teller) -> str:
        if block == "+":
            return self._some(case.more, teller)
        if block == "-":
            if not case.points or self._rng.random() < 0.5:
                return ""
            return "\n".join("- " + teller.say(line) for line in case.points)
        if isinstance(block, str):
            if block.endswith("?") and self._rng.random() < 0.5:
                return ""
            block = block.removesuffix("?")
            record = teller.record(case.subject)
            mark = (lambda n: f"{n}. ") if block == "steps" else (lambda _: "- ")
            return "\n".join(mark(n) + line for n, line in enumerate(record[block], 1))
        return teller.one_of(block)

    def _some(self, pool: Sequence[str], teller: Teller) -> str:
        wanted = self._rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))
        told: list[str] = []
        for pattern in sorted(pool, key=lambda pattern: self._worn[pattern] + self._rng.random() * 2.5):
            if len(told) == wanted:
                break
            if not teller.allows(pattern):
                continue
            try:
                told.append(teller.say(pattern))
            except ExhaustedError:
                continue
            self._worn[pattern] += 1
        self._rng.shuffle(told)
        blocks = [text for text in told if text[0] in "#-"]
        prose = [text for text in told if text[0] not in "#-"]
        breaks = "\n\n" if wanted > 2 and self._rng.random() < 0.5 else "\n" if self._rng.random() < 0.4 else ""
        return "\n\n".join(text for text in (breaks.join(prose), *blocks) if text)

    def _discuss(self, thread: Thread, case: Case, teller: Teller, author: Soul) -> None:
        asides = self._library.asides
        lively = len(case.answers)
        wanted = min(lively + 1, int(self._rng.lognormvariate(1.42, 0.72) * min(1.4, 0.7 + thread.warmth * 0.3)))
        pool = [
            self._around(answer, case) for answer in self._rng.sample(case.answers, lively) if teller.allows(answer)
        ][:wanted]
        extra = asides["asides"].get(case.board, []) if case.language == "ja" else []
        for aside in self._rng.sample(extra, min(len(extra), self._rng.choice((0, 1, 1, 2)))):
            if teller.allows(aside):
                pool.insert(self._rng.randint(0, len(pool)), aside)
        if case.staff_answers:
            pool.insert(min(1, len(pool)), _STAFF + self._rng.choice(case.staff_answers))
        said = [self._exchange(thread, pattern, case, teller, author) for pattern in pool]
        later = [pattern for pattern in case.later if teller.allows(pattern)]
        if later and sum(said) > 2 and self._rng.random() < 0.45:
            last = max(comment.at for comment in thread.comments)
            self._speak(
                thread, None, author, later, teller, self._rhythm.after(last, timedelta(hours=self._rng.uniform(8, 90)))
            )

    def _exchange(self, thread: Thread, pattern: str, case: Case, teller: Teller, author: Soul) -> bool:
        """One comment and what follows under it. False if nothing could be said."""
        staffed = pattern.startswith(_STAFF)
        try:
            parts = (teller.say(pattern) if pattern.endswith(".ask") else pattern.removeprefix(_STAFF)).split(_ARROW)
        except ExhaustedError:
            return False
        post = thread.post
        lag = timedelta(hours=self._rng.lognormvariate(1.6, 1.5))
        at = self._rhythm.after(post.at, lag)
        speaker = (
            self._office[1]
            if staffed
            else self._room.someone(
                at,
                {comment.author for comment in thread.comments} | {post.author},
                language="ja" if case.language == "ja" else "",
            )
        )
        first = self._speak(thread, None, speaker, parts[:1], teller, at)
        if first is None:
            return False
        replies = parts[1:]
        if not replies and self._rng.random() < 0.22 and case.language == "ja":
            thanks = self._library.asides["thanks"]
            replies = [
                self._rng.choice(
                    thanks[
                        "staff"
                        if author in self._office
                        else "any"
                        if case.board in self._library.asides["asked"]
                        else "chat"
                    ]
                )
            ]
        elif replies and self._rng.random() < (0.02 if "？" in parts[0] else 0.2) and author not in self._office:
            replies = []
        for turn, reply in enumerate(replies):
            at = self._rhythm.after(at, timedelta(hours=self._rng.lognormvariate(0.9, 1.2)))
            if self._speak(thread, first.key, (author, speaker)[turn % 2], [reply], teller, at) is None:
                break
        return True

    def _around(self, pattern: str, case: Case) -> str:
        """An answer to a question, begun or ended as people do."""
        asides = self._library.asides
        if pattern[0] in "@?$" or case.language != "ja" or case.board not in asides["asked"]:
            return pattern
        answer, arrow, rest = pattern.partition(_ARROW)
        if self._rng.random() < 0.2:
            answer = self._rng.choice(asides["openers"]) + answer
        if self._rng.random() < 0.18 and answer.endswith("。"):
            answer += self._rng.choice(asides["closers"])
        return answer + arrow + rest

    def _speak(
        self, thread: Thread, parent: str | None, speaker: Soul, patterns: Sequence[str], teller: Teller, at: datetime
    ) -> Comment | None:
        for attempt in range(6):
            try:
                text = speaker.voice.say(teller.say(self._rng.choice(patterns)), self._rng, loose=attempt > 0)
            except ExhaustedError:
                continue
            if attempt > 1 and parent is not None and thread.post.language == "ja" and "ありがとう" not in text[:16]:
                text = self._rng.choice(self._library.asides["thanks"]["lead"]) + text
            if self._is_worn(text) and (parent is None or attempt < 5):
                continue
            if all(text != other.body for other in thread.comments):
                self._count += 1
                self._lines[text] = self._count
                comment = Comment(
                    f"{thread.post.key}/{len(thread.comments)}", thread.post.key, parent, speaker.member.key, text, at
                )
                thread.comments.append(comment)
                return comment
        return None

    def _is_worn(self, text: str) -> bool:
        """Long sentences are said once; short ones again after a while."""
        said = self._lines.get(text)
        return said is not None and (len(text) > 24 or self._count - said < 80)
