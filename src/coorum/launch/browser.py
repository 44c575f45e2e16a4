"""The browser that the stories run in: the system's Chromium, never one that a package downloads."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = "/Applications/{0}.app/Contents/MacOS/{0}"


def find() -> Path | None:
    """COORUM_CHROMIUM where it is set, else the first browser of the Chromium family on this machine."""
    found = [os.environ.get("COORUM_CHROMIUM"), *map(shutil.which, NAMES)]
    found += [ON_MACOS.format(name) for name in ("Chromium", "Google Chrome")]
    return next((Path(path) for path in found if path and Path(path).exists()), None)
