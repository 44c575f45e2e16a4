"""Styles, scripts and pictures of the pages, hashed and compressed once into the data folder, so that browsers keep them."""

import os
import subprocess
import sys
from pathlib import Path

from coorum.launch.checkout import PACKAGE


def collect_stale() -> None:
    """Collect them where a source is newer than the last collection (or there was none)."""
    from django.conf import settings

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = (PACKAGE / "web" / "static").rglob("*")
    if manifest.is_file() and manifest.stat().st_mtime > max(path.stat().st_mtime for path in sources):
        return
    # In a process of its own: the server itself never loads the applications, its workers do.
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    subprocess.run(command, check=True, env=os.environ)
