"""What we change between reading and writing: headings, links, pictures, tables, in the reader's tokens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from markdown_it.token import Token

from coorum.base.pictures.view import PictureView
from coorum.community.markdown.addresses import is_outbound, picture_id, split_bare

REL = "nofollow ugc noopener noreferrer"
_FIRST = 3  # h1 is the page's title and h2 the post's


@dataclass
class Tree:
    """One text on its way from tokens to tokens; `seen` and `links` gather what it holds."""

    pictures: Mapping[UUID, PictureView]
    own_hosts: frozenset[str]
    seen: dict[UUID, PictureView] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)

    def reshape(self, tokens: list[Token]) -> None:
        """Change the tokens in place."""
        headings = _levels(tokens)
        for token in tokens:
            if token.tag in headings:
                token.tag = headings[token.tag]
            elif token.type in ("th_open", "td_open"):
                token.attrs = _alignment(token)
            elif token.type == "fence":
                token.info = ""
            elif token.children:
                token.children = list(self._inline(token.children))

    def _inline(self, children: list[Token]) -> Iterable[Token]:
        link: Token | None = None
        empty = False
        for child in children:
            if child.type == "link_open":
                link, empty = child, True
                yield from self._opening(child)
            elif child.type == "link_close" and link is not None:
                yield from self._closing(link, empty=empty)
                link = None
            else:
                pieces = list(self._piece(child, inside=link is not None))
                empty = empty and not any(piece.content or piece.type == "picture" for piece in pieces)
                yield from pieces

    def _piece(self, child: Token, *, inside: bool) -> Iterable[Token]:
        if child.type == "image":
            return self._picture(child, inside=inside)
        if child.type == "text" and not inside and "://" in child.content:
            return self._bare_links(child.content)
        return [child]

    def _picture(self, image: Token, *, inside: bool) -> Iterable[Token]:
        """A picture of ours; of anything else the words, as a link unless they stand inside one."""
        source, alt = str(image.attrs["src"]), "".join(_words(image.children or []))
        id_ = picture_id(source)
        if id_ is not None and id_ in self.pictures:
            self.seen[id_] = self.pictures[id_]
            return [Token("picture", "", 0, content=" ".join(alt.split()), meta={"picture": self.pictures[id_]})]
        if id_ is not None or inside:
            return [_text(alt)]
        return self._link(source, alt or source)

    def _bare_links(self, text: str) -> Iterable[Token]:
        for piece, is_link in split_bare(text):
            if is_link:
                yield from self._link(piece, piece)
            else:
                yield _text(piece)

    def _link(self, url: str, words: str) -> Iterable[Token]:
        opening = Token("link_open", "a", 1, attrs={"href": url})
        return [*self._opening(opening), _text(words), *self._closing(opening, empty=False)]

    def _opening(self, link: Token) -> Iterable[Token]:
        url = str(link.attrs["href"])
        if _leads_nowhere(url):
            return
        link.attrs = {"href": url}
        if is_outbound(url, self.own_hosts):
            self.links[url] = None
            link.attrs |= {"rel": REL, "referrerpolicy": "no-referrer"}
        yield link

    def _closing(self, link: Token, *, empty: bool) -> Iterable[Token]:
        url = str(link.attrs["href"])
        if _leads_nowhere(url):
            return
        if empty:
            yield _text(url)
        if "rel" in link.attrs:
            yield Token("outbound", "", 0)
        yield Token("link_close", "a", -1)


def _leads_nowhere(url: str) -> bool:
    """A link without an address, or one to a picture, which has no page: its words stay."""
    return not url or picture_id(url) is not None


def _levels(tokens: list[Token]) -> dict[str, str]:
    """The levels in use, drawn together and put below the post's title, so that no step is left out."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    return {tag: f"h{min(_FIRST + step, 6)}" for step, tag in enumerate(used)}


def plain_words(tokens: list[Token]) -> str:
    """The text without its markup, blocks and lines apart by a space: for excerpts and search."""
    return " ".join(
        "".join(_words(token.children)) if token.children else token.content
        for token in tokens
        if token.children or token.type == "fence"
    )


def _words(tokens: list[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "typed"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _words(token.children or [])


def _alignment(cell: Token) -> dict[str, str | int | float]:
    """Alignment as a class: the policy of our pages forbids style attributes."""
    _, _, side = str(cell.attrs.get("style", "")).partition("text-align:")
    return {"class": f"align-{side}"} if side in ("left", "center", "right") else {}


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
