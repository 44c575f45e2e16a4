"""Tokens as HTML, and the net under it.

The writer emits only what it escapes itself; the net (nh3) is for the day when one of our rules is wrong.
"""

from collections.abc import Iterable, Sequence

import nh3
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from coorum.base.pictures.view import MEDIA_TYPES, PictureView
from coorum.community.markdown.addresses import SCHEMES
from coorum.community.markdown.tree import REL

OUTBOUND_NOTE = "outbound-note"
TABLE_NOTE = "table-note"
"""Ids of two hidden elements that every page with posts carries, in the language of who reads: «leads to
another site» and «table, can be scrolled sideways». Posts refer to them and store no words of ours."""

SIZES = "(min-width: 48rem) 44rem, 100vw"

_MARK = f'<span class="outbound" role="img" aria-labelledby="{OUTBOUND_NOTE}"></span>'
_SCROLL = f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{TABLE_NOTE}">'

_TEXT_TAGS = {"a", "br", "code", "em", "s", "span", "strong"}
_BLOCK_TAGS = {"blockquote", "div", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_TAGS = _TEXT_TAGS | _BLOCK_TAGS | _TABLE_TAGS
_VALUES: dict[str, dict[str, set[str]]] = {
    "a": {"rel": {REL}, "referrerpolicy": {"no-referrer"}},
    "div": {"role": {"group"}, "tabindex": {"0"}, "aria-labelledby": {TABLE_NOTE}},
    "span": {"role": {"img"}, "aria-labelledby": {OUTBOUND_NOTE}},
}
_CELL = {"align-left", "align-center", "align-right"}
_CLASSES = {"div": {"scroll"}, "span": {"outbound"}, "td": _CELL, "th": _CELL}
_PICTURE_TAGS = {"picture", "source", "img"}
_PICTURE_VALUES = {
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "source": {"sizes": {SIZES}, "type": set(MEDIA_TYPES.values())},
}


class Writer(RendererHTML):
    """markdown-it's writer with our own pictures, outbound marks and tables, named after tokens."""

    def picture(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A picture in all its formats, with its size, so that the page does not jump when it arrives."""
        view: PictureView = tokens[idx].meta["picture"]
        sources = "".join(
            f'<source type="{escapeHtml(media)}" srcset="{escapeHtml(srcset)}" sizes="{SIZES}">'
            for media, srcset in view.srcsets()
        )
        return (
            f'<picture>{sources}<img src="{escapeHtml(view.src)}" alt="{escapeHtml(tokens[idx].content)}" '
            f'width="{view.width:d}" height="{view.height:d}" loading="lazy" decoding="async"></picture>'
        )

    def typed(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A text that is not read as Markdown."""
        return escapeHtml(tokens[idx].content).replace("\n", "<br>\n")

    def outbound(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """The mark behind a link that leaves the house; its words are the page's."""
        return _MARK

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A table in a box that scrolls sideways, also by keyboard."""
        return f"{_SCROLL}<table>\n"

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """The end of the table and its box."""
        return "</table></div>\n"


def caught(html: str, pictures: Iterable[PictureView]) -> str:
    """`html` with known tags, attributes and schemes only, and no picture but these."""
    views = list(pictures)
    if not views:
        return _NET.clean(html)
    known = {view.src for view in views} | {srcset for view in views for _, srcset in view.srcsets()}

    def only_known(_tag: str, attribute: str, value: str) -> str | None:
        return value if attribute not in ("src", "srcset") or value in known else None

    return nh3.clean(
        html,
        tags=_TAGS | _PICTURE_TAGS,
        attributes=_ATTRIBUTES | {"img": {"src", "alt", "width", "height"}, "source": {"srcset"}},
        attribute_filter=only_known,
        tag_attribute_values=_VALUES | _PICTURE_VALUES,
        allowed_classes=_CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_NET = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)
