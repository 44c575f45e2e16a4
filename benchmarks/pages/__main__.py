"""`python -m benchmarks.pages [--requests 400] [--data DIR]`: see README.md beside this file."""

import argparse
import gzip
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.pages.processor import children_of, megabytes_of, seconds_of
from coorum.launch.postgres.cluster import cluster_in

ROOT = Path(__file__).resolve().parents[2]
PORT = 18600
TURNS = 4


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--requests", type=int, default=400, help="requests of each kind")
    options.add_argument("--data", type=Path, help="a data folder with the demo, to be used again")
    given = options.parse_args()
    data = given.data or Path(tempfile.mkdtemp(prefix="coorum-bench-"))
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    with house(data) as supervisor, floor(data) as bare:
        time.sleep(3)
        memory = megabytes_of([*children_of(supervisor.pid), *children_of(postmaster(data))])
        visits = {"floor": ("localhost", PORT + 50, "/", {}), **pages(data)}
        cost = measured(visits, given.requests, supervisor, bare, data)
        report(cost, memory)
        print(f"first visit: {first_visit(cost['guest'][1]) / 1000:.1f} kB of style and script, compressed")


@contextmanager
def house(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`coorum run` with the demo."""
    command = [sys.executable, "-m", "coorum.launch.cli", "run", "--port", str(PORT), "--data", str(data)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL)
    try:
        until_served(PORT, process, 600)
        until_quiet(data, 900)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@contextmanager
def floor(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The floor, on a table of its own in the same cluster, under the same server."""
    cluster = cluster_in(data)
    with psycopg.connect(cluster.superuser_url, autocommit=True) as superuser:
        if not superuser.execute("SELECT 1 FROM pg_database WHERE datname = 'floor'").fetchone():
            superuser.execute("CREATE DATABASE floor")
    address = cluster.url("postgres", "floor")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS floor_row (board int, title text, name text, at timestamptz)")
        connection.execute("TRUNCATE floor_row")
        connection.execute(
            "INSERT INTO floor_row SELECT n % 20, 'A title of some length ' || n, 'Name ' || n, now() - n * interval '1 minute' "
            "FROM generate_series(1, 2000) n"
        )
        connection.execute("CREATE INDEX IF NOT EXISTS floor_row_board ON floor_row (board, at DESC)")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT + 50), "--workers", "1"]
    environment = {**os.environ, "FLOOR_DATABASE_URL": address, "PYTHONPATH": f"{ROOT}"}
    process = subprocess.Popen(
        [*command, "--blocking-threads", "1", "benchmarks.pages.floor:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_served(PORT + 50, process, 30)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def pages(data: Path) -> dict[str, tuple[str, int, str, dict[str, str]]]:
    """The post with the most comments on its first page, for a guest and for a member."""
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages.choose"],
        env=environment_of(data),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    chosen = json.loads(found.stdout.splitlines()[-1])
    # A browser that has been here before brings the cookie of forms along, and need not be given a new one.
    cookie = {"Cookie": f"session={chosen['session']}; csrf={'benchmark' * 3 + 'pages'}"}
    return {
        "guest": ("localhost", PORT, chosen["path"], {}),
        "member": ("localhost", PORT, chosen["path"], cookie),
        "home, guest": ("localhost", PORT, "/", {}),
        "board, guest": ("localhost", PORT, chosen["board"], {}),
    }


def environment_of(data: Path) -> dict[str, str]:
    from coorum.launch.postgres import APP
    from coorum.launch.surroundings import Surroundings

    addresses = {"COORUM_DATABASE_URL": cluster_in(data).url(APP)}
    return Surroundings(data, PORT).environment(addresses) | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def measured(
    visits: dict[str, Any], requests: int, house_: Any, bare: Any, data: Path
) -> dict[str, tuple[float, bytes]]:
    """CPU milliseconds a request (web and database) and the page, by kind; turns alternate so that load is shared."""
    spent = dict.fromkeys(visits, 0.0)
    bodies: dict[str, bytes] = {}
    database = postmaster(data)
    for name, visit in visits.items():
        for _connection in range(8):  # so that each of the server's processes has had its turn
            bodies[name] = fetch(*visit, times=30)
    if b'id="composer"' not in bodies["member"] or b'id="composer"' in bodies["guest"]:
        raise RuntimeError("the member is not signed in, or the guest is")
    for _turn in range(TURNS):
        for name, visit in visits.items():
            server = bare if name == "floor" else house_
            before = seconds_of([*web_of(server), *children_of(database)])
            fetch(*visit, times=requests // TURNS)
            spent[name] += seconds_of([*web_of(server), *children_of(database)]) - before
    return {name: (1000 * spent[name] / (requests // TURNS * TURNS), bodies[name]) for name in visits}


def web_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """The web server's processes, without worker, live events and toys."""
    if "granian" in Path(f"/proc/{process.pid}/cmdline").read_text():
        return children_of(process.pid)
    for child in children_of(process.pid)[1:]:
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        if "serve" in words:
            return children_of(child)
    raise RuntimeError("the web server was not found")


def fetch(host: str, port: int, path: str, headers: dict[str, str], *, times: int) -> bytes:
    connection = http.client.HTTPConnection(host, port, timeout=30)
    for _time in range(times):
        connection.request("GET", path, headers={"Host": f"{host}:{port}", "Accept-Language": "ja", **headers})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
    connection.close()
    return body


def first_visit(body: bytes) -> int:
    """Bytes on the wire of style and script of a page, compressed."""
    total = 0
    for address in set(re.findall(rb'(?:href|src)="(/(?:static|theme)/[^"]+\.(?:css|js))"', body)):
        total += len(gzip.compress(fetch("localhost", PORT, address.decode(), {}, times=1)))
    return total


def postmaster(data: Path) -> int:
    return int((cluster_in(data).folder / "postmaster.pid").read_text().split()[0])


def until_served(port: int, process: "subprocess.Popen[bytes]", seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("it did not start")
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=2)
            connection.request("GET", "/" if port == PORT + 50 else "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise RuntimeError("it did not answer in time")


def until_quiet(data: Path, seconds: float) -> None:
    """The demo is told whole, and no task waits: only then is the database's time that of the pages."""
    waiting = (
        "SELECT count(*) FROM procrastinate_jobs "
        "WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()"
    )
    end = time.monotonic() + seconds
    with psycopg.connect(cluster_in(data).superuser_url, dbname="coorum", autocommit=True) as superuser:
        while time.monotonic() < end:
            (jobs,) = superuser.execute(waiting).fetchone() or (1,)
            if (data / "demo-accounts.json").exists() and not (data / "demo-unfinished.json").exists() and not jobs:
                return
            time.sleep(1)
    raise RuntimeError("the demo was not told in time")


def report(cost: dict[str, tuple[float, bytes]], memory: float) -> None:
    bare = cost["floor"][0]
    print(f"{'page':<14}{'CPU ms':>8}{'× floor':>9}{'kB':>7}{'kB gzip':>9}")
    for name, (milliseconds, body) in cost.items():
        sizes = len(body) / 1000, len(gzip.compress(body)) / 1000
        print(f"{name:<14}{milliseconds:8.2f}{milliseconds / bare:9.1f}{sizes[0]:7.1f}{sizes[1]:9.1f}")
    print(f"\nwhole product, idle: {memory:.0f} MB (proportional)")


if __name__ == "__main__":
    main()
