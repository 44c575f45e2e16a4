"""PDF for people who want a file to keep or to print: tagged for assistive technology (PDF/UA-1), Japanese as text.

It is set in a Japanese font of the machine. Where there is none, no PDF is offered, and pages say so: their reader prints
the page. What people wrote travels as data and is never read as markup.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

TEMPLATES = Path(__file__).parent / "templates" / "print"
#: In the order we like them; the first that the machine has.
FAMILIES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "BIZ UDPGothic",
    "Yu Gothic",
    "YuGothic",
    "Meiryo",
    "IPAexGothic",
    "IPAGothic",
    "TakaoGothic",
    "VL Gothic",
    "MS Gothic",
)
#: A page is some 10 KB of text and 1 MB of memory to set: what is longer is read as a page or as data (letters of JSON).
LONGEST = 1_500_000


class NotPrintable(LookupError):  # noqa: N818  says what is the matter
    """The machine has no Japanese font, or the text is too long for one PDF."""


def is_available() -> bool:
    """Whether the machine has a Japanese font."""
    return bool(family())


@cache
def family() -> str:
    """The Japanese font that is used, or empty."""
    fonts = _fonts()
    known = set(fonts.families()) if fonts else set()
    return next((name for name in FAMILIES if name in known), "")


def pdf(template: str, told: dict[str, Any], *, language: str) -> bytes:
    """`told` set by `templates/print/<template>.typ`. Raises `NotPrintable`."""
    import typst  # read when first asked: it holds a typesetter

    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)
    if not is_available() or len(text) > LONGEST:
        raise NotPrintable(template)
    given = {"told": text, "font": family(), "lang": language}
    source = (TEMPLATES / f"{template}.typ").read_bytes()
    return bytes(typst.compile(source, sys_inputs=given, font_paths=_fonts(), pdf_standards="ua-1"))


@cache
def _fonts() -> Any:
    """The fonts of the machine: found once, a tenth of a second. None where the typesetter has no build for it."""
    try:
        import typst
    except ImportError:
        return None
    return typst.Fonts(include_system_fonts=True)
