"""The script `./coorum`, read as a module: which Python it finds, what it says where it cannot go on."""

import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script on a machine that has no Python at all, and a project folder of its own."""
    loader = SourceFileLoader("coorum_script", str(ROOT / "coorum"))
    module = module_from_spec(spec_from_loader("coorum_script", loader))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    monkeypatch.setattr(module, "MANAGERS", ("~/.versions/{}*/bin/python3",))
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "TOOLS", tmp_path / ".tools" / "uv")
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "test.txt", "tools.txt"):
        (tmp_path / "requirements" / name).write_text("thing==1\n")
    return module


def program(path: Path, lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return path


def test_shims_that_fail_are_passed_over(script: ModuleType, tmp_path: Path) -> None:
    program(tmp_path / "bin" / "python3.13", "echo 'python3.13: command not found' >&2; exit 127")
    program(tmp_path / "bin" / "python3.14", "echo 3.11")
    (tmp_path / "bin" / "python3.12").symlink_to("/nowhere")
    good = program(tmp_path / "home/.versions/3.13.7/bin/python3", "echo 3.13")
    assert script.find_python() == (good, "3.13")


def test_its_own_python_is_taken_where_it_is_new_enough(script: ModuleType, tmp_path: Path) -> None:
    own = program(tmp_path / "nothing", "echo 3.12")
    program(tmp_path / "bin" / "python3.13", "echo 3.13")
    assert script.find_python() == (str(own), "3.12")


def test_no_python_is_one_sentence(script: ModuleType, tmp_path: Path) -> None:
    program(tmp_path / "nothing", "echo 3.11")
    with pytest.raises(script.Trouble, match=r"needs Python 3\.12, 3\.13 or 3\.14 and none of them runs here"):
        script.main(["run"])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("The virtual environment was not created: ensurepip is not available.", "sudo apt install python3.13-venv"),
        ("/usr/bin/python3.13: No module named venv", "sudo apt install python3.13-venv"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "is full: make room"),
        ("error: failed to create directory: Read-only file system", "cannot be written to"),
        ("ERROR: No matching distribution found for uv==0.13.9", "go online and start again"),
        ("cause: client error (Connect)\n cause: dns error", "go online and start again"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "the installer's last words are above"),
    ],
)
def test_what_installers_say_becomes_one_sentence(
    script: ModuleType, tmp_path: Path, said: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path / "nothing", f'case "$1" in -c) echo 3.13;; *) echo "{said}"; exit 1;; esac')
    with pytest.raises(script.Trouble, match=sentence):
        script.install(tmp_path / "requirements" / "run.txt")
    assert script.read_stamp(script.VENV) == ""


def test_a_run_after_a_test_takes_nothing_away(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, started = [], []
    monkeypatch.setattr(
        script, "install", lambda lock: (installed.append(lock.name), script.write_stamp(script.VENV, lock))
    )
    monkeypatch.setattr(script.os, "execve", lambda *words: started.append(words[1][3:]))
    program(script.VENV / "bin" / "python", "echo 3.13")
    for command in ("run", "run", "test", "run", "check"):
        script.main([command])
    assert installed == ["run.txt", "test.txt"]
    assert len(started) == 5


def test_a_changed_lock_is_installed(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(script.VENV / "bin" / "python", "echo 3.13")
    script.write_stamp(script.VENV, tmp_path / "requirements" / "run.txt")
    (tmp_path / "requirements" / "run.txt").write_text("thing==2\n")
    monkeypatch.setattr(script, "install", lambda lock: (_ for _ in ()).throw(script.Trouble("installs")))
    with pytest.raises(script.Trouble, match="installs"):
        script.main(["run"])


def test_an_unknown_command_exits_with_one_sentence() -> None:
    done = subprocess.run([sys.executable, ROOT / "coorum", "dance"], capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "There is no “./coorum dance”" in done.stderr


def test_locks_carry_hashes_and_no_address_and_the_long_one_holds_the_short_one() -> None:
    texts = {name: (ROOT / "requirements" / name).read_text() for name in ("run.txt", "test.txt", "tools.txt")}
    pins = {name: {line.split()[0] for line in text.splitlines() if "==" in line} for name, text in texts.items()}
    assert pins["run.txt"] <= pins["test.txt"]
    assert all(len(text.split("--hash=")) > len(pins[name]) for name, text in texts.items())
    assert not any("://" in text or "index" in text for text in texts.values())
