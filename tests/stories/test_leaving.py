"""A member says no, takes their data along, leaves, comes back, leaves for good, and holds a proof that needs nobody to check."""

import io
import json
import subprocess
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.stories.conftest import ROOT, House, link_in, sign_in
from tests.stories.test_visitor_joins import join_from_the_shop

Look = Callable[[Page, str], None]
WHO = {"ja": "nagi", "en": "toki"}
GRACE, BACKUPS = 15, 36  # days, and one to be sure


def test_leaving_with_a_proof(house: House, visitor: Any, look: Look, tmp_path: Path) -> None:
    name = WHO[visitor.language]
    address = f"{name}@people.example"
    member: Page = visitor()
    sign_in(member, f"{house.web}/my/consents/", address)
    withdraw(member)
    look(member, "leave-withdrawn")
    staff: Page = visitor()
    sign_in(staff, f"{house.web}/console/members/?q={name}", "owen@people.example")
    expect(staff.locator("main")).not_to_contain_text(address)
    look(staff, "leave-operator-sees-nothing")
    assert address in own_copy(house, member, look)

    closed = time.time() - 1
    page = close_account(house, member, look)
    assert link_in(house.letter_to(address, after=closed), "/erasures/")
    member.click("form[action$='/return/'] button")
    member.wait_for_selector("main .banner.positive")
    look(member, "leave-came-back")

    page = close_account(house, member, look)
    label = member.locator("dl.terms dd").first.inner_text()
    erased = time.time() - 1
    house.run("tests.stories.later", label, str(GRACE))
    letter = house.letter_to(address, after=erased, seconds=60)
    stranger: Page = visitor()
    stranger.goto(link_in(letter, "/erasures/"))
    assert stranger.url == page
    wait_for_proof(stranger)
    expect(stranger.locator("main")).not_to_contain_text(address)
    look(stranger, "leave-residual")
    check_offline(house, stranger, tmp_path)

    house.run("tests.stories.later", label, str(BACKUPS))
    wait_until(stranger, '"stage":"proven"')
    look(stranger, "leave-proven")
    assert check_offline(house, stranger, tmp_path)["stage"] == "proven"
    join_from_the_shop(house, visitor(), address, f"{name}2", look)  # anew, as anybody


def once_more(page: Page) -> None:
    """The password, where it is asked for again."""
    page.wait_for_load_state("load")
    if "/signin/again/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button.primary")
        page.wait_for_url(lambda url: "/signin/" not in url)


def withdraw(page: Page) -> None:
    page.click("button.danger")
    page.click("[data-confirm-yes]")
    page.wait_for_selector("main .banner.warning")


def own_copy(house: House, page: Page, look: Look) -> str:
    """The page inside the file that a member downloads without a case."""
    page.goto(f"{house.web}/my/data/copy/")
    once_more(page)
    look(page, "leave-own-copy")
    page.click("main form button.primary")
    fetch = page.locator("main a.primary[href*='/my/data/copy/']")
    expect(fetch).to_be_visible(timeout=60_000)
    look(page, "leave-own-copy-ready")
    with page.expect_download() as download:
        fetch.click()
    archive = ZipFile(io.BytesIO(download.value.path().read_bytes()))
    return archive.read(next(one for one in archive.namelist() if one.endswith(".html"))).decode()


def close_account(house: House, page: Page, look: Look) -> str:
    """Say it, confirm it; the address of the page about it."""
    page.goto(f"{house.web}/my/leave/")
    look(page, "leave")
    page.check("input[name=place][value=account]")
    page.click("main form button.danger")
    once_more(page)
    page.wait_for_url("**/my/leave/*-*/")
    look(page, "leave-confirm")
    page.click("main form button.danger")
    page.wait_for_url("**/erasures/**")
    look(page, "leave-grace")
    return page.url


def wait_for_proof(page: Page) -> None:
    """Every system is asked by the worker; the page shows the proof once all have answered."""
    for _second in range(60):
        if page.locator("main a[href$='proof.jws']").count():
            return
        time.sleep(1)
        page.reload()
    pytest.fail("not every system answered")


def wait_until(page: Page, words: str) -> None:
    """The worker signs the last paper within a minute."""
    for _second in range(60):
        if words in proof_on(page)[1]:
            page.reload()
            return
        time.sleep(1)
    pytest.fail("the last proof was not signed")


def proof_on(page: Page) -> tuple[str, str]:
    """The signed paper behind the page, and what it says."""
    signed = page.request.get(f"{page.url}proof.jws").text()
    return signed, urlsafe_b64decode(signed.split(".")[1] + "==").decode()


def check_offline(house: House, page: Page, folder: Path) -> Any:
    """Run what docs/guide/erasure.md prints on the two files, in a process of its own that knows nothing of coorum."""
    (folder / "erasure.jws").write_text(proof_on(page)[0])
    (folder / "heads.json").write_bytes(page.request.get(f"{house.web}/.well-known/coorum/heads.json").body())
    snippet = (ROOT / "docs/guide/erasure.md").read_text(encoding="utf-8").split("```python")[1].split("```")[0]
    command = [sys.executable, "-I", "-c", snippet]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)
