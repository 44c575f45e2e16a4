"""What members write, as HTML: rendered when it is written, never when it is read.

    rendered = render(source, pictures={id: PictureView(...)})

CommonMark with tables and strikethrough, and four kindnesses: Enter breaks a line; emphasis works beside
Japanese brackets; a bare address becomes a link; a line of dashes is a rule and an indented line a paragraph
(hardly anybody means a heading or code by them). No HTML of the writer's, no picture but those uploaded here.
"""

from coorum.community.markdown.rendering import (
    MARKDOWN_VERSION,
    MAXIMUM,
    Rendered,
    picture_ids_in,
    plain,
    render,
)
from coorum.community.markdown.writer import OUTBOUND_NOTE, TABLE_NOTE

__all__ = [
    "MARKDOWN_VERSION",
    "MAXIMUM",
    "OUTBOUND_NOTE",
    "TABLE_NOTE",
    "Rendered",
    "picture_ids_in",
    "plain",
    "render",
]
