"""Saving a house and getting it back, as a person at a shell does it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


@dataclass(frozen=True)
class Vault:
    """A folder for backups, one for keys, and what locks both."""

    folder: Path

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def keys(self) -> Path:
        return next((self.folder / "keys").glob("*.keys"))

    @property
    def lock(self) -> list[str]:
        return ["--key", str(self.folder / "lock" / "key")]

    def save(self, *words: str, **environment: str) -> str:
        return coorum(
            "backup", "--to", str(self.backups), "--keys-to", str(self.folder / "keys"), *words, **environment
        )

    def bring_back(self, *words: str, **environment: str) -> str:
        return coorum("restore", str(self.backups), "--keys", str(self.keys), *self.lock, *words, **environment)


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("COORUM_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": "src", **environment}


def coorum(*words: str, **environment: str) -> str:
    """What the command says; AssertionError with that where it fails."""
    call = [sys.executable, "-m", "coorum.launch.cli", *words]
    done = subprocess.run(call, env=surroundings(environment), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def complaint(*words: str, **environment: str) -> str:
    """What the command complains of."""
    call = [sys.executable, "-m", "coorum.launch.cli", *words]
    done = subprocess.run(call, env=surroundings(environment), capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def counts(superuser: str) -> dict[str, int]:
    """How many rows each table has."""
    with psycopg.connect(superuser) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
