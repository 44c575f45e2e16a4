"""The doctor sees what is wrong, says what to do, and finds nothing where nothing is wrong."""

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coorum.base import heartbeat, keys
from coorum.base.ids import new_id
from coorum.base.ledger import heads, sealing
from coorum.base.operations import BACKUP_DRILLED, BACKUP_MADE, record
from coorum.base.outbox import Letter
from coorum.launch import doctor
from coorum.launch.doctor import database, machine, safety, work
from coorum.launch.doctor.finding import Check, State, ago
from tests.launch.houses import surroundings

Usage = namedtuple("Usage", "total used free")


def state_of(check: Check) -> State:
    """The worst that a check says, each time with a word on what to do."""
    findings = doctor.looked_at(check)
    assert all(finding.words for finding in findings)
    return max((finding.state for finding in findings), key=list(State).index)


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Any) -> Path:
    for name in ("keys", "files", "tombstones"):
        setattr(settings, f"COORUM_{name.upper()}", tmp_path / name)
        (tmp_path / name).mkdir(mode=0o700)
    keys.create(settings.COORUM_KEYS)
    return settings.COORUM_KEYS


@pytest.mark.parametrize(("free", "state"), [(200e9, "ok"), (4e9, "warn"), (0.1e9, "fail")])
def test_a_disk_that_fills_up(monkeypatch: pytest.MonkeyPatch, free: float, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(271e9, 271e9 - free, free))
    assert state_of(machine.disk) == state


def test_folders_that_everybody_may_look_into(settings: Any) -> None:
    assert state_of(machine.folders) == "ok"
    settings.COORUM_FILES.chmod(0o755)
    assert state_of(machine.folders) == "warn"


def test_keys_that_others_may_read_and_keys_that_are_gone(own_keys: Path) -> None:
    assert state_of(machine.keys) == "ok"
    (own_keys / "fields.json").chmod(0o644)
    assert state_of(machine.keys) == "fail"
    (own_keys / "fields.json").unlink()
    assert state_of(machine.keys) == "fail"


def test_a_python_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_of(machine.python) == "ok"
    monkeypatch.setattr(sys, "version_info", (3, 11, 4))
    assert state_of(machine.python) == "fail"


def test_a_role_that_looks_over_the_walls(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"postgresql:///{connection.settings_dict['NAME']}?host={os.environ['COORUM_TEST_SOCKET']}&user="
    for role, state in (("coorum_app", "ok"), ("coorum_owner", "fail"), ("postgres", "fail"), ("nobody_here", "fail")):
        monkeypatch.setenv("COORUM_DATABASE_URL", address + role)
        assert state_of(database.role) == state


def test_a_database_that_is_behind_or_ahead(db: None) -> None:
    assert state_of(database.version) == "ok"
    assert state_of(database.migrations) == "ok"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('base', '9999_later', now())")
    assert state_of(database.migrations) == "fail"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
        cursor.execute(
            "DELETE FROM django_migrations WHERE name = (SELECT max(name) FROM django_migrations WHERE app = 'base')"
        )
    assert state_of(database.migrations) == "fail"


@pytest.mark.parametrize(("seconds", "state"), [(0, "ok"), (5, "warn"), (-120, "fail")])
def test_clocks_that_differ(monkeypatch: pytest.MonkeyPatch, seconds: int, state: str) -> None:
    monkeypatch.setattr(database, "_row", lambda _: (timezone.now() + timedelta(seconds=seconds),))
    assert state_of(database.clock) == state


def test_a_worker_that_is_silent(db: None) -> None:
    assert state_of(work.worker) == "fail"
    heartbeat.beat()
    assert state_of(work.worker) == "ok"
    heartbeat.Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert state_of(work.worker) == "fail"


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("status", "'doing'"),
        ("status", "'failed'"),
        ("status, scheduled_at", "'todo', now() - interval '1 hour'"),
    ],
)
def test_tasks_that_are_stuck(db: None, columns: str, values: str) -> None:
    assert state_of(work.tasks) == "ok"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO procrastinate_jobs (queue_name, task_name, {columns}) VALUES ('q', 'x', {values})")
    assert state_of(work.tasks) == "warn"


@pytest.mark.parametrize(("minutes", "state"), [(1, "ok"), (20, "warn"), (90, "fail")])
def test_letters_that_nobody_sends(db: None, minutes: int, state: str) -> None:
    Letter.objects.create(key=new_id(), site_id=new_id(), kind="code", recipient="hana@people.example")
    Letter.objects.update(written_at=timezone.now() - timedelta(minutes=minutes))
    assert state_of(work.letters) == state


def test_evidence_that_nobody_seals_or_signs(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    record(BACKUP_MADE, rows=1)
    assert state_of(work.evidence) == "ok"
    monkeypatch.setattr(work, "UNSIGNED", timedelta())
    assert state_of(work.evidence) == "fail"
    for _ in range(2):  # the first head introduces its key, in the chain
        heads.sign_heads(pause=timedelta())
    assert state_of(work.evidence) == "ok"
    keys.create(tmp_path / "others")
    settings.COORUM_KEYS = tmp_path / "others"
    assert state_of(work.evidence) == "fail"


def test_an_access_stream_that_stands_still(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sealing.seal_once()
    monkeypatch.setattr(work, "SILENT", timedelta())
    assert state_of(work.evidence) == "ok"
    state_of(work.evidence)  # each look is itself an access
    monkeypatch.setattr(work, "_now", lambda: timezone.now() + timedelta(minutes=1))
    assert state_of(work.evidence) == "fail"


SMTP = {"BACKEND": "coorum.base.relay.Relay"}


def test_letters_that_cannot_leave(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_of(work.mail) == "ok"
    settings.COORUM_MODE = "prod"
    assert state_of(work.mail) == "fail"
    settings.MAILERS = {"default": SMTP}
    assert state_of(work.mail) == "fail"
    monkeypatch.setenv("COORUM_SMTP_URL", "smtp://127.0.0.1:9")
    assert state_of(work.mail) == "fail"
    settings.COORUM_MAIL_FROM = "coorum <no-reply@community.test>"
    assert state_of(work.mail) == "fail"
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: open(os.devnull))  # noqa: PTH123, SIM115
    assert state_of(work.mail) == "ok"


def test_backups_that_were_forgotten(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_of(safety.backup) == state_of(safety.drill) == "warn"
    record(BACKUP_MADE, rows=1)
    record(BACKUP_DRILLED)
    assert state_of(safety.backup) == state_of(safety.drill) == "ok"
    monkeypatch.setattr(safety, "BACKUP", -timedelta(days=1))
    monkeypatch.setattr(safety, "DRILL", -timedelta(days=1))
    assert state_of(safety.backup) == state_of(safety.drill) == "warn"
    monkeypatch.setattr(safety, "TOO_OLD", -timedelta(days=1))
    assert state_of(safety.backup) == "fail"


def test_tombstones_on_the_disk_of_the_data(settings: Any) -> None:
    assert state_of(safety.tombstones) == "ok"
    settings.COORUM_MODE = "prod"
    assert state_of(safety.tombstones) == "warn"


def test_a_check_that_cannot_be_made_is_a_finding(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(work, "LETTERS", "SELECT * FROM nowhere")
    (finding,) = doctor.looked_at(work.letters)
    assert (finding.state, "could not be looked at" in finding.words) == ("fail", True)
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK TO before")


@pytest.mark.parametrize(
    ("age", "words"),
    [(timedelta(), "a moment"), (timedelta(seconds=61), "1 minute"), (timedelta(hours=50), "2 days")],
)
def test_ages_in_words(age: timedelta, words: str) -> None:
    assert ago(age) == words


def test_it_says_so_in_json_and_by_its_exit_code(house: dict[str, str]) -> None:
    call = [sys.executable, "-m", "coorum.launch.cli", "doctor", "--json"]
    done = subprocess.run(call, env=surroundings(house), capture_output=True, text=True)
    found = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    assert (done.returncode, found["role"], found["migrations"], found["worker"]) == (1, "ok", "ok", "fail")


def test_no_house_is_one_line(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "coorum.launch.cli", "doctor", "--data", str(tmp_path / "none")]
    done = subprocess.run(call, env=surroundings({}), capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no coorum in" in done.stdout
    assert not (tmp_path / "none").exists()
