"""The authenticator app of the demo: the codes of its staff, and nobody's where there is no demo."""

import json
from datetime import UTC, datetime
from pathlib import Path

from coorum.factors import totp
from coorum.launch.mailbox import codes
from coorum.launch.mailbox.pages import mailbox
from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Question
from tests.cast import SECRET

ACCOUNTS = [
    {"email": "owner@demo.example", "password": "hidden", "role": "owner", "site": "", "app": SECRET},
    {"email": "member@demo.example", "password": "hidden", "role": "member", "site": ""},
]


def test_staff_are_shown_with_the_code_of_this_moment(tmp_path: Path) -> None:
    (tmp_path / "demo-accounts.json").write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    (found,) = codes.shown(tmp_path / "demo-accounts.json")["accounts"]
    near = totp.step_at(datetime.now(UTC))
    assert found["code"] in {totp.code_at(SECRET, step) for step in (near - 1, near)}
    page = mailbox(Surroundings(tmp_path, 18000))(Question("/codes", {}, True))
    assert page
    text = page.body.decode()
    assert "owner@demo.example" in text
    assert "member@demo.example" not in text
    assert "hidden" not in text
    assert SECRET not in text


def test_without_a_demo_nobody_is_shown(tmp_path: Path) -> None:
    assert not codes.are_there(tmp_path / "demo-accounts.json")
    page = mailbox(Surroundings(tmp_path, 18000))(Question("/codes", {}, False))
    assert page
    assert "There are no staff" in page.body.decode()
