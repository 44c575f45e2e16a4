"""Icons: one set (Lucide), drawn into the page on the server, once per icon and size."""

from functools import cache

from lucide.jinja import lucide
from markupsafe import Markup


@cache
def icon(name: str, size: int = 20) -> Markup:
    """The icon as inline SVG, hidden from assistive technology: text stands beside it. Raises IconDoesNotExist."""
    return Markup(lucide(name, size=size, aria_hidden="true", focusable="false"))  # noqa: S704  the library's drawing
