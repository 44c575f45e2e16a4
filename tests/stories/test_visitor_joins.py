"""A visitor comes from the shop's page, joins, is told and agrees, comments; the operator sees them; they withdraw."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, enter_code, sign_in

PASSWORD = "a long enough phrase of mine"
RUN = f"{time.time():.0f}"  # addresses of this run: a house that stands may have seen another
Look = Callable[[Page, str], None]


def join_from_the_shop(house: House, page: Page, address: str, name: str, look: Look) -> Page:
    """From the shop's page to a member with a name; returns the community's page."""
    page.goto(house.shop)
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    expect(frame.locator("a.row-title").first).to_be_visible()
    with page.context.expect_page() as opened:
        frame.locator("a.button.primary").click()
    there = opened.value
    there.set_default_timeout(15_000)
    there.wait_for_selector("input[name=email]")
    look(there, "sign-up")
    consent = there.locator("section.consent")
    expect(consent).to_contain_text(
        "Kissa Co., Ltd." if there.locator("html[lang=en]").count() else "株式会社喫茶こもれび"
    )
    assert not there.locator("input[name=provision]").is_checked()
    assert not there.locator("input[name=advertising]").is_checked()
    there.fill("input[name=email]", address)
    there.fill("input[name=password]", PASSWORD)
    there.check("input[name=provision]")
    sent = time.time() - 1
    there.click("main form button.primary")
    there.wait_for_selector("input[name=code]")
    look(there, "code")
    enter_code(house, there, address, after=sent)
    there.wait_for_selector("input[name=display_name]")
    look(there, "name")
    there.fill("input[name=display_name]", name)
    there.click("main form button.primary")
    there.wait_for_url(lambda url: "/signin/" not in url)
    return there


def test_a_visitor_joins_from_the_shop_and_talks(house: House, visitor: Any, look: Look) -> None:
    who = f"sora-{visitor.language}-{RUN}@people.example"
    page = join_from_the_shop(house, visitor(), who, f"そら{visitor.language}", look)
    page.goto(house.web)
    look(page, "home")
    page.click("text=朝の一杯")
    look(page, "post")
    page.fill("textarea[name=body]", f"わたしは浅煎りです（{visitor.language}）")
    page.click("form:has(textarea[name=body]) button.primary")
    expect(page.locator("main")).to_contain_text(f"わたしは浅煎りです（{visitor.language}）")


def test_the_operator_sees_the_member_and_the_member_sees_that(house: House, visitor: Any, look: Look) -> None:
    who = f"umi-{visitor.language}-{RUN}@people.example"
    member = join_from_the_shop(house, visitor(), who, f"うみ{visitor.language}", look)
    staff = visitor()
    sign_in(staff, f"{house.web}/console/members/?q={who}", "owen@people.example")
    expect(staff.locator("table")).to_contain_text(who)
    look(staff, "members")
    member.goto(f"{house.web}/my/data/")
    look(member, "who-has-my-data")
    member.click("details.unfold summary")
    expect(member.locator(".timeline")).to_contain_text("こもれび事務局")


def test_the_member_withdraws_and_the_operators_view_is_empty(house: House, visitor: Any, look: Look) -> None:
    who = f"kaze-{visitor.language}-{RUN}@people.example"
    member = join_from_the_shop(house, visitor(), who, f"かぜ{visitor.language}", look)
    member.goto(f"{house.web}/my/consents/")
    look(member, "consents")
    member.click("button.danger")
    member.click("[data-confirm-yes]")
    member.wait_for_selector("main .banner.warning")
    look(member, "withdrawn")
    staff = visitor()
    sign_in(staff, f"{house.web}/console/members/?q={who}", "owen@people.example")
    expect(staff.locator("main")).not_to_contain_text(f"かぜ{visitor.language}")
    member.goto(house.web)
    member.click("text=朝の一杯")
    assert member.locator("textarea[name=body]").count() == 0
