"""`coorum check`: everything that can be said about the sources without running the tests."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from coorum.launch.checkout import PACKAGE, ROOT, require

LAYERS = "from importlinter.cli import lint_imports_command as check; check()"

#: What is checked: a name, and the words after `python`. To add a check, add a line.
STEPS: dict[str, Sequence[str]] = {
    "format": ("-m", "ruff", "format", "--check", ".", "coorum"),
    "lint": ("-m", "ruff", "check", ".", "coorum"),
    "types": ("-m", "mypy"),
    "layers": ("-c", LAYERS),
    "documents": ("-W", "ignore", "-m", "django", "docs", "--check"),
    "migrations": ("-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
}


def main(_: Sequence[str]) -> int:
    """Run all, so that one round shows all that is wrong. Returns 1 if anything is."""
    require("check")
    failed = [name for name, words in STEPS.items() if not _passes(name, words)]
    print(f"\nTo mend: {', '.join(failed)}." if failed else "\nAll is well.", flush=True)
    return 1 if failed else 0


def _passes(name: str, words: Sequence[str]) -> bool:
    begun = time.monotonic()
    # The tests' settings: they need no database and no key.
    environment = {
        **os.environ,
        "PYTHONPATH": str(PACKAGE.parent),
        "DJANGO_SETTINGS_MODULE": "coorum.config.settings.test",
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(f"{'✓' if done.returncode == 0 else '✗'} {name:<12}{time.monotonic() - begun:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0
