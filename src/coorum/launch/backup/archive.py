"""An archive: a tar inside a locked file, written and read from front to back, a few mebibytes at a time.

rows/<table>/<number>   rows as PostgreSQL's COPY writes them (text, UTF-8), some 4 MiB each, packed by zlib
files/<key>             uploaded files, as they are
keys/<name>             in an archive of keys: the files of the key folder
manifest.json, manifest.sig   last: what must be in it, and the service's signature on that
"""

import fcntl
import io
import os
import tarfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from coorum.launch.backup import sealed
from coorum.launch.backup.lock import Lock
from coorum.launch.backup.manifest import Part
from coorum.launch.trouble import Trouble

PIECE = 4 << 20


class Writing:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, data: bytes) -> None:
        """A small part, whole."""
        self._put(name, io.BytesIO(data), len(data))

    def add_rows(self, table: str, blocks: Iterable[Any], part: Part) -> None:
        """The rows of a table; `part` is told their bytes and hash, not their count."""
        digest, waiting, number = sha256(), bytearray(), 0
        for block in blocks:
            digest.update(block)
            part.bytes += len(block)
            waiting += block
            if len(waiting) >= PIECE:
                self.add(f"rows/{table}/{number:06}", zlib.compress(waiting, 3))
                waiting, number = bytearray(), number + 1
        self.add(f"rows/{table}/{number:06}", zlib.compress(waiting, 3))
        part.sha256 = digest.hexdigest()

    def add_file(self, name: str, file: BinaryIO, size: int) -> None:
        """A file of that size."""
        self._put(f"files/{name}", file, size)

    def _put(self, name: str, source: BinaryIO, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size = size
        try:
            self._tar.addfile(info, source)
        except OSError as error:
            if error.errno is None:  # tarfile's own: the source ended early
                raise Trouble(f"{name} changed while it was being saved: run the backup again.") from None
            raise


@contextmanager
def written(path: Path, lock: Lock, check: Callable[[Path], object]) -> Iterator[Writing]:
    """An archive that gets its name when it is whole, on disk, and has passed the check.

    A death on the way leaves nothing that looks like one.
    """
    half = path.with_name(f".{path.name}.half")
    with half.open("xb") as file, _removed_on_error(half):
        half.chmod(0o600)
        stream = sealed.Writer(file, lock)
        with tarfile.open(fileobj=stream, mode="w|", bufsize=1 << 20, format=tarfile.PAX_FORMAT) as tar:
            yield Writing(tar)
        stream.finish()
        file.flush()
        os.fsync(file.fileno())
        check(half)
        half.rename(path)
        _sync(path.parent)


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One backup at a time into a folder; what one that died left there is removed. `Trouble` while another runs."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"Another backup is being written to {folder}: let it end first.") from None
        for half in folder.glob(".coorum-*.half"):
            half.unlink()
        yield


def parts(path: Path, lock: Lock) -> Generator[tuple[str, BinaryIO]]:
    """Each part in turn, its name and its bytes; read the one before asking for the next. `Trouble` where it is damaged."""
    with path.open("rb") as file:
        stream = io.BufferedReader(sealed.Reader(file, lock), 1 << 20)
        try:
            with tarfile.open(fileobj=stream, mode="r|", bufsize=1 << 20) as tar:
                for member in tar:
                    content = tar.extractfile(member)
                    if content is None:
                        raise Trouble(f"The backup holds something that is no file: {member.name}.")
                    yield member.name, content  # type: ignore[misc]
        except (tarfile.TarError, EOFError):
            raise Trouble("The backup cannot be read: it is damaged.") from None
        while stream.read(1 << 20):
            pass  # to the end, so that a cut is noticed


def unpacked(content: BinaryIO) -> bytes:
    """A piece of rows."""
    try:
        return zlib.decompress(content.read())
    except zlib.error:
        raise Trouble("The backup cannot be read: a piece of it is damaged.") from None


@contextmanager
def _removed_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
