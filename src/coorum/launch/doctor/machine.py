"""The machine: Python, disks, folders, keys, what was collected for the pages."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from coorum.launch.checkout import PACKAGE
from coorum.launch.doctor.finding import Finding, fail, ok, warn

GIGABYTE = 1_000_000_000
LITTLE, TOO_LITTLE = (0.10, 5 * GIGABYTE), (0.03, GIGABYTE // 2)  # of the disk, and in bytes: both must be short


def python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 12) <= sys.version_info[:2] <= (3, 14):
        yield ok("python", f"{version}")
    else:
        yield fail("python", f"{version}: coorum is tested on 3.12, 3.13 and 3.14; install one of them.")


def disk() -> Iterator[Finding]:
    """The disks of our folders, each once."""
    seen = set()
    for path in _folders().values():
        place = next(one for one in (path, *path.parents) if one.exists())
        if place.stat().st_dev not in seen:
            seen.add(place.stat().st_dev)
            yield _room(place)


def _room(place: Path) -> Finding:
    usage = shutil.disk_usage(place)
    words = f"{usage.free / GIGABYTE:,.1f} GB free of {usage.total / GIGABYTE:,.0f} at {place}"
    for limit, say, advice in (
        (TOO_LITTLE, fail, "make room now: writing will fail"),
        (LITTLE, warn, "make room soon"),
    ):
        if usage.free < limit[0] * usage.total and usage.free < limit[1]:
            return say("disk", f"{words}: {advice}.")
    return ok("disk", words)


def folders() -> Iterator[Finding]:
    """Files, keys and tombstones: there, ours, and not for everybody's eyes."""
    wrong = [words for name, path in _folders().items() if name != "data" and (words := _trouble(name, path))]
    for words in wrong:
        yield warn("folders", words)
    if not wrong:
        yield ok("folders", "files, keys and tombstones can be used by us and by nobody else")


def _trouble(name: str, path: Path) -> str:
    if not path.exists():
        return "" if name == "files" else f"{path} is missing: a worker makes tombstones, “coorum keys” makes keys."
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return f"we may not use {path}: give it to the account that runs coorum."
    if path.stat().st_mode & 0o007:
        return f"everybody on this machine may look into {path}: chmod o-rwx {path}"
    return ""


def keys() -> Iterator[Finding]:
    """They can be used, and nobody else can read them."""
    from django.core.exceptions import ImproperlyConfigured

    from coorum.base import keys as ring

    try:
        signer, fields = ring.signing_key(), ring.field_keys()
    except ImproperlyConfigured as error:
        yield fail("keys", str(error))
        return
    open_files = [path for path in ring.key_folder().rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    secret = [path.name for path in open_files if path.parent.name != "retired" and not path.name.startswith(".")]
    if secret:
        yield fail("keys", f"others may read {', '.join(secret)}: chmod 600 them, and rotate if somebody did.")
    else:
        yield ok("keys", f"{signer.id[:8]}… signs, {fields.current} seals; {len(fields.keys)} in the ring")


def collected() -> Iterator[Finding]:
    """Static files and message catalogues are as new as their sources."""
    from django.conf import settings

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(path.stat().st_mtime for path in (PACKAGE / "web" / "static").rglob("*"))
    missing = [po for po in PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po") if not po.with_suffix(".mo").exists()]
    if not manifest.is_file() or manifest.stat().st_mtime < newest:
        yield warn("statics", "styles and scripts are not collected; “coorum serve” does it when it starts.")
    elif missing:
        yield warn("statics", f"{len(missing)} message catalogues are not compiled; starting any process does it.")
    else:
        yield ok("statics", "styles, scripts and catalogues are in place")


def _folders() -> dict[str, Path]:
    from django.conf import settings

    names = ("data", "files", "keys", "tombstones")
    return {name: Path(getattr(settings, f"COORUM_{name.upper()}")) for name in names}
