"""Consent, withdrawal, a request, its fee and the package, by keyboard alone (obligations g, X7)."""

import time
from typing import Any

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.stories.conftest import House, code_in

RUN = f"{time.time():.0f}"
#: More presses than this, and nobody would get there.
PATIENCE = 60
AT = "selector => document.activeElement.matches(selector)"
SHOWN = """() => {
  const at = document.activeElement, label = at.closest('label, .field');
  const looks = [getComputedStyle(at), getComputedStyle(at, '::after'), ...(label ? [getComputedStyle(label)] : [])];
  return looks.some(one => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2);
}"""


def reach(page: Page, selector: str) -> int:
    """Press Tab until the focus is there; how often. Wherever it is can be seen."""
    for press in range(1, PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate(AT, selector):
            assert page.evaluate(SHOWN), f"one cannot see that {selector} has the focus"
            return press
    raise AssertionError(f"the keyboard does not reach {selector}")


def write(page: Page, selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.type(text)


def press(page: Page, selector: str, key: str = "Enter") -> None:
    reach(page, selector)
    page.keyboard.press(key)


def test_joining_and_withdrawing_by_keyboard(house: House, visitor: Any) -> None:
    who = f"tab-{visitor.language}-{RUN}@people.example"
    page = visitor()
    page.goto(house.web)
    press(page, "a[href*='/signin/join/']")
    page.wait_for_selector("input[name=email]")
    write(page, "input[name=email]", who)
    write(page, "input[name=password]", "a long enough phrase of mine")
    press(page, "input[name=provision]", "Space")
    assert page.locator("input[name=provision]").is_checked()
    sent = time.time() - 1
    press(page, "main form button.primary")
    page.wait_for_selector("input[name=code]")
    if not page.evaluate(AT, "input[name=code]"):
        reach(page, "input[name=code]")
    page.keyboard.type(code_in(house.letter_to(who, after=sent)))
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=display_name]")
    page.goto(f"{house.web}/my/consents/")
    press(page, "main button.danger")
    page.wait_for_selector("[data-confirm-yes]")
    if not page.evaluate(AT, "[data-confirm-yes]"):
        reach(page, "[data-confirm-yes]")
    page.keyboard.press("Enter")
    expect(page.locator("main .banner.warning")).to_be_visible()


def test_a_request_its_fee_and_the_package_by_keyboard(house: House, visitor: Any) -> None:
    page = visitor()
    page.goto(f"{house.web}/my/data/requests/")
    write(page, "input[name=login]", "hana@people.example")
    write(page, "input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/signin/" not in url)
    press(page, "main a[href*='/new/disclosure/']")
    page.wait_for_selector("textarea[name=words]")
    write(page, "textarea[name=words]", f"キーボードだけで ({visitor.language})")
    press(page, "main form button.primary")
    page.wait_for_selector("input[name=password], button[formaction$='/payment/']")
    if "/signin/again/" in page.url:
        if not page.evaluate(AT, "input[name=password]"):
            reach(page, "input[name=password]")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("button[formaction$='/payment/']")
    press(page, "button[formaction$='/payment/']")
    page.wait_for_selector("input[name=answer]", state="attached")
    press(page, "main form button.primary")
    expect(page.locator("a[href*='/package/']")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        press(page, "a[href*='/package/']")
    assert download.value.suggested_filename.endswith(".zip")
