"""What the pages of console and desk ask of those who open them, for the proof of the promise about it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

DOORS = ("coorum.console.", "coorum.desk.")


def probe() -> dict[str, Any]:
    """`pages`: how many there are; `open`: those that take somebody's password alone for enough."""
    pages = [view for view in _views(get_resolver().url_patterns) if view.__module__.startswith(DOORS)]
    weak = {f"{view.__module__}.{view.__qualname__}" for view in pages if not getattr(view, "asks_second", False)}
    return {"pages": len(pages), "open": sorted(weak)}


def _views(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from _views(pattern.url_patterns)
