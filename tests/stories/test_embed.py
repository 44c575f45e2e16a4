"""The community on the shop's pages: talks in its own type, comments under a product, without a cookie of others."""

from typing import Any

from playwright.sync_api import Page

from tests.cast import PASSWORD
from tests.stories.conftest import House
from tests.stories.test_visitor_joins import Look

COMMENTS = "coorum-block[show=comments] > iframe"


def test_comments_under_a_product_of_the_shop(house: House, visitor: Any, look: Look) -> None:
    page, product = visitor(), "asamoya" if visitor.language == "ja" else "engawa"
    page.emulate_media(color_scheme="dark" if visitor.language == "ja" else "light")
    address = f"{house.shop}/beans/{product}/"
    page.goto(address)
    title = page.title()
    begin = page.frame_locator(COMMENTS).locator("a.primary")
    page.locator(COMMENTS).scroll_into_view_if_needed()
    begin.wait_for()
    page.locator("coorum-block[in=page] ul.coorum-posts a").first.wait_for()
    assert page.locator("coorum-block[in=page] iframe").count() == 0
    look(page, "shop-product-empty")

    with page.context.expect_page() as opened:
        begin.focus()
        page.keyboard.press("Enter")
    community = write(opened.value, title)
    assert f"/beans/{product}/" in community.inner_text("article")
    look(community, "talk-about-a-page")
    community.close()

    page.reload()
    page.locator(COMMENTS).scroll_into_view_if_needed()
    page.frame_locator(COMMENTS).locator("h2", has_text=title).wait_for()
    look(page, "shop-product-talk")
    other = visitor()
    other.goto(address)
    other.locator(COMMENTS).scroll_into_view_if_needed()
    other.frame_locator(COMMENTS).locator("h2", has_text=title).wait_for()
    assert other.context.cookies() == []


def write(page: Page, title: str) -> Page:
    """Sign in on the way, and publish what the composer brought along."""
    page.fill("input[name=login]", "hana@people.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_selector("#composer")
    assert page.input_value("input[name=title]") == title
    page.fill("textarea[name=body]", "ミルクに負けない豆です。 / It stands up to milk.")
    page.click("#composer button.primary")
    page.wait_for_selector("article.post")
    return page
