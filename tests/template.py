"""The migrated server the tests begin with, kept between runs: to migrate takes longer than most tests somebody runs alone.

Kept in the user's cache folder under a fingerprint of all that makes the tables: migrations, the cellar that builds walls with
them, the libraries and PostgreSQL. Where anything of it changed, the server is made anew; the newest few are kept.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from coorum.launch.checkout import PACKAGE
from coorum.launch.postgres import APP, OWNER, ensure_database, ensure_roles
from coorum.launch.postgres.cluster import Cluster
from coorum.launch.schema import LIBRARIES

TEMPLATE = "coorum_template"
MOST = 6
TABLES = ("**/migrations/*.py", "base/**/*.py", "commands/**/migrate.py")


def start(cluster: Cluster) -> None:
    """Start a fresh cluster that has the template."""
    kept = _place() / _fingerprint(cluster)
    if kept.exists():
        os.utime(kept)
        _copy(kept, cluster.folder)
        cluster.start()
        return
    cluster.start()
    ensure_roles(cluster)
    ensure_database(cluster, TEMPLATE)
    _migrate(cluster)
    cluster.stop()
    _keep(cluster.folder, kept)
    cluster.start()


def _migrate(cluster: Cluster) -> None:
    """In a process of its own, so that this one never holds the owner's connection."""
    environment = {
        **os.environ,
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "coorum.config.settings.test",
        "COORUM_DATABASE_URL": cluster.url(APP, TEMPLATE),
        "COORUM_OWNER_DATABASE_URL": cluster.url(OWNER, TEMPLATE),
    }
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True)


def _keep(folder: Path, kept: Path) -> None:
    """In one step, so that nobody finds half of it; whoever comes second with the same has worked for nothing."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=kept.parent)) / "data"
    _copy(folder, beside)
    with suppress(OSError):
        beside.rename(kept)
    shutil.rmtree(beside.parent)
    for old in sorted(kept.parent.iterdir(), key=lambda one: one.lstat().st_mtime)[:-MOST]:
        shutil.rmtree(old, ignore_errors=True)


def _copy(folder: Path, to: Path) -> None:
    """With owners, which Python's own copying leaves out: the server runs as another account where root runs the tests."""
    subprocess.run(["cp", "-a", str(folder), str(to)], check=True)  # noqa: S607  everywhere in PATH


def _place() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "coorum" / "tests"


def _fingerprint(cluster: Cluster) -> str:
    found = hashlib.sha256(f"{cluster.programs.version} {cluster.account}".encode())
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}".encode())
    for file in sorted({file for pattern in TABLES for file in PACKAGE.glob(pattern)}):
        found.update(str(file.relative_to(PACKAGE)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:32]
