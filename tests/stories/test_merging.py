"""Merge two accounts: somebody registered twice, makes one of the two, sees what came along, and thinks again."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.stories.conftest import House, link_in, sign_in

Look = Callable[[Page, str], None]
WHO = {"ja": "mio", "en": "ren"}


def test_two_accounts_become_one_and_two_again(house: House, visitor: Any, look: Look) -> None:
    name = WHO[visitor.language]
    mine, old = f"{name}@people.example", f"{name}-old@people.example"
    page: Page = visitor()
    sign_in(page, f"{house.web}/my/", mine)
    page.click("a[href*='/signin/merging/']")
    page.wait_for_url("**/signin/merging/**")
    look(page, "merge-other")
    page.fill("input[name=login]", old)
    page.fill("input[name=password]", "not this one at all")
    page.click("main form.panel button.primary")
    expect(page.locator("main [role=alert], main .error, main .banner.danger").first).to_be_visible()
    page.fill("input[name=login]", old)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form.panel button.primary")
    page.wait_for_url("**/confirmation/**")
    for word in (mine, old, f"{name.title()}-Old", "喫茶こもれび", "木と釘"):
        expect(page.locator("main")).to_contain_text(word)
    look(page, "merge-confirm")
    sent = time.time() - 1
    page.click("main form button.primary")
    page.wait_for_selector("form[action*='undoing']")
    look(page, "merge-done")
    expect_author(page, house, f"{name}-oldの豆", name.title())
    assert "/signin/merging/" in house.letter_to(mine, after=sent)
    way = link_in(house.letter_to(old, after=sent), "/signin/merging/")

    other: Page = visitor(script=False)
    sent = time.time() - 1
    sign_in_again(other, way, old)
    other.click("form[action*='undoing'] button")
    other.wait_for_url("**/signin/account/**")
    expect_author(page, house, f"{name}-oldの豆", f"{name.title()}-Old")
    assert house.letter_to(mine, after=sent)
    page.goto(f"{house.web}/signin/merging/")
    expect(page.locator("input[name=login]")).to_be_visible()


def expect_author(page: Page, house: House, title: str, author: str) -> None:
    """Under whose name it stands."""
    page.goto(f"{house.web}/b/coffee/")
    page.click(f"text={title}")
    expect(page.locator("main article .who, main .post-head, main article").first).to_contain_text(author)


def sign_in_again(page: Page, address: str, email: str) -> None:
    """By the link of the letter, through the sign-in before it."""
    page.goto(address)
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url("**/signin/merging/**")
