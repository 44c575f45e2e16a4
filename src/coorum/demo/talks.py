"""What is said under a post: answers, thanks, second words; nothing long said twice on one site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from coorum.demo.crowd import Crowd
from coorum.demo.grammar import ExhaustedError, Teller
from coorum.demo.kinds import Comment, Post
from coorum.demo.library import Case, Library
from coorum.demo.people import Soul
from coorum.demo.rhythm import Rhythm

_ARROW = " => "
_STAFF = "staff: "
_THANKING = re.compile("ありがと|うれし|嬉し|ふふ|コメント|感謝|照れ")
_UNFINISHED = re.compile("[ぁ-んァ-ヶ一-龥]$")


@dataclass(slots=True)
class Thread:
    """A post and what was said under it."""

    post: Post
    comments: list[Comment] = field(default_factory=list)
    warmth: float = 1.0  # how well it was received; likes follow it


@dataclass(frozen=True, slots=True)
class Turn:
    """What a conversation is about while it is told."""

    thread: Thread
    case: Case
    teller: Teller
    author: Soul


class Talks:
    """Tells the comments of one site and remembers what was said."""

    def __init__(self, library: Library, crowd: Crowd, office: Sequence[Soul], rhythm: Rhythm, rng: Random) -> None:
        self._asides = library.asides
        self._crowd = crowd
        self._office = office
        self._rhythm = rhythm
        self._rng = rng
        self._said: dict[str, int] = {}  # a text, and as which comment it was said last
        self._count = 0

    def discuss(self, turn: Turn) -> None:
        """Let people comment on the thread."""
        told = [self._exchange(turn, pattern) for pattern in self._patterns(turn)]
        later = [pattern for pattern in turn.case.later if turn.teller.allows(pattern)]
        if later and sum(told) > 2 and self._rng.random() < 0.45:
            last = max(comment.at for comment in turn.thread.comments)
            at = self._rhythm.after(last, timedelta(hours=self._rng.uniform(8, 90)))
            self._speak(turn, None, turn.author, later, at)

    def _patterns(self, turn: Turn) -> list[str]:
        """Which answers come, how many, and what passers-by and staff add."""
        case, rng = turn.case, self._rng
        wanted = int(rng.lognormvariate(1.42, 0.72) * min(1.4, 0.7 + turn.thread.warmth * 0.3))
        answers = [answer for answer in rng.sample(case.answers, len(case.answers)) if turn.teller.allows(answer)]
        pool = [self._around(answer, case) for answer in answers[:wanted]]
        asides = self._asides["asides"].get(case.board, []) if case.language == "ja" else []
        for aside in rng.sample(asides, min(len(asides), rng.choice((0, 1, 1, 2)))):
            if turn.teller.allows(aside):
                pool.insert(rng.randint(0, len(pool)), aside)
        if case.staff_answers:
            pool.insert(min(1, len(pool)), _STAFF + rng.choice(case.staff_answers))
        return pool

    def _around(self, pattern: str, case: Case) -> str:
        """An answer to a question, begun or ended as people do."""
        if pattern[0] in "@?$" or case.language != "ja" or case.board not in self._asides["asked"]:
            return pattern
        answer, arrow, rest = pattern.partition(_ARROW)
        if self._rng.random() < 0.2:
            answer = self._rng.choice(self._asides["openers"]) + answer
        if self._rng.random() < 0.18 and answer.endswith("。"):
            answer += self._rng.choice(self._asides["closers"])
        return answer + arrow + rest

    def _exchange(self, turn: Turn, pattern: str) -> bool:
        """One comment and what follows under it. False if nothing could be said."""
        try:
            spoken = turn.teller.say(pattern) if pattern.endswith(".ask") else pattern.removeprefix(_STAFF)
        except ExhaustedError:
            return False
        comment, *replies = spoken.split(_ARROW)
        at = self._rhythm.after(turn.thread.post.at, timedelta(hours=self._rng.lognormvariate(1.6, 1.5)))
        speaker = self._office[1] if pattern.startswith(_STAFF) else self._passer_by(turn, at)
        first = self._speak(turn, None, speaker, [comment], at)
        if first is None:
            return False
        for number, reply in enumerate(self._replies(turn, pattern, comment, replies)):
            at = self._rhythm.after(at, timedelta(hours=self._rng.lognormvariate(0.9, 1.2)))
            if self._speak(turn, first.key, (turn.author, speaker)[number % 2], [reply], at) is None:
                break
        return True

    def _passer_by(self, turn: Turn, at: datetime) -> Soul:
        """Somebody who has not spoken here yet. In English threads everybody tries."""
        spoken = {comment.author for comment in turn.thread.comments} | {turn.thread.post.author}
        return self._crowd.someone(at, spoken, language="ja" if turn.case.language == "ja" else "")

    def _replies(self, turn: Turn, pattern: str, comment: str, replies: list[str]) -> list[str]:
        """The written replies, sometimes left out, or a word of thanks where none is written."""
        is_staff = turn.author in self._office
        if replies:
            forgets = not is_staff and self._rng.random() < (0.02 if "？" in comment else 0.2)
            return [] if forgets else replies
        asked = turn.case.board in self._asides["asked"]
        is_aside = pattern in self._asides["asides"].get(turn.case.board, [])
        if turn.case.language != "ja" or (asked and is_aside) or self._rng.random() > 0.22:
            return []
        manner = "staff" if is_staff else "any" if asked else "chat"
        return [self._rng.choice(self._asides["thanks"][manner])]

    def _speak(
        self, turn: Turn, parent: str | None, speaker: Soul, patterns: Sequence[str], at: datetime
    ) -> Comment | None:
        """The first wording that is not worn out, or None. A reply may repeat what others were told before."""
        thread = turn.thread
        for attempt in range(6):
            try:
                told = turn.teller.say(self._rng.choice(patterns))
            except ExhaustedError:
                continue
            text = speaker.voice.say(told, self._rng, loose=attempt > 0)
            text = self._finished(text, turn, varied=parent is not None and attempt > 1)
            worn = self._is_worn(text) and (parent is None or attempt < 5)
            if not worn and all(text != other.body for other in thread.comments):
                self._count += 1
                self._said[text] = self._count
                key = f"{thread.post.key}/{len(thread.comments)}"
                comment = Comment(key, thread.post.key, parent, speaker.member.key, text, at)
                thread.comments.append(comment)
                return comment
        return None

    def _finished(self, text: str, turn: Turn, *, varied: bool) -> str:
        if varied and turn.case.language == "ja" and not _THANKING.search(text[:18]):
            text = self._rng.choice(self._asides["thanks"]["lead"]) + text
        return text + "。" if _UNFINISHED.search(text) else text

    def _is_worn(self, text: str) -> bool:
        """Long sentences are said once; short ones again after a while."""
        said = self._said.get(text)
        return said is not None and (len(text) > 24 or self._count - said < 80)
