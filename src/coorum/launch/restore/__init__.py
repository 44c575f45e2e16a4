"""`coorum restore BACKUP`: a house from a backup, in an empty folder or on the server that the environment names.

All of the backup is read and checked before anything is touched. Nobody is let in before the evidence was verified and
what was erased since the backup is erased again. If it dies on the way, run it again.
"""

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coorum.launch import catalogues, indoors, schema
from coorum.launch.backup import checking
from coorum.launch.backup.lock import Lock, lock_from
from coorum.launch.backup.manifest import Manifest
from coorum.launch.checkout import default_data
from coorum.launch.restore import drill, keyring, loading, settling, target
from coorum.launch.screen import Screen
from coorum.launch.surroundings import command
from coorum.launch.trouble import Trouble


def main(arguments: Sequence[str]) -> None:
    options = _options(arguments)
    path, lock, data = _newest(options.backup), lock_from(options.key), options.data.absolute()
    if options.drill:
        drill.practise(options, path)
        return
    catalogues.refresh()
    screen = Screen()
    with tempfile.TemporaryDirectory() as scratch:
        with screen.step("Reading the backup from end to end"):
            keys = _keys(options, lock, Path(scratch) / "keys")
            listed = checking.check(path, lock, "data", keyring.trusted(keys))
            keyring.ensure_opens(keys, listed)
        tombstones = _tombstones(options)
        target.ensure_free(data, fresh=options.fresh)
        with target.emptied(data) as place:
            keyring.install(keys, place.keys)
            settled = _bring_back(screen, path, lock, listed, place, (tombstones, options.heads))
    screen.write(_words(listed, settled))


def _bring_back(
    screen: Screen,
    path: Path,
    lock: Lock,
    listed: Manifest,
    place: target.Target,
    kept: tuple[Path | None, Path | None],
) -> settling.Settled:
    with screen.step("Making the tables"):
        _migrate(place, listed.migrations)
    with screen.step(f"Bringing back {listed.rows:,} rows and {listed.files.count:,} files"):
        loading.load(path, lock, listed, owner=place.owner, files=place.files)
    with screen.step("Bringing the database to this version"):
        _migrate(place)
        schema.remember(place.environment)
    with screen.step("Verifying the evidence, and erasing again what was erased"):
        os.environ.update(place.environment)
        indoors.enter()
        settled = settling.settle(listed, *kept)
        indoors.leave()
    place.finish(listed.port)
    return settled


def _migrate(place: target.Target, as_of: list[list[str]] | None = None) -> None:
    """As the owner, in a process of its own; all migrations, or only those that the backup knows."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(as_of, file)
        file.flush()
        words = ["--as-of", file.name] if as_of else []
        call = command("migrate", "--verbosity", "0", *words)
        done = subprocess.run(call, env=dict(place.environment), capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"The tables could not be made: {done.stderr.strip().splitlines()[-1]}")


def _keys(options: argparse.Namespace, lock: Lock, scratch: Path) -> Path:
    """The folder of the keys that belong to the backup."""
    if options.keys is None:
        return target.keys_in_place(options.data.absolute())
    keyring.unlock(options.keys, lock, scratch)
    return scratch


def _tombstones(options: argparse.Namespace) -> Path | None:
    """Where it stands what was let go of since the backup; None if nobody knows, and says so."""
    if options.no_tombstones:
        return None
    found: Path = options.tombstones or target.tombstones_in_place(options.data.absolute())
    if not found.is_dir():
        raise Trouble(
            f"Who left or withdrew since the backup would be back: {found} does not say who did. Name the folder with "
            "--tombstones; or say --no-tombstones where it is lost, which goes on record."
        )
    return found


def _newest(given: Path) -> Path:
    """The backup, or the newest one in a folder."""
    path = max(given.glob("coorum-*.backup"), default=None) if given.is_dir() else given
    if path is None or not path.is_file():
        raise Trouble(f"There is no backup at {given}.")
    return path


def _words(listed: Manifest, settled: settling.Settled) -> str:
    return (
        f"Restored as of {listed.made_at}: {listed.rows:,} rows, {listed.files.count:,} files. "
        f"The evidence holds: {settled.entries:,} entries in {settled.chains:,} chains. "
        f"Let go of again: {settled.replayed:,}. Everybody signs in anew."
    )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="coorum restore", description="Get a house back from a backup.")
    parser.add_argument("backup", type=Path, help="a backup, or a folder of them: then the newest")
    parser.add_argument("--keys", type=Path, metavar="PATH", help="the archive of the keys, or a key folder")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key file that locked it (COORUM_BACKUP_KEY)")
    parser.add_argument("--data", type=Path, default=default_data(), help="the folder to restore into (.data)")
    parser.add_argument("--fresh", action="store_true", help="delete what is there")
    parser.add_argument("--tombstones", type=Path, metavar="FOLDER", help="where it stands what was erased since")
    parser.add_argument("--heads", type=Path, metavar="FOLDER", help="heads.json as kept since: names what is lost")
    parser.add_argument("--no-tombstones", action="store_true", help="nobody knows, and that goes on record")
    parser.add_argument("--drill", action="store_true", help="restore aside, throw it away, and put that on record")
    return parser.parse_args(arguments)
