"""From what was typed to what is stored: read, reshaped, written, and caught in a net."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import unescape
from uuid import UUID

import nh3

from coorum.base.pictures.view import PictureView
from coorum.base.text import clean_text, shorten
from coorum.community.markdown.effort import as_typed, asks_too_much
from coorum.community.markdown.reader import make_reader
from coorum.community.markdown.tree import Tree, plain_words
from coorum.community.markdown.writer import Writer, caught

MARKDOWN_VERSION = 1
"""Goes up whenever the same source would give other HTML, so that rows can be found and rendered anew."""

MAXIMUM = 50_000
"""Most characters of one text."""

_EXCERPT = 160
_READER = make_reader()
_WRITER = Writer()
_PICTURE = re.compile(r"picture:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML for the page, its first words, the pictures shown, the outside addresses linked to, in order."""

    html: str
    excerpt: str
    picture_ids: tuple[UUID, ...]
    links: tuple[str, ...]


def render(
    source: str,
    *,
    pictures: Mapping[UUID, PictureView],
    own_hosts: Collection[str] = (),
    maximum: int = MAXIMUM,
) -> Rendered:
    """`source` as HTML. `pictures` are those the writer may show; links to `own_hosts` stay in the house.

    Raises `Refused`: `text_too_long` above `maximum` characters, and what else `clean_text` refuses.
    """
    text = clean_text(source, min(maximum, MAXIMUM))
    tokens = as_typed(text) if asks_too_much(text) else _READER.parse(text)
    tree = Tree(pictures, frozenset(own_hosts))
    tree.reshape(tokens)
    return Rendered(
        html=caught(_WRITER.render(tokens, _READER.options, {}), tree.seen.values()),
        excerpt=shorten(plain_words(tokens), _EXCERPT),
        picture_ids=tuple(tree.seen),
        links=tuple(tree.links),
    )


def picture_ids_in(source: str) -> tuple[UUID, ...]:
    """The pictures that `source` asks for, in order: give `render` those of them that its writer may show."""
    return tuple(dict.fromkeys(UUID(found) for found in _PICTURE.findall(source)))


def plain(html: str) -> str:
    """The words of rendered HTML, for whoever looks through them: no marks, no pictures, a space between blocks."""
    return unescape(nh3.clean(html.replace("><", "> <"), tags=set())).strip()
