"""`coorum keys FOLDER`: a folder with fresh keys. What is there already stays."""

import argparse
from collections.abc import Sequence
from pathlib import Path

NAMES = ("signing.pem", "fields.json", "django.secret")


def ensure_keys(folder: Path) -> None:
    """Make what is missing in the key folder (base/keys.py says what each key is for)."""
    if not all((folder / name).exists() for name in NAMES):
        from coorum.base import keys  # late: it brings half of Django along, and is needed once

        keys.create(folder)


def main(arguments: Sequence[str]) -> None:
    """In production the folder then belongs into the secret store."""
    parser = argparse.ArgumentParser(prog="coorum keys", description="Make a folder with fresh keys.")
    parser.add_argument("folder", type=Path)
    ensure_keys(parser.parse_args(arguments).folder)
