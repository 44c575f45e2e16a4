"""Reading works without script and without cookies."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import House
from tests.stories.trickle import trickling

Look = Callable[[Page, str], None]
PAGES = ("/", "/about/", "/contact/", "/documents/", "/announcements/", "/receipts/check/")


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_are_whole(house: House, visitor: Any, look: Look, path: str) -> None:
    page = visitor()
    page.goto(house.web + path)
    assert page.locator("h1").count() == 1
    look(page, f"public{path.replace('/', '-')}")


def test_a_guest_reads_without_script_and_without_a_cookie(house: House, visitor: Any) -> None:
    page = visitor(script=False)
    page.goto(house.web)
    page.click("text=朝の一杯")
    page.wait_for_selector("text=わたしは深煎りです")
    assert page.context.cookies() == []


def test_nothing_is_loaded_from_anybody_else(house: House, visitor: Any) -> None:
    page = visitor()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(house.web)
    page.click("text=朝の一杯")
    page.wait_for_load_state("load")
    assert [url for url in asked if not url.startswith((house.web, house.here.live, "data:"))] == []


def test_nothing_shifts_while_a_page_trickles_in(house: House, visitor: Any) -> None:
    """Cumulative layout shift (web.dev/cls: 0.1 is good) stays under 0.01 on a line that brings a page in pieces."""
    page = visitor()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    with trickling(house.web) as slow:
        for path in ("/", "/about/", _a_post(page, slow)):
            page.goto(slow + path)
            page.wait_for_load_state("load")
            assert page.evaluate("window.shift") < 0.01, path


def _a_post(page: Page, web: str) -> str:
    page.goto(web)
    return str(page.get_attribute("a:has-text('朝の一杯')", "href"))
