"""Icons: one set (Lucide), drawn into the page on the server, once per icon and size."""

from functools import cache

import lucide
from markupsafe import Markup


@cache
def icon(name: str, size: int = 20) -> Markup:
    """The icon as inline SVG, hidden from assistive technology: text stands beside it. Raises IconDoesNotExist."""
    svg = lucide.svg(name, width=size, height=size)
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704  the library's own drawing
