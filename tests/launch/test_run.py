"""`coorum run` from outside: what it says, what it refuses, how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.launch.folders import folder_for_data
from tests.launch.runs import Run, free_port, gone, start


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """One run for all tests that leave it alone."""
    with folder_for_data() as data:
        run = start(data)
        yield run
        assert run.stop() == 0, run.said()


def refusal(data: Path, *words: str, **environment: str) -> str:
    """What a run says that must not start: one sentence, and no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "coorum.launch.cli", "run", "--data", str(data), *words],
        env={**os.environ, "PYTHONPATH": "src", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_it_says_where_to_look(run: Run) -> None:
    for offset in (0, 2, 3):
        assert f"http://localhost:{run.port + offset}/" in run.said()


def test_pages_mailbox_and_shop_are_served(run: Run) -> None:
    with urlopen(f"http://localhost:{run.port}/healthz") as answer:
        assert json.load(answer)["status"] == "ok"
    for offset in (2, 3):
        with urlopen(f"http://localhost:{run.port + offset}/") as answer:
            assert b"<html" in answer.read()


def test_a_second_run_on_the_same_folder_is_refused(run: Run) -> None:
    said = refusal(run.data, "--port", str(free_port()))
    assert f"runs on {run.data} already (process {run.process.pid})" in said


def test_a_taken_port_is_named(data: Path) -> None:
    with socket.socket() as other:
        port = free_port()
        other.bind(("127.0.0.1", port + 2))
        other.listen()
        assert f"Port {port + 2}, for the mailbox, is taken" in refusal(data, "--port", str(port))


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in refusal(tmp_path / "file" / "data")


def test_a_database_that_does_not_answer_is_named(data: Path) -> None:
    said = refusal(
        data, "--port", str(free_port()), COORUM_DATABASE_URL="postgresql://coorum_app@/coorum?host=/nowhere"
    )
    assert "The PostgreSQL that COORUM_DATABASE_URL names does not answer" in said


def test_fresh_never_empties_a_database_of_somebody_else(data: Path) -> None:
    said = refusal(data, "--fresh", "--port", str(free_port()), COORUM_DATABASE_URL="postgresql://x@/x?host=/nowhere")
    assert "do that by hand" in said


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_to_end_ends_every_child(data: Path, number: signal.Signals) -> None:
    run = start(data)
    children = run.descendants()
    assert run.stop(number) == 0
    assert all(gone(pid) for pid in children)


@pytest.mark.slow
def test_two_runs_live_side_by_side(run: Run, data: Path) -> None:
    other = start(data)
    for each in (run, other):
        with urlopen(f"http://localhost:{each.port}/healthz") as answer:
            assert answer.status == 200
    assert other.stop() == 0


@pytest.mark.slow
def test_fresh_deletes_what_is_coorums_and_nothing_else(data: Path) -> None:
    assert start(data).stop() == 0
    (data / "diary.txt").write_text("mine")
    secret = (data / "keys" / "django.secret").read_text()
    assert start(data, "--fresh").stop() == 0
    assert (data / "diary.txt").read_text() == "mine"
    assert (data / "keys" / "django.secret").read_text() != secret
