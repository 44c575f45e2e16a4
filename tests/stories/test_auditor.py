"""An auditor takes a proof from the public page and checks it on a machine of their own, without network."""

import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import House, sign_in

#: Heads are signed every minute, so a fresh proof has to wait for one.
pytestmark = pytest.mark.slow
Look = Callable[[Page, str], None]


def test_an_auditor_checks_a_proof_offline(house: House, visitor: Any, look: Look, tmp_path: Path) -> None:
    officer = visitor()
    sign_in(officer, f"{house.web}/desk/promises/", "desk@people.example")
    officer.click("[formaction='/desk/promises/proof/']")
    look(officer, "desk-promises")

    auditor = visitor()
    _until_proved(auditor, f"{house.web}/promises/")
    look(auditor, "promises")
    auditor.goto(f"{house.web}/promises/P13.4/")
    look(auditor, "promise")
    archive = _taken_away(auditor, f"{house.web}/promises/P13.4/", tmp_path)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    # `-S -E`: nothing installed, nothing of the environment; `unshare` would need rights that a test has not.
    answer = subprocess.run(
        [sys.executable, "-S", "-E", "check.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("P13.4 was kept at ")


def _until_proved(page: Page, address: str) -> None:
    for _second in range(60):
        page.goto(address)
        if page.locator(".promise .status.kept").count():
            return
        time.sleep(1)
    raise AssertionError("nothing was proved in a minute")


def _taken_away(page: Page, address: str, folder: Path) -> Path:
    for _try in range(15):
        page.goto(address)
        answer = page.request.get(f"{address}proof.zip")
        if answer.status == 200:
            file = folder / "proof.zip"
            file.write_bytes(answer.body())
            return file
        time.sleep(6)
    raise AssertionError("the evidence was not signed in a minute and a half")
