"""Programs side by side: their words are passed on, and none outlives the others, or us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from coorum.launch.supervisor import Program, Supervisor
from coorum.launch.trouble import Trouble
from tests.launch.runs import gone, wait_until

SLEEPER = "import time; print('ready', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPER
LEASHED = "from coorum.launch import leash; leash.hold();" + SLEEPER


def python(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": "src"})


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with Supervisor(said.append) as supervisor:
        yield supervisor
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_words_are_passed_on_with_the_name_of_who_spoke(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(python("web", SLEEPER))
    supervisor.start(python("worker", SLEEPER))
    supervisor.watch(until=lambda: len(said) == 2)
    assert sorted(said) == ["web     │ ready", "worker  │ ready"]


def test_when_one_ends_it_is_named(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(python("web", SLEEPER))
    supervisor.start(python("worker", "print('last words'); raise SystemExit(3)"))
    with pytest.raises(Trouble, match=r"“worker” ended \(exit code 3\)"):
        supervisor.watch()
    assert "worker  │ last words" in said


def test_a_killed_one_is_named_too(supervisor: Supervisor) -> None:
    supervisor.start(python("web", "import os; os.kill(os.getpid(), 9)"))
    with pytest.raises(Trouble, match="killed by SIGKILL"):
        supervisor.watch()


def test_a_program_that_must_end_well_does_or_is_named(supervisor: Supervisor) -> None:
    supervisor.finish(python("migrate", "pass"))
    with pytest.raises(Trouble, match=r"“migrate” failed \(exit code 1\)"):
        supervisor.finish(python("migrate", "raise SystemExit(1)"))


def test_an_errand_may_end_and_the_others_go_on(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(python("web", SLEEPER))
    supervisor.send(python("demo", "print('all is there')"))
    supervisor.send(python("other", "raise SystemExit(3)"))
    supervisor.watch(until=lambda: len(said) == 3)
    assert sorted(said) == ["demo    │ all is there", "other   │ failed (exit code 3)", "web     │ ready"]


def test_nothing_is_left_behind_within_five_seconds(said: list[str]) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    grandchild = (
        f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]); print(p.pid); p.wait()"
    )
    with Supervisor(said.append) as supervisor:
        supervisor.start(python("stubborn", STUBBORN))
        supervisor.start(python("parent", grandchild.replace("print(p.pid)", "print(p.pid, flush=True)")))
        supervisor.watch(until=lambda: len(said) >= 3)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    pids = [int(line.split()[-1]) for line in said if line.split()[-1].isdigit()]
    assert len(pids) == 1
    wait_until(lambda: gone(pids[0]))
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_when_the_launcher_is_killed_its_children_end() -> None:
    launcher = f"""
import os, sys
from coorum.launch.supervisor import Program, Supervisor
with Supervisor(lambda line: print(line, flush=True)) as supervisor:
    supervisor.start(Program("web", [sys.executable, "-c", {LEASHED!r}], dict(os.environ)))
    print(next(iter(supervisor._processes.values())).pid, flush=True)
    supervisor.watch()
"""
    with subprocess.Popen(
        [sys.executable, "-c", launcher], env={**os.environ, "PYTHONPATH": "src"}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert "ready" in process.stdout.readline()
        process.kill()
    wait_until(lambda: gone(child), seconds=5)
