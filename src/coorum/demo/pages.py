"""Titles and bodies from patterns, never the same body twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random

from coorum.demo.grammar import ExhaustedError, Record, Teller
from coorum.demo.library import Case, Library
from coorum.demo.people import Soul
from coorum.demo.rhythm import JST

_FAIRS = {"春": "春の園芸", "夏": "夏の工作", "秋": "秋の木工", "冬": "年末の大そうじ"}
_DAYS = ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜")
_LENGTHS = (0, 1, 1, 2, 2, 2, 3, 3, 4)  # sentences from a case's `more`


class Pages:
    """Writes the posts of one site and remembers what it wrote."""

    def __init__(self, library: Library, rng: Random) -> None:
        self._library = library
        self._rng = rng
        self._titles: set[str] = set()
        self._bodies: set[str] = set()
        self._used: dict[int, int] = {}
        self._worn: Counter[str] = Counter()

    def write(self, case: Case, soul: Soul, at: datetime) -> tuple[Teller, str, str] | None:
        """The teller, a title and a new body, or None if the case has nothing new. A title may repeat if it must."""
        for attempt in range(20):
            teller = Teller(self._finder(case, soul, at), self._rng)
            try:
                title = teller.one_of(case.title)
                if title in self._titles and attempt > 1:
                    title = self._dressed(title, case, teller)
                body = self._body(case, teller, soul)
            except ExhaustedError:
                continue
            if body not in self._bodies and (title not in self._titles or attempt >= 8):
                self._titles.add(title)
                self._bodies.add(body)
                return teller, title, body
        return None

    def _finder(self, case: Case, soul: Soul, at: datetime) -> "_Finder":
        when = at.astimezone(JST)
        season = "冬春夏秋"[when.month % 12 // 3]
        known: dict[str, Record] = {
            "me": {"name": soul.member.display_name},
            "family": {"name": self._rng.choice(soul.family)},
            "town": {"name": soul.town},
            "years": {"name": soul.years},
            "day": {"name": _DAYS[when.weekday()]},
            "season": {"name": season, "fair": _FAIRS[season]},
        }
        return _Finder(self._library.records, case, when.month, known, self._used, self._rng)

    def _dressed(self, title: str, case: Case, teller: Teller) -> str:
        """The same title as somebody else would put it."""
        manner = self._library.asides["dressed"].get(case.board)
        if case.language != "ja" or manner is None:
            return title
        dress = self._rng.choice(self._library.asides["dress"][manner])
        return teller.say(dress.replace("$0", "\0")).replace("\0", title)

    def _body(self, case: Case, teller: Teller, soul: Soul) -> str:
        paragraphs = (self._block(block, case, teller) for block in case.body)
        return soul.voice.say("\n\n".join(text for text in paragraphs if text), self._rng)

    def _block(self, block: list[str] | str, case: Case, teller: Teller) -> str:
        if not isinstance(block, str):
            return teller.one_of(block)
        if block == "+":
            return self._some(case.more, teller)
        if (block == "-" or block.endswith("?")) and self._rng.random() < 0.5:
            return ""
        if block == "-":
            return "\n".join("- " + teller.say(line) for line in case.points)
        lines = enumerate(teller.record(case.subject)[block.removesuffix("?")], 1)
        return "\n".join((f"{number}. " if block.startswith("steps") else "- ") + line for number, line in lines)

    def _some(self, pool: Sequence[str], teller: Teller) -> str:
        """A few of the sentences, those said least so far; lists and headings come last, each by itself."""
        wanted = self._rng.choice(_LENGTHS)
        told: list[str] = []
        for pattern in sorted(pool, key=lambda pattern: self._worn[pattern] + self._rng.random() * 2.5):
            if len(told) == wanted:
                break
            try:
                told += [teller.say(pattern)] if teller.allows(pattern) else []
            except ExhaustedError:
                continue
            self._worn[pattern] += 1
        self._rng.shuffle(told)
        prose = [text for text in told if text[0] not in "#-"]
        breaks = "\n\n" if wanted > 2 and self._rng.random() < 0.5 else "\n" if self._rng.random() < 0.4 else ""
        return "\n\n".join(text for text in (breaks.join(prose), *(text for text in told if text[0] in "#-")) if text)


class _Finder:
    """Chooses what a thread is about, each subject once: of the records that fit, one spoken of least."""

    def __init__(
        self,
        records: dict[str, list[Record]],
        case: Case,
        month: int,
        known: dict[str, Record],
        used: dict[int, int],
        rng: Random,
    ) -> None:
        self._records, self._case, self._month = records, case, month
        self._known, self._used, self._rng = known, used, rng

    def __call__(self, subject: str) -> Record | None:
        if subject not in self._known:
            first = self._known.get(subject.removesuffix("2"))
            records = self._records.get(subject.removesuffix("2"), [])
            fitting = [record for record in records if self._fits(record) and record is not first]
            if not fitting:
                return None
            record = min(fitting, key=lambda record: self._used.get(id(record), 0) + self._rng.random() * 3)
            self._used[id(record)] = self._used.get(id(record), 0) + 1
            self._known[subject] = record
        return self._known[subject]

    def _fits(self, record: Record) -> bool:
        months, roasts = record.get("months"), self._case.only.get("bean")
        in_season = not months or self._month in months
        return in_season and (not roasts or "roast" not in record or record["roast"] in roasts)
