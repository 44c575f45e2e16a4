"""What changed inside one sentence, in runs that a reader can see: words in Latin, runs of one script in Japanese."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Above this many comparisons a paragraph is shown as taken out and put in whole: nobody could read the runs.
MOST = 1_000_000

_TOKEN = re.compile(
    r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*|[0-9０-９]+(?:[.,][0-9０-９]+)*|[\u3400-\u9fff\uf900-\ufaff々〆]+"
    r"|[ァ-ヴｦ-ﾟー]+|[ぁ-ゖ]+|\s+|.",
    re.DOTALL,
)


class Change(StrEnum):
    """What happened to a part. RENUMBERED: the same words under another number."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stayed (SAME), came (ADDED) or went (REMOVED)."""

    change: Change
    text: str


def runs_between(old: str, new: str) -> tuple[Run, ...]:
    """The runs in reading order, what went before what came. Without the ADDED ones they spell `old`."""
    if old == new:
        return _runs([(Change.SAME, old)])
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > MOST:
        return _runs([(Change.REMOVED, old), (Change.ADDED, new)])
    pieces: list[tuple[Change, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append((Change.SAME, "".join(before[i:j])))
        else:
            pieces += [(Change.REMOVED, "".join(before[i:j])), (Change.ADDED, "".join(after[k:m]))]
    return _runs(pieces)


def _runs(pieces: list[tuple[Change, str]]) -> tuple[Run, ...]:
    return tuple(Run(change, text) for change, text in pieces if text)
