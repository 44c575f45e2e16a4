"""The pages before one is in: what one agrees to stands on one screen, and they are as good in the dark."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import PASSWORD
from tests.stories.conftest import House

Look = Callable[[Page, str], None]


def edge(page: Page, selector: str, side: str) -> float:
    """Where an element begins or ends, in CSS pixels from the top of the page."""
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["y"] + (box["height"] if side == "bottom" else 0)


def test_what_one_agrees_to_the_boxes_and_the_button_stand_on_one_screen(
    house: House, visitor: Any, look: Look
) -> None:
    page = visitor()
    page.goto(f"{house.web}/signin/enter?new=1")
    size = page.viewport_size
    top = "h1" if size["width"] > 1000 else "section.consent"
    assert edge(page, "main form button.primary", "bottom") - edge(page, top, "top") <= size["height"]
    smallest = """[...document.querySelectorAll("main *")].filter((one) => one.checkVisibility())
        .reduce((least, one) => Math.min(least, parseFloat(getComputedStyle(one).fontSize)), 99)"""
    assert page.evaluate(smallest) >= 14
    page.click(".consent summary")
    look(page, "sign-up-in-full")


def test_a_form_sent_after_the_session_ran_out_finds_its_way_to_sign_in(house: House, visitor: Any) -> None:
    page, site = visitor(script=False), f"http://kiri.localhost:{house.here.port}"
    page.goto(f"{site}/signin/enter")
    page.fill("input[name=login]", "hana@people.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.check("input[name=provision]")
    page.context.clear_cookies(name="session", domain="kiri.localhost")
    page.click("main form button.primary")
    page.click("main a.button.primary")
    page.wait_for_url(lambda url: url.startswith(f"{site}/signin/join/?"))


def test_nothing_to_agree_to_waits_for_script(house: House, visitor: Any) -> None:
    page = visitor(script=False)
    page.goto(f"{house.web}/signin/enter?new=1")
    page.click(".consent summary")
    page.wait_for_selector(".consent li >> visible=true")
    page.check("input[name=provision]")


@pytest.mark.parametrize("path", ["enter?new=1", "enter", "recover/", "again/"])
def test_the_pages_of_identity_can_be_read_in_the_dark(house: House, visitor: Any, look: Look, path: str) -> None:
    page = visitor()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{house.web}/signin/{path}")
    look(page, f"dark-{path.split('?')[-1].strip('/').replace('=', '-')}")
