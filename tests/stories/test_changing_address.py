"""A member takes another e-mail address, and is signed in with it."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, enter_code
from tests.stories.test_visitor_joins import PASSWORD, RUN, join_from_the_shop

Look = Callable[[Page, str], None]


def test_a_member_takes_another_address(house: House, visitor: Any, look: Look) -> None:
    before, after = (f"{name}-{visitor.language}-{RUN}@people.example" for name in ("mae", "ato"))
    page = join_from_the_shop(house, visitor(), before, f"まえ{visitor.language}", lambda _page, _name: None)
    page.goto(f"{house.web}/signin/address/")
    if page.locator("input[name=password]").count():
        look(page, "password-again")
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button.primary")
    page.wait_for_selector("input[name=email]")
    look(page, "address")
    page.fill("input[name=email]", after)
    sent = time.time() - 1
    page.click("main form button.primary")
    page.wait_for_selector("input[name=code]")
    look(page, "address-code")
    enter_code(house, page, after, after=sent)
    page.wait_for_url("**/signin/account/**")
    expect(page.locator("main")).to_contain_text(after)
    look(page, "account")
    assert after not in house.letter_to(before, after=sent), "the old address is told that it changed, not to what"
