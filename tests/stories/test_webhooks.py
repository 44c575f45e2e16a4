"""An owner has a system told of changes: the receiver is the sample of the guide, as it stands there."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.integrations.webhooks.test_guide import sample, wait_for
from tests.launch.runs import free_port
from tests.stories.conftest import House, sign_in

Look = Callable[[Page, str], None]


@contextmanager
def receiver(secret: str, port: int, folder: Path) -> Iterator[None]:
    """The shop's receiver; what it is told goes into `told` in the folder."""
    file = folder / "receiver.py"
    file.write_text(sample("python"), encoding="utf-8")
    given = {"PATH": os.environ["PATH"], "WEBHOOK_SECRET": secret, "PORT": str(port)}
    with (folder / "told").open("wb") as told:
        running = subprocess.Popen([sys.executable, str(file)], env=given, stdout=told)
        try:
            wait_for(port)
            yield
        finally:
            running.terminate()
            running.wait(timeout=10)


def test_an_owner_has_a_system_told(house: House, visitor: Any, look: Look, tmp_path: Path) -> None:
    page, port = visitor(), free_port()
    name = f"店 {visitor.language} {time.time():.0f}"
    sign_in(page, f"{house.web}/console/webhooks/", "owen@people.example")
    page.goto(f"{house.web}/console/webhooks/new/")
    page.fill("input[name=name]", name)
    page.fill("input[name=address]", f"http://127.0.0.1:{port}/webhooks")
    page.check("input[value='board.published']")
    page.check("input[value='member.updated']")
    look(page, "webhook-new")
    page.click("main form button.primary")
    secret = str(page.text_content("pre.record"))
    look(page, "webhook-secret")
    page.goto(f"{house.web}/console/webhooks/")
    look(page, "webhooks")
    page.click(f"a.row-title:has-text('{name}')")
    with receiver(secret, port, tmp_path):
        page.click("button[formaction$='/test/']")
        expect(page.locator("tbody tr")).to_contain_text(["test.sent"])
        expect(page.locator("tbody tr").first).to_contain_text("204")
        here = page.url
        page.goto(f"{house.web}/console/boards/new/")
        slug = f"hook-{visitor.language}-{time.time():.0f}"
        page.fill("input[name=name]", slug)
        page.fill("input[name=slug]", slug)
        page.click("main form button.primary")
        page.wait_for_url(lambda url: "/new/" not in url)
        end = time.monotonic() + 60
        while b"board.published" not in (tmp_path / "told").read_bytes():
            assert time.monotonic() < end
            time.sleep(0.2)
        page.goto(here)
        expect(page.locator("tbody")).to_contain_text("board.published")
        look(page, "webhook-told")
    page.click("button[formaction$='/test/']")
    expect(page.locator("tbody tr").first).not_to_contain_text("204")
    look(page, "webhook-silent")
    page.click("button[formaction$='/switch/']")
    page.wait_for_selector("main .banner.warning")
    look(page, "webhook-paused")
