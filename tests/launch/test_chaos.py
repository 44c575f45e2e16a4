"""Whatever is killed, at whatever moment: nothing that was acknowledged is lost, nothing is left behind."""

import itertools
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from coorum.launch.postgres import Cluster, ensure_roles
from coorum.launch.postgres.cluster import cluster_in
from coorum.launch.postgres.processes import postgres_of
from coorum.launch.postgres.server import postmaster
from tests.launch.folders import folder_for_data
from tests.launch.runs import gone, start, title_of, wait_until

pytestmark = pytest.mark.slow


class Writer(threading.Thread):
    """Commits numbers and remembers those that were acknowledged."""

    def __init__(self, name: int, url: str) -> None:
        super().__init__(daemon=True)
        self.number, self.url = name, url
        self.acknowledged: list[int] = []
        self.may_end = threading.Event()

    def run(self) -> None:
        for n in itertools.count():
            while not self.may_end.is_set():
                with suppress(psycopg.Error), psycopg.connect(self.url, autocommit=True) as connection:
                    self._write(connection, n)
                    break
            if self.may_end.is_set():
                return

    def _write(self, connection: psycopg.Connection, n: int) -> None:
        for k in range(50):
            connection.execute("INSERT INTO written VALUES (%s, %s, %s)", [self.number, n, k])
            self.acknowledged.append(n * 1000 + k)


@pytest.fixture
def cluster(data: Path) -> Iterator[Cluster]:
    cluster = cluster_in(data)
    cluster.start()
    ensure_roles(cluster)
    with psycopg.connect(cluster.url("coorum_owner")) as owner:
        owner.execute("CREATE TABLE written (writer int, n int, k int)")
    yield cluster
    cluster.stop()


def victims(cluster: Cluster, kind: str) -> list[int]:
    chief = postmaster(cluster)
    others = [pid for pid in postgres_of(cluster.folder) if pid != chief]
    if kind == "all":
        return [chief, *others] if chief else others
    if kind == "postmaster":
        return [chief] if chief else []
    return [pid for pid in others if "coorum_owner" in title_of(pid)][:1]


def test_no_acknowledged_commit_is_lost_in_twenty_kills(cluster: Cluster, data: Path) -> None:
    writers = [Writer(number, cluster.url("coorum_owner")) for number in range(4)]
    for writer in writers:
        writer.start()
    chance = random.Random(20)  # noqa: S311 - the same moments each time
    for kind in ["all", "postmaster", "backend"] * 6 + ["all", "postmaster"]:
        time.sleep(chance.uniform(0.2, 1.0))  # the moment of a death is the point of this test
        for pid in victims(cluster, kind):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        before = sum(len(writer.acknowledged) for writer in writers)
        cluster.start()
        wait_until(lambda: sum(len(writer.acknowledged) for writer in writers) > before, seconds=30)  # noqa: B023
    for writer in writers:
        writer.may_end.set()
    for writer in writers:
        writer.join(10)
    with psycopg.connect(cluster.url("coorum_owner")) as owner:
        rows = set(owner.execute("SELECT writer, n * 1000 + k FROM written").fetchall())
    acknowledged = {(writer.number, n) for writer in writers for n in writer.acknowledged}
    assert len(acknowledged) > 1000
    assert acknowledged <= rows


@pytest.fixture(scope="module")
def data_of_runs() -> Iterator[Path]:
    with folder_for_data() as data:
        yield data


def test_a_killed_launcher_takes_its_children_along_and_the_next_adopts_the_database(data_of_runs: Path) -> None:
    first = start(data_of_runs)
    children = first.descendants()
    assert len(children) > 4
    chief = postmaster(cluster_in(data_of_runs))
    first.kill()
    wait_until(lambda: all(gone(pid) for pid in children if pid not in first.database()), seconds=15)
    second = start(data_of_runs)
    assert postmaster(cluster_in(data_of_runs)) == chief
    assert second.stop() == 0


@pytest.mark.parametrize("name", ["web", "worker", "live", "toys"])
def test_a_killed_child_is_named_and_everything_ends(data_of_runs: Path, name: str) -> None:
    run = start(data_of_runs)
    children = run.descendants()
    os.kill(run.child(name), signal.SIGKILL)
    assert run.wait(15) == 1
    assert f"“{name}” ended (killed by SIGKILL), so everything was stopped." in run.said()
    wait_until(lambda: all(gone(pid) for pid in children), seconds=5)


def test_a_killed_database_is_named_and_comes_back_at_the_next_start(data_of_runs: Path) -> None:
    run = start(data_of_runs)
    chief = postmaster(cluster_in(data_of_runs))
    assert chief is not None
    os.kill(chief, signal.SIGKILL)
    assert run.wait(15) == 1
    assert "“PostgreSQL” ended, so everything was stopped." in run.said()
    assert start(data_of_runs).stop() == 0
