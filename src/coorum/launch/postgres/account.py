"""The system account that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coorum.launch.trouble import Trouble


@dataclass(frozen=True)
class Account:
    """Whoever started us; or `nobody`, where that is root."""

    uid: int
    gid: int
    is_other: bool

    def popen(self) -> dict[str, Any]:
        """Keyword arguments that make `subprocess` run a child as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def give(self, path: Path) -> None:
        """Make a file or folder that we just created this account's own."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def can_live_in(self, folder: Path) -> bool:
        """Whether a folder given to this account inside `folder` is really its own and can be reached.

        Tried rather than computed: a parent may be closed (root's home), a shared or remote disk may ignore
        owners.
        """
        if not self.is_other:
            return True
        probe = Path(tempfile.mkdtemp(prefix=".probe-", dir=folder))
        try:
            self.give(probe)
            trial = 'cd "$1" && [ -O . ] && [ -w . ]'
            return (
                subprocess.run(
                    ["/bin/sh", "-c", trial, "sh", probe], cwd="/", stderr=subprocess.DEVNULL, **self.popen()
                ).returncode
                == 0
            )
        except OSError:
            return False
        finally:
            shutil.rmtree(probe)


def server_account() -> Account:
    """The account PostgreSQL will run as; `Trouble` where this machine has none for it."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL refuses to run as root and there is no account “nobody” here: start coorum as an ordinary user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, is_other=True)


def passable_home() -> Path:
    """A folder of root's that any account may walk through, for what `nobody` cannot reach where it is."""
    for folder in (Path("/var/lib/coorum"), Path("/var/tmp/coorum")):  # noqa: S108 - its owner is checked below
        try:
            folder.mkdir(mode=0o711, exist_ok=True)
        except OSError:
            continue
        if folder.stat().st_uid == 0 and not folder.is_symlink() and server_account().can_live_in(folder):
            return folder
    raise Trouble(
        "PostgreSQL refuses to run as root, and the account “nobody” can reach no folder for its data: "
        "start coorum as an ordinary user."
    )
