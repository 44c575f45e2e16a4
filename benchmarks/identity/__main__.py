"""`python -m benchmarks.identity [--data DIR]`: see README.md beside this file."""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.identity.flood import sign_in
from benchmarks.identity.systems import asked_by_systems
from benchmarks.pages.__main__ import PORT, fetch, floor, house, pages, postmaster, web_of
from benchmarks.pages.processor import children_of, seconds_of

SIGN_INS = 40
#: A second; so that strangers all together stay within what they may.
PACE = 4.0
HASHES = 40
FLOORS = 400
#: The floor without pause, and at the pace of the sign-ins.
FLOOR_KINDS = {"in a row": 0.0, "at that pace": 1 / PACE}
TURNS = 3
SECONDS = 10.0
FLOOD = 200
#: What systems ask, and how many times the floor it may cost.
BUDGETS = {"list of 20 posts": 3, "token": 10, "list of 20 members, each on the record": 10, "changes": 3}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, help="a data folder with the demo, to be used again")
    options.add_argument("--systems", action="store_true", help="only what operators' systems ask")
    given = options.parse_args()
    only_systems, data = given.systems, given.data or Path(tempfile.mkdtemp(prefix="coorum-bench-"))
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    os.environ["COORUM_TRUSTED_PROXIES"] = "1"  # each try says from where it comes
    with house(data) as supervisor, floor(data) as bare:
        chosen = pages(data)
        time.sleep(3)
        report_systems(data, supervisor, bare)
        if only_systems:
            return
        report_cost(data, supervisor, bare)
        report_flood(chosen["guest"][2])


def report_cost(data: Path, supervisor: Any, bare: Any) -> None:
    """CPU milliseconds of a sign-in, in two halves: the second finds the sessions that the first opened."""
    database = postmaster(data)
    processes = [*web_of(supervisor), *children_of(database)]
    hashing = hash_milliseconds()
    started = time.monotonic()
    halves = [spent(sign_ins(data), processes) for _half in range(2)]
    length = (time.monotonic() - started) / 2
    idle = spent(lambda: time.sleep(length) or SIGN_INS, processes)  # type: ignore[func-returns-value]  # what they do anyway
    halves = [half - idle for half in halves]
    fetch("localhost", PORT + 50, "/", {}, times=50)
    least = {kind: spent(floors(pause), [*web_of(bare), *children_of(database)]) for kind, pause in FLOOR_KINDS.items()}
    told = ", ".join(f"floor {kind} {milliseconds:.2f} ms" for kind, milliseconds in least.items())
    print(f"bare hash {hashing:.1f} ms, {told}, idle {idle:.1f} ms of CPU")
    for name, whole in zip(("no session", f"{SIGN_INS} sessions"), halves, strict=True):
        ratios = " or ".join(f"{(whole - hashing) / least[kind]:.1f} × the floor {kind}" for kind in least)
        print(f"sign-in, {name}: {whole:.1f} ms; without the hash {ratios} (≤ 10)")


def report_systems(data: Path, supervisor: Any, bare: Any) -> None:
    """CPU milliseconds of what an operator's system asks, as multiples of the floor in the same turns."""
    database = postmaster(data)
    servers = {True: [*web_of(supervisor), *children_of(database)], False: [*web_of(bare), *children_of(database)]}
    kinds: dict[str, Any] = {"floor": floors(), **asked_by_systems(data)}
    cost = dict.fromkeys(kinds, 0.0)
    for turn in range(1 + TURNS):  # the first warms up
        for name, work in kinds.items():
            processes = [*servers[name != "floor"]]
            milliseconds = spent(work, processes)
            cost[name] += milliseconds if turn else 0
    print(f"floor {cost['floor'] / TURNS:.2f} ms of CPU")
    for name, most in BUDGETS.items():
        print(f"{name}: {cost[name] / TURNS:.2f} ms, {cost[name] / cost['floor']:.1f} × the floor (≤ {most})")


def report_flood(path: str) -> None:
    """Pages a second without and with the flood, in turns."""
    calm, flooded, tries, statuses = 0.0, 0.0, 0.0, {}
    for _turn in range(TURNS):
        calm += per_second(load("read", path, str(SECONDS)))
        flood = load("try", str(SECONDS + 2), str(FLOOD))
        time.sleep(1)
        flooded += per_second(load("read", path, str(SECONDS)))
        said = json.loads(flood.communicate()[0])
        tries += sum(said["found"].values()) / said["seconds"]
        for status, count in said["found"].items():
            statuses[status] = statuses.get(status, 0) + count
    print(
        f"pages a second: {calm / TURNS:.0f} undisturbed, {flooded / TURNS:.0f} under {tries / TURNS:.0f} tries a second"
    )
    print(f"kept: {100 * flooded / calm:.0f} % (≥ 50); tries were answered {statuses}")


def hash_milliseconds() -> float:
    """CPU milliseconds of one bare verification, in this process, at the pace of the sign-ins (so with caches as cold)."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    kept, started = hasher.hash("a bare password"), time.process_time()
    for _time in range(HASHES):
        hasher.verify(kept, "a bare password")
        time.sleep(1 / PACE)
    return 1000 * (time.process_time() - started) / HASHES


def sign_ins(data: Path) -> Any:
    account = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))[-1]

    def work() -> int:
        connection = http.client.HTTPConnection("localhost", PORT, timeout=30)
        for _time in range(SIGN_INS):
            status = sign_in(connection, PORT, account["email"], account["password"])
            if status != 302:
                raise RuntimeError(f"signing in was answered {status}")
            time.sleep(1 / PACE)
        return SIGN_INS

    return work


def floors(pause: float = 0) -> Any:
    """The floor, as often as it goes, or at the pace of the sign-ins: after a pause every cache of the processor is cold."""

    def work() -> int:
        many = SIGN_INS if pause else FLOORS
        connection = http.client.HTTPConnection("localhost", PORT + 50, timeout=30)
        for _time in range(many):
            connection.request("GET", "/")
            connection.getresponse().read()
            time.sleep(pause)
        return many

    return work


def spent(work: Any, processes: list[int]) -> float:
    """CPU milliseconds of one piece of work, web and database."""
    before = seconds_of(processes)
    times = work()
    return 1000 * (seconds_of(processes) - before) / times


def load(*words: str) -> "subprocess.Popen[str]":
    kind, *given = words
    command = [sys.executable, "-m", "benchmarks.identity.flood", kind, str(PORT), *given]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def per_second(process: "subprocess.Popen[str]") -> float:
    said = json.loads(process.communicate()[0])
    if set(said["found"]) - {"200"}:
        raise RuntimeError(f"pages were answered {said['found']}")
    return float(sum(said["found"].values()) / said["seconds"])


if __name__ == "__main__":
    main()
