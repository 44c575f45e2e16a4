"""Making the two archives: what people wrote, and apart from it the keys."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from coorum.launch.backup import archive, checking, tables
from coorum.launch.backup.lock import Lock
from coorum.launch.backup.manifest import TAG, Manifest, Part

SLACK = 2.0  # seconds by which the clock of a remote disk may differ


def save_data(path: Path, lock: Lock, address: str, backup: UUID, made_at: datetime, *, port: int | None) -> Manifest:
    """Rows and files of one moment, into one archive, which was read back before it got its name."""
    from django.conf import settings

    from coorum.base import keys

    listed = Manifest(str(backup), "data", made_at.isoformat(), port=port)
    listed.field_keys = sorted(keys.field_keys().keys)
    listed.heads = _heads()  # before the rows, which then are never behind them
    with tables.snapshot(address) as snapshot, archive.written(path, lock, _check(lock, "data")) as writing:
        began = datetime.now(UTC).timestamp()
        listed.server = snapshot.connection.info.parameter_status("server_version") or ""
        listed.migrations, listed.columns = snapshot.migrations(), snapshot.tables()
        for table, columns in listed.columns.items():
            part = listed.tables[table] = Part()
            writing.add_rows(table, _counted(snapshot.rows(table, columns), part), part)
        # Files after rows: a file is there before its row. What is newer than the rows would belong to nobody.
        _save_files(writing, Path(settings.COORUM_FILES), listed.files, newest=began + SLACK)
        _sign(writing, listed)
    return listed


def save_keys(path: Path, lock: Lock, backup: UUID, made_at: datetime) -> Manifest:
    """The key folder, in an archive of its own."""
    from coorum.base import keys

    listed = Manifest(str(backup), "keys", made_at.isoformat())
    listed.field_keys = sorted(keys.field_keys().keys)
    with archive.written(path, lock, _check(lock, "keys")) as writing:
        for name, content in keys.secret_files().items():
            writing.add(f"keys/{name}", content)
            checking.note_file(listed.files, f"keys/{name}", sha256(content).hexdigest(), len(content))
        _sign(writing, listed)
    return listed


def _check(lock: Lock, kind: str) -> Any:
    return lambda path: checking.check(path, lock, kind)


def _heads() -> dict[str, Any]:
    from coorum.base.ledger.heads import heads_published

    return heads_published()


def _counted(blocks: Iterator[Any], part: Part) -> Iterator[bytes]:
    for block in blocks:
        data = bytes(block)
        part.count += data.count(b"\n")  # the format writes a line break inside a value as two letters
        yield data


def _save_files(writing: archive.Writing, folder: Path, part: Part, *, newest: float) -> None:
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue  # deleted since the rows were read: it was meant to go
        with file:
            facts = os.fstat(file.fileno())
            if facts.st_mtime > newest:
                continue
            digest = file_digest(file, "sha256").hexdigest()
            file.seek(0)
            writing.add_file(name, file, facts.st_size)
            checking.note_file(part, f"files/{name}", digest, facts.st_size)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith("."))


def _sign(writing: archive.Writing, listed: Manifest) -> None:
    from coorum.base import keys

    signer = keys.signing_key()
    listed.key = signer.id
    text = listed.text()
    writing.add("manifest.json", text)
    writing.add("manifest.sig", signer.sign(TAG + text))
