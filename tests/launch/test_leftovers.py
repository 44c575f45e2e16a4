"""A run of the tests clears away what a killed one left, and touches no living one."""

import subprocess
import sys
from pathlib import Path

from coorum.launch.postgres.cluster import cluster_in, running
from tests.leftovers import PREFIX, clear_leftovers

KILLED = """
import os, pathlib, signal, sys
from coorum.launch.postgres.cluster import cluster_in
cluster_in(pathlib.Path(sys.argv[1]), durable=False).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_left_is_stopped_and_removed(data: Path) -> None:
    folder = data.parent / f"{PREFIX}killed"
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], env={"PYTHONPATH": "src"}, check=False)
    left = cluster_in(folder, durable=False)
    assert left.is_alive()
    clear_leftovers(data.parent)
    assert not folder.exists()
    assert not left.is_alive()


def test_a_living_run_is_left_alone(data: Path) -> None:
    folder, begun = data.parent / f"{PREFIX}living", data.parent / f"{PREFIX}begun"
    begun.mkdir()
    with running(folder, durable=False) as cluster:
        clear_leftovers(data.parent)
        assert cluster.is_alive()
    assert begun.exists()
