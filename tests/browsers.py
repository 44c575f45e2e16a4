"""One browser for all tests of a process that look at pages: the system's Chromium, never a downloaded one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from coorum.launch import browser as chromium

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.shop.example 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; Playwright allows one of its kind in a process."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(path), args=QUIET)
        yield opened
        opened.close()
