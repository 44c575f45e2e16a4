"""`coorum doctor`: whether all is well, a line for each thing, and what to do where it is not. Exit code 1 where something fails.

It only looks; our own database is started for the time where it does not run.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from coorum.launch.checkout import default_data
from coorum.launch.doctor import database, machine, safety, work
from coorum.launch.doctor.finding import Check, Finding, State, fail
from coorum.launch.indoors import indoors
from coorum.launch.trouble import Trouble

CHECKS: Sequence[Check] = (
    *(machine.disk, machine.folders, machine.keys, machine.collected),
    *(database.role, database.version, database.migrations, database.clock),
    *(work.worker, work.tasks, work.letters, work.mail, work.evidence),
    *(safety.backup, safety.drill, safety.tombstones),
)


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    findings = list(examine(options.data.absolute()))
    worst = max((finding.state for finding in findings), key=list(State).index)
    if options.json:
        plain = [{"name": one.name, "state": one.state, "words": one.words} for one in findings]
        print(json.dumps({"state": worst, "checks": plain}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(finding.line() for finding in findings))
    return 1 if worst is State.FAIL else 0


def examine(data: Path) -> Iterator[Finding]:
    """Everything that is to be said of the house in `data`, or of the one that the environment names."""
    yield from machine.python()
    try:
        with indoors(data):
            for check in CHECKS:
                yield from looked_at(check)
    except Trouble as trouble:
        yield fail("house", str(trouble))


def looked_at(check: Check) -> list[Finding]:
    """What a check says. One that cannot even be made is a finding too, and keeps nobody from the others."""
    import psycopg
    from django.db import Error, connection

    try:
        return list(check())
    except (Error, psycopg.Error, OSError, LookupError, ValueError) as error:
        connection.close()
        words = str(error).strip().splitlines() or [type(error).__name__]
        return [fail(check.__name__, f"could not be looked at: {words[0]}")]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="coorum doctor", description="See whether all is well.")
    parser.add_argument("--data", type=Path, default=default_data(), help="the folder of coorum run (.data)")
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser.parse_args(arguments)
