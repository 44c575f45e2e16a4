"""Digest and one-click stop: somebody is told while the page is open, gets one letter in the evening, and stops them for good."""

import time
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, link_in, sign_in
from tests.stories.test_member_writes import publish, type_post, writer

RUN = f"{time.time():.0f}"[-5:]
ONE_CLICK = b"List-Unsubscribe=One-Click"
#: Who is told, one for each language: a stop stays.
TOLD = {"ja": "yuzu", "en": "mado"}


def test_the_bell_rings_the_digest_comes_and_one_press_stops_it(
    house: House, visitor: Any, look: Callable[[Page, str], None]
) -> None:
    name, title = TOLD[visitor.language], f"豆のひきかた {RUN}{visitor.language}"
    page = writer(house, visitor, name)
    type_post(page, title, "中びきが好きです。")
    publish(page)
    expect(page.locator("article.post h1")).to_have_text(title)
    address, count = page.url, page.locator("[data-bell-count]")
    before = int(count.text_content() or 0)
    _answer(house, visitor(), address)
    expect(count).to_have_text(str(before + 2), timeout=40_000)

    page.click(".bell")
    look(page, "notices")
    row = page.locator(".row", has_text=title)
    expect(row).to_have_count(2)
    since = time.time()
    house.run("tests.stories.evening", f"{name}@people.example")
    letter = house.letter_to(f"{name}@people.example", after=since)
    assert title in letter
    assert "広告" in letter  # that there is none: in the language of the account

    stop = link_in(letter, "/notices/stop/")
    guest = visitor()
    guest.goto(stop)
    look(guest, "stop")
    urllib.request.urlopen(stop, data=ONE_CLICK, timeout=10).read()  # the button of a mail program
    guest.reload()
    expect(guest.locator("button[value=undo]")).to_be_visible()
    look(guest, "stopped")
    guest.click("button[value=undo]")
    guest.click("summary")
    look(guest, "stop-by-kind")
    guest.click("button[value=stop]")
    expect(guest.locator("button[value=undo]")).to_be_visible()

    page.click("a[href='/my/notices/choices/']")
    expect(page.locator(".banner.warning")).to_be_visible()
    look(page, "notice-choices")
    page.goto(f"{house.web}/my/notices/")
    page.click("button[formaction='/my/notices/reading/']:not([name])")
    expect(page.locator(".is-unread")).to_have_count(0)
    page.click(".flashes button")
    expect(page.locator(".row.is-unread", has_text=title).first).to_be_visible()


def _answer(house: House, page: Page, address: str) -> None:
    """Riku comments on the post and likes it."""
    sign_in(page, f"{house.web}/my/", "riku@people.example")
    page.goto(address)
    page.fill("#composer textarea[name=body]", "わたしは粗びきです。")
    with page.expect_response("**/like/"):
        page.click("article.post [data-like]")
    publish(page)
    expect(page.locator(".thread, .comment").first).to_be_visible()
