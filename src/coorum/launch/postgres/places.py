"""Where a cluster keeps its data and where its socket is."""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from coorum.launch.trouble import Trouble

from .account import Account, passable_home

LONGEST_SOCKET_FOLDER = 85  # bytes; with `/.s.PGSQL.5432` it stays below 100, where macOS ends at 104 and Linux at 108


def data_folder(data: Path, major: int, account: Account) -> Path:
    """PostgreSQL's own folder in coorum's data folder: `pg18`, or where a link of that name points.

    The link exists where root starts coorum in a place that `nobody` cannot reach: we never open up folders.
    The major version is in the name because another major version cannot read it.
    """
    folder = data / f"pg{major}"
    if folder.exists() or folder.is_symlink():
        return folder.resolve()
    if others := sorted(data.glob("pg[0-9][0-9]")):
        raise Trouble(
            f"{others[-1]} was written by PostgreSQL {others[-1].name[2:]} and here runs {major}: "
            "move the content over with a backup made by the old version, or start with --fresh."
        )
    if account.can_live_in(data):
        return folder
    elsewhere = Path(tempfile.mkdtemp(prefix="data-", dir=passable_home()))
    elsewhere.chmod(0o711)
    folder.symlink_to(elsewhere / folder.name)
    return elsewhere / folder.name


def remove(folder: Path) -> None:
    """Delete a data folder, and where it is a link, what it points to."""
    there = folder.resolve()
    shutil.rmtree(there, ignore_errors=not there.exists())
    if folder.is_symlink():
        folder.unlink()
        with suppress(OSError):
            there.parent.rmdir()  # ours; anybody else's is not empty


def socket_folder(cluster: Path, account: Account) -> Path:
    """A folder only the server's account and root can enter: the cluster's, or one in /tmp, if long."""
    if len(os.fsencode(cluster)) <= LONGEST_SOCKET_FOLDER:
        return cluster
    short = Path("/tmp") / f"coorum-{hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]}"  # noqa: S108 - owner checked
    try:
        short.mkdir(mode=0o700)
        account.give(short)
    except FileExistsError:
        facts = short.lstat()
        if short.is_symlink() or facts.st_uid != account.uid or facts.st_mode & 0o077:
            raise Trouble(
                f"{short} belongs to somebody else: remove it, or choose a data folder with a shorter path."
            ) from None
    return short
