"""What an operator's page asks a block to show."""

from dataclasses import dataclass
from typing import Literal, Self
from uuid import UUID

from django.http import Http404

from coorum.base.ids import from_short
from coorum.embed.origins import listed_origin
from coorum.sites.branding import normal_hex
from coorum.web.request import Request

MOST_POSTS = 8
LANGUAGES = ("ja", "en")
Kind = Literal["latest", "lively", "board", "question", "comments", "member", "bell"]
KINDS: tuple[Kind, ...] = ("latest", "lively", "board", "question", "comments", "member", "bell")
#: Those in which somebody can be signed in.
OF_MEMBERS: tuple[Kind, ...] = ("comments", "member", "bell")


@dataclass(frozen=True, slots=True)
class Wish:
    """`origin` is a listed one. `number` is 1 to 8; `accent` is `rrggbb`, or empty for the site's own colours; `page` is the
    path of the page that comments are about; `question` the post that a block of one question shows.
    """

    origin: str
    kind: Kind
    board: str
    number: int
    language: str
    colours: str
    accent: str
    page: str
    title: str
    question: UUID | None

    @property
    def knows_members(self) -> bool:
        """Whether somebody can be signed in in this block."""
        return self.kind in OF_MEMBERS

    @property
    def address(self) -> str:
        """The page that comments are about, or empty where the page's own address is none."""
        return self.origin + self.page if self.page else ""

    @classmethod
    def of(cls, request: Request) -> Self:
        """What the address says, where it says nothing usable what is usual. Http404 for a page at no listed origin, and
        before the site is open.
        """
        asked = request.GET
        origin = listed_origin(request.site.id, asked.get("origin", ""))
        kind = asked.get("show", "latest")
        if origin is None or request.site.opened_at is None or kind not in KINDS:
            raise Http404
        language = asked.get("language", "")
        return cls(
            origin=origin,
            kind=kind,
            board=asked.get("board", ""),
            number=_number(asked.get("posts", ""), usual=5 if kind == "comments" else 3),
            language=language if language in LANGUAGES else request.site.language,
            colours=asked.get("colours", "") if asked.get("colours") in ("light", "dark") else "",
            accent=_accent(asked.get("accent", "")),
            page=_path(asked.get("page", "")),
            title=" ".join(asked.get("title", "").split())[:100],
            question=_question(asked.get("question", "")),
        )


def _number(text: str, *, usual: int) -> int:
    return min(max(int(text[:3]), 1), MOST_POSTS) if text.isdecimal() else usual


def _accent(text: str) -> str:
    try:
        return normal_hex(text).removeprefix("#")
    except ValueError:
        return ""


def _path(text: str) -> str:
    """The path of a page, without query: what a visitor was looking for there is nobody's business here."""
    path = text.partition("?")[0].partition("#")[0]
    return path if path.startswith("/") and path.isprintable() and len(path) <= 300 else ""


def _question(text: str) -> UUID | None:
    """A question by its address, as people copy it, or by the last part of that."""
    try:
        return from_short(text.partition("?")[0].partition("#")[0].strip("/").rpartition("/")[2])
    except ValueError:
        return None
