"""The community on the shop's pages: talks in its own type, and a member who signs in, writes and likes under a product without
leaving it, in a browser that keeps no cookies of others.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.cast import PASSWORD
from tests.stories.conftest import House
from tests.stories.test_visitor_joins import Look

COMMENTS = "coorum-block[show=comments] > iframe"
#: Landmarks and a first heading are the page's around it.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BADGE = "coorum-block[show=member] > iframe"


def test_a_member_takes_part_under_a_product_of_the_shop(house: House, visitor: Any, look: Look) -> None:
    visitor.refusals.add(401)  # what was sent after signing out elsewhere
    page, product = visitor(), "asamoya" if visitor.language == "ja" else "engawa"
    page.emulate_media(color_scheme="dark" if visitor.language == "ja" else "light")
    address = f"{house.shop.replace('localhost', '127.0.0.1')}/beans/{product}/"  # another site than the community's
    page.goto(address)
    title, talk, badge = page.title(), page.frame_locator(COMMENTS), page.frame_locator(BADGE)
    page.locator("coorum-block[in=page] ul.coorum-posts a").first.wait_for()
    assert page.locator("coorum-block[in=page] iframe").count() == 0
    page.locator(COMMENTS).scroll_into_view_if_needed()
    talk.locator("#enter").wait_for()
    assert inside(page).evaluate("document.cookie = 'x=1; SameSite=None; Secure', document.cookie") == ""
    look(page, "shop-product-empty")

    talk.locator("#enter").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/embed/enter/**")
    look(page, "shop-product-enter")
    sign_in(page)
    page.wait_for_url(address)
    expect(talk.locator("#words")).to_be_focused()
    expect(badge.locator("#leave")).to_be_visible()
    expect(talk.locator("#title")).to_have_value(title)
    look(page, "shop-product-signed-in")
    say(page, "ミルクに負けない豆です。 / It stands up to milk.")
    expect(talk.locator("#said")).not_to_be_empty()
    expect(talk.locator("h2")).to_have_text(title)
    say(page, "冷めてもおいしい。 / Good when cold.")
    heart = talk.locator("li.comment .like")
    heart.focus()
    page.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()
    look(page, "shop-product-talk")
    wrong = Axe().run(inside(page), options={"runOnly": WCAG}).response["violations"]  # type: ignore[arg-type]
    assert [one["id"] for one in wrong] == []

    page.reload()
    page.locator(COMMENTS).scroll_into_view_if_needed()
    expect(heart).to_have_attribute("aria-pressed", "true")

    elsewhere = page.context.new_page()
    elsewhere.goto(talk.locator("h2 a").get_attribute("href") or "")
    elsewhere.fill("textarea[name=body]", "となりの席から / From the next table")
    elsewhere.click("form:has(textarea[name=body]) button.primary")
    expect(talk.locator("li.comment", has_text="next table")).to_be_visible()  # without a reload
    elsewhere.goto(f"{house.web}/signin/logout/")
    elsewhere.click("main form button.primary >> nth=0")
    talk.locator("#words").fill("まだ途中 / Still writing")
    talk.locator("#send").click()
    expect(talk.locator("#enter-again")).to_be_focused()
    look(page, "shop-product-ended")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    again = opened.value
    again.wait_for_url("**/embed/enter/**")
    sign_in(again)
    again.wait_for_url(address)
    expect(again.frame_locator(BADGE).locator("#leave")).to_be_visible()
    again.close()
    talk.locator("#send").click()
    expect(talk.locator("li.comment", has_text="Still writing")).to_be_visible()
    badge.locator("#leave").click()
    expect(talk.locator("#enter")).to_be_visible()
    expect(badge.locator("#enter")).to_be_focused()

    other = visitor()
    other.goto(address)
    other.locator(COMMENTS).scroll_into_view_if_needed()
    other.frame_locator(COMMENTS).locator("h2", has_text=title).wait_for()
    assert other.context.cookies() == []


def inside(page: Page) -> Frame:
    """The frame with the comments."""
    return next(frame for frame in page.frames if "show=comments" in frame.url)


def sign_in(page: Page) -> None:
    """From the page that says what it means, through signing in."""
    page.click("main form.panel button.primary")
    page.wait_for_selector("input[name=login]")
    page.fill("input[name=login]", "hana@people.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")


def say(page: Page, words: str) -> None:
    """By keyboard alone: the field has the focus, the button comes next."""
    page.frame_locator(COMMENTS).locator("#words").focus()
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.frame_locator(COMMENTS).locator("#words")).to_have_value("")
