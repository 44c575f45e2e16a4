"""Dates a text gives for itself: 【2019年3月26日 制定】, 令和元年5月1日改定, Last updated: 1 March 2024."""

import re
from datetime import date

from coorum.consent.documents import Enactment
from coorum.consent.reading.numerals import NUMERAL, number_from

_KINDS = {
    "enacted": ("制定", "策定", "enacted", "established", "adopted"),
    "revised": ("改定", "改訂", "改正", "変更", "revised", "amended"),
    "effective": ("施行", "発効", "適用", "effective", "in force"),
    "updated": ("最終更新", "更新", "last updated", "updated"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_ERAS = {
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}
LONGEST = 300  # characters of one line of dates
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?P<era>昭和|平成|令和)\s*(?P<ey>元|{NUMERAL})年\s*(?P<em>{NUMERAL})月\s*(?P<ed>{NUMERAL})日"
    rf"|(?P<y>[0-9０-９]{{4}}|[〇一二三四五六七八九]{{4}})\s*(?:年|[-/.])\s*(?P<m>{NUMERAL})"
    rf"\s*(?:月|[-/.])\s*(?P<d>{NUMERAL})日?"
    rf"|(?P<bd>\d{{1,2}})\s+(?P<bm>{_MONTH})\s+(?P<by>\d{{4}})"
    rf"|(?P<am>{_MONTH})\s+(?P<ad>\d{{1,2}}),?\s+(?P<ay>\d{{4}})"
    r"|(?P<hole>\{[a-z_]+\}))"
)
_WORD = "|".join(sorted(_KIND_OF, key=len, reverse=True))
_ENACTMENT = re.compile(
    rf"(?:(?P<before>{_WORD})(?:年月日|日|\s+date)?\s*(?:[:：]|\bon\b)?\s*)?{_DATE}"
    rf"(?:\s*(?:に|より|から)?\s*(?P<after>{_WORD}))?",
    re.IGNORECASE,
)
_AROUND = re.compile(r"[\s【】\[\]［］()（）、,/／・|。.-]*")


class ImpossibleDate(ValueError):  # noqa: N818  an answer about the text
    """The line is a date line, and the day does not exist."""


def enactments_in(text: str) -> list[Enactment]:
    """The dates, if the line is made of dates and nothing else; otherwise an empty list.

    A line of one bare date counts (kind "dated"). Raises ImpossibleDate for 2019年2月30日.
    """
    found = list(_ENACTMENT.finditer(text)) if len(text) <= LONGEST else []
    if not found or not _AROUND.fullmatch(_ENACTMENT.sub("", text)):
        return []
    return [_enactment(match) for match in found]


def _enactment(match: re.Match[str]) -> Enactment:
    word = (match["after"] or match["before"] or "").lower()
    return Enactment(_KIND_OF.get(word, "dated"), _day(match), match[0].strip())


def _day(match: re.Match[str]) -> date | None:
    if match["hole"]:
        return None
    try:
        return date(*_numbers(match))
    except ValueError as error:
        raise ImpossibleDate(match[0]) from error


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    if era := match["era"]:
        year = 1 if match["ey"] == "元" else number_from(match["ey"])
        return _ERAS[era][0].year - 1 + year, number_from(match["em"]), number_from(match["ed"])
    if match["y"]:
        return number_from(match["y"]), number_from(match["m"]), number_from(match["d"])
    which = "b" if match["by"] else "a"
    month = _MONTHS.index(match[f"{which}m"][:3].lower()) + 1
    return int(match[f"{which}y"]), month, int(match[f"{which}d"])


def is_outside_its_era(enactment: Enactment) -> bool:
    """平成31年5月1日: a day that exists, under an era that had ended."""
    for era, (first, last) in _ERAS.items():
        if era in enactment.text and enactment.on:
            return not first <= enactment.on <= last
    return False
