"""The Markdown reader: markdown-it's rules, with emphasis that works in Japanese.

CommonMark asks for a space or a sign beside `**` wherever it touches a bracket. Japanese writes no spaces, so
that `これは**「大切」**です` would stay as typed. Beside an East Asian character we ask for neither.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from coorum.community.markdown.addresses import is_linkable

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u31ff\u3200-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff00-\uffef\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_sign(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _allows_beside(character: str) -> bool:
    return _is_space(character) or _is_sign(character) or bool(_EAST_ASIAN.match(character))


def _is_western_sign(character: str) -> bool:
    return _is_sign(character) and not _EAST_ASIAN.match(character)


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001  its name upstream
        """Whether the run of markers at `start` may open and close emphasis, and how long it is."""
        marker, end = self.src[start], start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        left = not _is_space(after) and (not _is_western_sign(after) or _allows_beside(before))
        right = not _is_space(before) and (not _is_western_sign(before) or _allows_beside(after))
        return Scanned(
            left and (canSplitWord or not right or _is_sign(before)),
            right and (canSplitWord or not left or _is_sign(after)),
            end - start,
        )


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read one paragraph's text into tokens."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def make_reader() -> MarkdownIt:
    """A reader to be shared: reading leaves nothing behind in it."""
    reader = MarkdownIt()
    reader.inline = _Inline()
    reader.configure("commonmark", options_update={"html": False, "breaks": True, "xhtmlOut": False})
    reader.enable(["table", "strikethrough"]).disable(["lheading", "code", "html_block", "html_inline"])
    reader.validateLink = is_linkable  # type: ignore[method-assign]
    return reader
