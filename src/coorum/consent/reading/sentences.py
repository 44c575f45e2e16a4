"""Where a sentence ends, where a bracket closes, how two lines of one sentence join."""

import re
import unicodedata

WRAPPED = 25  # a line this long without an end was broken by the page width, not by its writer
SHORT = 60  # longer than any heading we have met, shorter than most sentences

_END = re.compile(r"[。！？!?：:]$|[。！？!?][)）」』]$|(?:\S+\s+){3,}\S*\.$")


def is_sentence(text: str) -> bool:
    """Does it end as a sentence does? A full stop counts from the fourth word on: "Example Inc." is a name."""
    return bool(_END.search(text[-200:]))


def is_heading(text: str) -> bool:
    """Short, on one line, and not a sentence."""
    return len(text) <= SHORT and "\n" not in text and not is_sentence(text) and not text.endswith(".")


def brackets(text: str) -> tuple[str, str] | None:
    """What stands in the bracket that opens `text`, and what follows it; None if none opens or it never closes.

    >>> brackets("（定義（用語））つづき")
    ('定義（用語）', 'つづき')
    """
    if text[:1] not in ("（", "(", "【", "［", "["):
        return None
    depth = 0
    for place, sign in enumerate(text[:400]):
        depth += (sign in "（(【［[") - (sign in "）)】］]")
        if depth == 0:
            return text[1:place].strip(), text[place + 1 :]
    return None


def joined(before: str, after: str) -> str | None:
    """Both lines as one, if the first was cut by the page width or at a comma; None if the writer ended it there.

    Japanese joins without a space, Latin words with one.
    """
    last = before.rsplit("\n", 1)[-1]
    if is_sentence(last) or (len(last) < WRAPPED and not last.endswith(("、", "，", ","))):
        return None
    wide = _is_wide(before[-1]) or _is_wide(after[0])
    return f"{before}{after}" if wide else f"{before} {after}"


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
