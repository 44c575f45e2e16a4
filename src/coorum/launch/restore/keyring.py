"""The keys of a house that comes back: from their own archive, from a folder, or those that are in place."""

import shutil
from contextlib import closing
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from coorum.base import keys
from coorum.launch.backup import archive, checking
from coorum.launch.backup.lock import Lock
from coorum.launch.backup.manifest import Manifest
from coorum.launch.trouble import Trouble


def unlock(given: Path, lock: Lock, into: Path) -> None:
    """Copy a key folder, or what an archive of keys holds, to a folder that is not made yet."""
    if given.is_dir():
        shutil.copytree(given, into)
    else:
        checking.check(given, lock, "keys")
        with closing(archive.parts(given, lock)) as parts:
            for name, content in parts:
                checking.ensure_safe(name)
                if name.startswith("keys/"):
                    _write(into / name.removeprefix("keys/"), content.read())
    into.chmod(0o700)


def trusted(folder: Path) -> dict[str, bytes]:
    """The public keys of a key folder, by id. `Trouble` where it is none."""
    try:
        return keys.public_keys(folder)
    except (ImproperlyConfigured, OSError):
        raise Trouble(f"There are no keys of coorum in {folder}: name their archive or folder with --keys.") from None


def ensure_opens(folder: Path, listed: Manifest) -> None:
    """`Trouble` where the ring lacks a key under which something in the backup may stand."""
    ring = keys.field_keys(folder).keys
    if lost := sorted(set(listed.field_keys) - set(ring)):
        raise Trouble(
            f"Parts of the backup stand under the key {lost[0]}, which is not among the keys: "
            "take a newer backup, or the keys of its time."
        )


def install(source: Path, target: Path) -> None:
    """Put the keys in place; those that are there stay if they are the same. `Trouble` where they are others."""
    if source == target:
        return
    if (target / "fields.json").exists():
        if (target / "signing.pem").read_bytes() != (source / "signing.pem").read_bytes():
            raise Trouble(f"There are other keys in {target}: move them away, or leave --keys out to use them.")
        return
    for path in sorted(source.rglob("*")):
        if path.is_file():
            _write(target / path.relative_to(source), path.read_bytes())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
