"""A restore drill: the backup is restored aside, and thrown away; that it worked is written into the evidence."""

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from coorum.launch.indoors import indoors
from coorum.launch.postgres import cluster
from coorum.launch.surroundings import command
from coorum.launch.trouble import Trouble


def practise(options: argparse.Namespace, path: Path) -> None:
    """Restore into a folder that is deleted afterwards, and note it in the house of --data or of the environment."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("COORUM_", "DJANGO_"))}
    locks = {name: text for name, text in os.environ.items() if name.startswith("COORUM_BACKUP_")}
    with indoors(options.data.absolute()):
        from django.conf import settings

        from coorum.base.operations import BACKUP_DRILLED, record

        tombstones = options.tombstones or settings.COORUM_TOMBSTONES
        marks = ["--no-tombstones"] if options.no_tombstones else ["--tombstones", str(tombstones)]
        key = ["--key", str(options.key)] if options.key else []
        with tempfile.TemporaryDirectory() as scratch:
            keys = options.keys or _keys_in(Path(scratch))
            _restore_aside(["restore", str(path), "--keys", str(keys), *marks, *key], {**kept, **locks})
        record(BACKUP_DRILLED, backup=path.name)
    print("The drill went well, and is on record.")


def _keys_in(scratch: Path) -> Path:
    """The keys of this house as a folder, wherever it has them from."""
    from coorum.base.keys import secret_files

    for name, content in secret_files().items():
        (scratch / name).parent.mkdir(exist_ok=True)
        (scratch / name).write_bytes(content)
    return scratch


def _restore_aside(words: list[str], environment: dict[str, str]) -> None:
    aside = Path(tempfile.mkdtemp(prefix="coorum-drill-"))
    aside.chmod(0o711)
    try:
        done = subprocess.run(command(*words, "--data", str(aside / "data")), env=environment)
    finally:
        if (aside / "data").exists():
            cluster.erase(aside / "data")
        shutil.rmtree(aside)
    if done.returncode:
        raise Trouble("The drill failed: this backup would not bring the service back. Mend that today.")
