"""The child that looks at pictures can do nothing else, and is not believed."""

import subprocess
import sys
import time

import pytest

from coorum.base.errors import Refused
from coorum.base.pictures import sandbox, wire
from coorum.base.pictures.studio import examine_and_encode


def refusal(data):
    with pytest.raises(Refused) as refused:
        examine_and_encode(data, kind="inline")
    return refused.value


def test_a_child_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "CLOCK_SECONDS", 0.3)
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    assert refusal(b"x").code == "picture_unreadable"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xff\xff\xff",
        wire.pack({}),
        wire.pack({"made": 7}),
        wire.pack({"made": [{"name": "small", "width": 1, "height": 1, "format": "webp", "length": 9}]}, b"<script>x"),
        wire.pack({"made": [{"name": "../x", "width": 1, "height": 1, "format": "webp", "length": 4}]}, b"RIFF"),
        wire.pack({"made": []}),
        b'\0\0\0\x20{"refused": "a", "most": 1e999}  ',
        b"\0\0\x9c\x40" + b"[" * 40_000,
        wire.pack({"refused": "sign_in_as_somebody_else"}),
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(monkeypatch, answer):
    program = f"import os; os.write(1, {answer!r})"
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-c", program))
    assert refusal(b"x").code == "picture_unreadable"


def test_a_child_that_pretends_to_be_dead_is_ended(monkeypatch):
    program = "import os, time; os.closerange(0, 64); time.sleep(60)"
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-c", program))
    started = time.monotonic()
    assert refusal(b"x").code == "picture_unreadable"
    assert time.monotonic() - started < 15


def test_a_child_that_dies_is_only_a_damaged_picture(monkeypatch):
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-c", "import os; os.abort()"))
    assert refusal(b"x").code == "picture_unreadable"


def test_when_all_seats_are_taken_people_are_asked_to_wait(monkeypatch):
    monkeypatch.setattr(sandbox, "CLOCK_SECONDS", 0.05)
    for _ in range(sandbox.SEATS):
        sandbox._seats.acquire()
    try:
        assert refusal(b"x").code == "picture_busy"
    finally:
        for _ in range(sandbox.SEATS):
            sandbox._seats.release()


TRIES = {
    "read a file": "open('/etc/hostname')",
    "write a file": "open('/tmp/x', 'w')",
    "look around": "__import__('os').listdir('/')",
    "call out": "socket.socket()",
    "start a program": "os.execv('/bin/true', ['true'])",
    "have children": "os.fork()",
    "stop others": "os.kill(os.getppid(), 0)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
@pytest.mark.parametrize("attempt", TRIES)
def test_a_sealed_child_can_do_nothing_but_answer(attempt):
    program = (
        "import os, socket\n"
        "from coorum.base.pictures import seal\n"
        "assert seal.seal()\n"
        f"try:\n    {TRIES[attempt]}\n"
        "except PermissionError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=sandbox._ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused\n", done.stderr


def test_the_child_starts_without_django():
    program = "import coorum.base.pictures.worker, sys; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=sandbox._ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert "'PIL.Image'" in done.stdout
    assert "django" not in done.stdout
