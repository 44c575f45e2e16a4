"""`coorum test`: pytest over everything, in parallel; the long tests only with --slow."""

import os
import sys
from collections.abc import Sequence

from coorum.launch import browser, catalogues
from coorum.launch.checkout import ROOT, require

NO_BROWSER = """\
*** The browser stories are LEFT OUT: there is no Chromium here. Install one (“sudo apt install chromium”),
*** or say where it is with COORUM_CHROMIUM.
"""


def main(arguments: Sequence[str]) -> None:
    """Become pytest, whose last line then is ours."""
    require("test")
    catalogues.refresh()
    chromium = browser.find()
    if chromium is None:
        print(NO_BROWSER, file=sys.stderr, flush=True)
    os.chdir(ROOT)
    environment = {**os.environ, "COORUM_CHROMIUM": str(chromium or "")}
    command = [sys.executable, "-m", "pytest", *pytest_words(arguments, with_stories=chromium is not None)]
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell wanted


def pytest_words(arguments: Sequence[str], *, with_stories: bool) -> list[str]:
    """What pytest is told. Later words win, so whoever names files, -n or -m gets exactly that."""
    own = [word for word in arguments if word != "--slow"]
    without = [] if "--slow" in arguments else ["not slow"]
    if not with_stories:
        without.append("not story")
    words = ["-m", " and ".join(without)] if without else []
    # A whole run is worth the processes; one file is done before they have started.
    return [*words, *([] if own else ["-n", "auto", "--maxprocesses", "4", "--dist", "loadgroup"]), *own]
