"""`coorum live`: the live events, in a process of its own, because a page server would hold them back."""

from collections.abc import Sequence

from granian.constants import Interfaces

from coorum.launch.serve import ensure_ready, options_of, serve


def main(arguments: Sequence[str]) -> None:
    options = options_of("coorum live", arguments, port=8001, workers=1)
    ensure_ready()
    serve("coorum.web.live:application", Interfaces.ASGINL, options)
