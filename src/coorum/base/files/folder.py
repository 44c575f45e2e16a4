"""Files in a folder: written beside their place, synced, moved there; so that each is whole or absent."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.files.names import Missing, ensure_of_site, new_key

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNFINISHED = ".unfinished"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileRef:
    """What a row keeps of a file: its key, the hash of its content in hex, its size in bytes."""

    key: str
    sha256: str
    size: int


def put(site_id: UUID, data: bytes | BinaryIO, media_type: str) -> FileRef:
    """Keep a file: when this returns it is on disk, whole; when it raises, nothing is.

    A row that is rolled back later leaves its file behind; `keys` finds it. Raises `Refused`: `storage_full`.
    """
    source = BytesIO(data) if isinstance(data, bytes) else data
    with _room_or_refusal(), _unfinished() as name:
        digest, size = _copy(source, name)
        key = new_key(site_id, digest, media_type)
        _move(name, _root() / key)
    return FileRef(key, digest, size)


def stream(site_id: UUID, key: str) -> BinaryIO:
    """The file, open for reading. Raises `Missing`."""
    ensure_of_site(site_id, key)
    try:
        return (_root() / key).open("rb")
    except FileNotFoundError:
        raise Missing(key) from None


def read(site_id: UUID, key: str) -> bytes:
    """All of the file. Raises `Missing`."""
    with stream(site_id, key) as file:
        return file.read()


def delete(site_id: UUID, key: str) -> None:
    """Delete the file for good; one already gone is no mistake. Raises `Missing` for a key of another site."""
    ensure_of_site(site_id, key)
    path = _root() / key
    with suppress(FileNotFoundError):
        path.unlink()
        _sync(path.parent)


def delete_all(site_id: UUID) -> None:
    """Delete every file of a site that has left."""
    with suppress(FileNotFoundError):
        shutil.rmtree(_root() / str(site_id))
        _sync(_root())


def keys(site_id: UUID, *, before: datetime) -> Iterator[str]:
    """Keys of the site's files that were written before then, to be held against the rows that should know them."""
    for path in (_root() / str(site_id)).glob("*/*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                yield path.relative_to(_root()).as_posix()


def drop_unfinished(*, before: datetime) -> int:
    """Delete what processes that died while writing left behind; how many there were."""
    dropped = 0
    for path in (_root() / _UNFINISHED).glob("*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                path.unlink()
                dropped += 1
    return dropped


def _root() -> Path:
    return Path(settings.COORUM_FILES)


@contextmanager
def _room_or_refusal() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        words = _("There is no room left to keep files, so nothing was saved. Please try again later.")
        raise Refused("storage_full", words) from error


@contextmanager
def _unfinished() -> Iterator[Path]:
    """The name of an empty file on the same disk, which is gone afterwards unless it was moved."""
    folder = _root() / _UNFINISHED
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _copy(source: BinaryIO, name: Path) -> tuple[str, int]:
    """Write the source there and sync it; its hash in hex and its size."""
    digest, size = hashlib.sha256(), 0
    with name.open("wb") as file:
        while part := source.read(_CHUNK):
            digest.update(part)
            size += len(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _move(name: Path, place: Path) -> None:
    """Move the file to its place, so that the move outlives a power cut."""
    site = place.parent.parent
    is_new = not place.parent.exists()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name.rename(place)
    for folder in (place.parent, site, _root()) if is_new else (place.parent,):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
