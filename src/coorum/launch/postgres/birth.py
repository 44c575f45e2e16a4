"""Making a new cluster, and the two small files that say who may connect."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from coorum.launch.trouble import Trouble

from . import roles

if TYPE_CHECKING:
    from .cluster import Cluster


def ensure_born(cluster: "Cluster") -> None:
    """Make the data folder if there is none. It gets its name when it is whole: a death leaves no half."""
    if not cluster.folder.exists():
        half = cluster.folder.with_name(cluster.folder.name + ".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        cluster.account.give(half)
        _initdb(cluster, str(half))
        half.rename(cluster.folder)
    _write_access_rules(cluster)


def _initdb(cluster: "Cluster", folder: str) -> None:
    # The builtin locale sorts alike on every machine and needs no ICU; 15 and 16 lack it, libc's is close.
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if cluster.programs.major >= 17
        else ["--locale=C.UTF-8"]
    )
    command: list[str | Path] = [
        cluster.programs.folder / "initdb",
        "-D",
        folder,
        "-U",
        "postgres",
        "--encoding=UTF8",
        "--auth=peer",
        *locale,
    ]
    if not cluster.durable:
        command.append("--no-sync")
    result = subprocess.run(
        command, capture_output=True, text=True, cwd="/", env=plain_environment(), **cluster.account.popen()
    )
    if result.returncode:
        if "No space left" in result.stderr:
            raise Trouble(f"The disk that holds {cluster.folder.parent} is full: make room and start again.")
        raise Trouble(f"PostgreSQL could not make its data folder {cluster.folder}: {last_line(result.stderr)}")


def _write_access_rules(cluster: "Cluster") -> None:
    callers = {"root", pwd.getpwuid(os.geteuid()).pw_name}
    may_be = "".join(
        f'coorum "{caller}" {role}\n' for caller in sorted(callers) for role in ("postgres", roles.OWNER, roles.APP)
    )
    for name, text in (("pg_hba.conf", "local all all peer map=coorum\n"), ("pg_ident.conf", may_be)):
        path = cluster.folder / name
        path.write_text("# Written at every start by coorum's launcher; launch/postgres/cluster.py says why.\n" + text)
        cluster.account.give(path)


def plain_environment() -> dict[str, str]:
    """Messages in English, which we read; and none of the caller's PG… variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def last_line(text: str) -> str:
    """The last line in which PostgreSQL complains, without its prefixes."""
    complaints = [
        line for line in text.splitlines() if any(word in line for word in ("FATAL:", "PANIC:", "error:", "ERROR:"))
    ]
    lines = complaints or text.strip().splitlines() or ["it said nothing"]
    return lines[-1].split(":  ")[-1].strip()
