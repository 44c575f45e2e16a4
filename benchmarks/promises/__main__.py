"""`python -m benchmarks.promises [--scale 0.01] [--new 2000]`: see README.md beside this file."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.promises import house, writing
from coorum.launch.postgres import Cluster, running

ROOT = Path(__file__).resolve().parents[2]
SITES, MEMBERS, ENTRIES, PEOPLE = 200, 300_000, 10_000_000, 1_000_000


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--scale", type=float, default=0.01, help="1: 200 sites, 300,000 members, 10 M entries")
    options.add_argument("--new", type=int, default=2000, help="entries appended before each short pass")
    options.add_argument("--seconds", type=float, default=5, help="of each turn of writing")
    given = options.parse_args()
    print(
        f"{os.cpu_count()} cores {platform.machine()}, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        with running(folder) as cluster:
            house.furnish(cluster, folder)
            sites = max(4, round(SITES * min(1, given.scale * 10)))  # the same for both: it is the data that grows
            small, large = (measured(cluster, part * given.scale, sites, given.new) for part in (0.1, 1))
            print(f"a short pass, ten times the data and as much new: {large['cpu'] / small['cpu']:.2f} x")
            print(
                f"  grown: {dearest({name: large['spent'][name] - small['spent'][name] for name in large['spent']})}",
                flush=True,
            )
            child("append", str(10 * given.new))
            busy = child("new")
            print(
                f"  and ten times as much new, each new entry: {busy['cpu'] / 10 / small['cpu']:.2f} x ({busy['cpu']:.2f} CPU s)"
            )
            house.crowd(cluster, people=round(PEOPLE * given.scale))
            told = child("tell")
            print(f"one root over {told['people']:,} people: {told['cpu']:.2f} CPU s, {told['peak']:.0f} MB")
            for writers in (8, 32):
                rates = writing.compare(cluster, seconds=given.seconds, turns=3, writers=writers)
                said = ", ".join(f"{rate:,.0f} {way}" for way, rate in rates.items())
                against = ", ".join(f"{rates['chained'] / rates[way]:.0%} of {way}" for way in ("plain", "bare"))
                print(f"50 sites, {writers} writers: {said} entries a second; chained is {against}", flush=True)


def measured(cluster: Cluster, scale: float, sites: int, new: int) -> dict[str, Any]:
    """Print what passes cost at this scale, and answer the short one."""
    house.grow(cluster, sites=sites, members=round(MEMBERS * scale), entries=round(ENTRIES * scale))
    print(f"scale {scale:g}: {sites} sites, {MEMBERS * scale:,.0f} members, {ENTRIES * scale:,.0f} entries", flush=True)
    child("read")
    read, whole, idle = child("read"), child("whole"), child("new")
    child("append", str(new))
    short = child("new")
    print(f"  one read of the ledger {read['cpu']:8.2f} CPU s")
    for name, one in (("whole", whole), ("nothing new", idle), (f"{new} new", short)):
        ratio = f"{one['cpu'] / read['cpu']:6.2f} x the read"
        print(f"  {name:<22} {one['cpu']:8.2f} CPU s, {ratio}, {one['entries']:,} entries, {one['peak']:.0f} MB")
        print(f"    dearest: {dearest(one['spent'])}")
        print(f"    broken: {', '.join(one['broken']) or 'nothing'}", flush=True)
    return short


def dearest(spent: dict[str, float]) -> str:
    """The checks that cost most, with their seconds."""
    most = sorted(spent.items(), key=lambda one: -one[1])[:8]
    return ", ".join(f"{check} {seconds:.2f}" for check, seconds in most)


def child(*what: str) -> dict[str, Any]:
    """Do one thing in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.promises.passes", *what]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    answer = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(answer.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
