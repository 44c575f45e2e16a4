"""`coorum backup --to FOLDER`: everything people wrote, in one locked file; `--keys-to` the keys, in another elsewhere.

It may run while coorum is used: rows are those of one moment. docs/operate says when, where to and how to get it back.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from coorum.launch import folder
from coorum.launch.backup import archive, making
from coorum.launch.backup.lock import Lock, key_path, lock_from, make_key
from coorum.launch.backup.manifest import Manifest
from coorum.launch.checkout import default_data
from coorum.launch.indoors import indoors
from coorum.launch.trouble import Trouble


def main(arguments: Sequence[str]) -> None:
    """`Trouble` says in one sentence why there is no backup; then nothing that looks like one was left."""
    options = _options(arguments)
    if options.make_key:
        make_key(options.make_key)
        print(f"{options.make_key} locks backups from now on. Keep it, twice, where no backup is.")
    if options.to:
        lock = lock_from(options.key or options.make_key)
        _ensure_apart(options)
        with indoors(options.data.absolute()) as found, archive.turn(options.to):
            _save(options, lock, found.addresses["COORUM_DATABASE_URL"])


def _save(options: argparse.Namespace, lock: Lock, address: str) -> None:
    from coorum.base.ids import new_id
    from coorum.base.operations import BACKUP_MADE, record

    begun, made_at, backup = time.monotonic(), datetime.now(UTC), new_id()
    name = f"coorum-{made_at:%Y%m%dT%H%M%SZ}"
    path = options.to / f"{name}.backup"
    listed = making.save_data(path, lock, address, backup, made_at, port=folder.last_port(options.data))
    if options.keys_to:
        with archive.turn(options.keys_to):
            making.save_keys(options.keys_to / f"{name}.keys", lock, backup, made_at)
    record(BACKUP_MADE, about=backup, made_at=made_at.isoformat(), rows=listed.rows, files=listed.files.count)
    print(_words(path, listed, time.monotonic() - begun))
    print(
        f"{options.keys_to / name}.keys holds the keys: keep it away from the other."
        if options.keys_to
        else "The keys are not in it. Save them as well, elsewhere: --keys-to FOLDER."
    )


def _words(path: Path, listed: Manifest, seconds: float) -> str:
    size = path.stat().st_size / 1e6
    what = f"{listed.rows:,} rows in {len(listed.tables)} tables, {listed.files.count:,} files"
    return f"{path}: {what}; {size:,.1f} MB in {seconds:.1f} s, read back and whole."


def _ensure_apart(options: argparse.Namespace) -> None:
    """Who holds a backup must not hold what opens it."""
    to = options.to.absolute().resolve()
    for what, place in (("keys", options.keys_to), ("key file", key_path(options.key).absolute().parent)):
        there = place and place.absolute().resolve()
        if there and (there == to or to in there.parents or (what == "keys" and there in to.parents)):
            raise Trouble(
                f"The {what} must not lie with the backups in {to}: choose a folder elsewhere, best on another disk."
            )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="coorum backup", description="Save everything into a locked file.")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where the backup goes")
    parser.add_argument("--keys-to", type=Path, metavar="FOLDER", help="where the keys go, away from the backup")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key file that locks it (COORUM_BACKUP_KEY)")
    parser.add_argument("--make-key", type=Path, metavar="FILE", help="make a key file first")
    parser.add_argument("--data", type=Path, default=default_data(), help="the folder of coorum run (.data)")
    options = parser.parse_args(arguments)
    if not (options.to or options.make_key):
        parser.error("say where to, with --to FOLDER")
    return options
