"""A member writes: with pictures, interrupted, published, liked, mended, taken away and brought back. Nothing is lost."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.stories.conftest import House, sign_in

RUN = f"{time.time():.0f}"[-5:]  # a house that stands may have seen another run
OWEN = "owen@people.example"
Look = Callable[[Page, str], None]


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture as somebody has on the telephone."""
    path = tmp_path / "morning.jpg"
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(path)
    return path


def writer(house: House, visitor: Any, name: str, board: str = "coffee") -> Page:
    """A member, about to write on a board."""
    page: Page = visitor()
    sign_in(page, f"{house.web}/b/{board}/write/", f"{name}@people.example")
    return page


def type_post(page: Page, title: str, body: str) -> None:
    """Write, and wait until it is kept."""
    page.fill("input[name=title]", title)
    page.fill("textarea[name=body]", body)
    expect(page.locator("#composer [data-saved]")).to_have_attribute("data-state", "saved")


def publish(page: Page) -> None:
    page.click("#composer .composer-end button.primary")


def test_a_post_with_pictures_survives_leaving_the_page(
    house: House, visitor: Any, look: Look, photograph: Path
) -> None:
    page, title = writer(house, visitor, "riku"), f"雨の日の焙煎 {RUN}{visitor.language}"
    look(page, "write")
    type_post(page, title, "火を弱めに、ゆっくり。")
    page.set_input_files("input[name=picture]", photograph)
    expect(page.locator(".attach [data-upload-state]")).not_to_be_empty()
    page.set_input_files("input[name=cover]", photograph)
    page.wait_for_selector("input[name=cover_id]", state="attached")
    look(page, "write-with-pictures")
    page.locator("textarea[name=body]").press_sequentially("また明日。")
    page.goto(f"{house.web}/my/drafts/")
    look(page, "drafts")
    page.click(f"text={title}")
    look(page, "draft")
    page.click("main .form-end a.button.primary")
    assert "また明日。" in page.input_value("textarea[name=body]")
    expect(page.locator("main .cover img")).to_be_visible()
    look(page, "write-again")
    publish(page)
    expect(page.locator("article.post h1")).to_have_text(title)
    expect(page.locator("article.post .prose img")).to_have_count(1)
    expect(page.locator("article.post > .figure img")).to_have_count(1)
    look(page, "published")
    page.goto(f"{house.web}/my/drafts/")
    expect(page.locator("main")).not_to_contain_text(title)


def test_a_post_is_liked_mended_taken_away_and_brought_back(house: House, visitor: Any, look: Look) -> None:
    page, title = writer(house, visitor, "saki"), f"朝のミルク {RUN}{visitor.language}"
    type_post(page, title, "あたためますか。")
    publish(page)
    heart = page.locator("article.post [data-like]")
    with page.expect_response("**/like/"):
        heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(heart.locator("[data-count]")).to_have_text("1")
    page.click("article.post a[href$='/edit/']")
    look(page, "edit")
    type_post(page, title, "あたためますか、そのままですか。")
    publish(page)
    expect(page.locator("article.post .prose")).to_have_text("あたためますか、そのままですか。")
    page.click("article.post [formaction$='/removal/'], article.post form[action$='/removal/'] button")
    page.wait_for_selector("dialog#confirm[open]")
    look(page, "post-removal-question")
    page.click("[data-confirm-yes]")
    page.wait_for_url("**/b/coffee/")
    expect(page.locator("main")).not_to_contain_text(title)
    look(page, "post-removed")
    page.click("[formaction$='/restoration/'], form[action$='/restoration/'] button")
    expect(page.locator("article.post h1")).to_have_text(title)
    expect(page.locator("article.post [data-like] [data-count]")).to_have_text("1")


def test_two_tabs_do_not_write_over_each_other(house: House, visitor: Any, look: Look) -> None:
    page = writer(house, visitor, "yuzu")
    type_post(page, f"二つの窓 {RUN}{visitor.language}", "はじめの文。")
    publish(page)
    page.click("article.post a[href$='/edit/']")
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("textarea[name=body]", "ほかの窓で直した文。")
    publish(other)
    other.wait_for_selector("article.post")
    visitor.refusals.add(409)
    page.fill("textarea[name=body]", "こちらの窓で直した文。")
    publish(page)
    expect(page.locator("#current ~ pre")).to_contain_text("ほかの窓で直した文。")
    assert page.input_value("textarea[name=body]") == "こちらの窓で直した文。"
    look(page, "stale-edit")
    publish(page)
    expect(page.locator("article.post .prose")).to_have_text("こちらの窓で直した文。")


def test_a_post_to_a_board_that_went_away_comes_back_as_a_draft(house: House, visitor: Any, look: Look) -> None:
    slug = f"gone-{visitor.language}-{RUN}"
    staff: Page = visitor()
    sign_in(staff, f"{house.web}/console/boards/new/", OWEN)
    staff.fill("[name=name]", f"ひとときの板 {visitor.language} {RUN}")
    staff.fill("[name=slug]", slug)
    staff.click("main form button.primary")
    staff.wait_for_url("**/boards/")
    page = writer(house, visitor, "mado", slug)
    type_post(page, f"間に合わなかった話 {RUN}{visitor.language}", "長い長い話。")
    staff.click(f"text=ひとときの板 {visitor.language} {RUN}")
    look(staff, "console-board")
    staff.click("[formaction$='/removal/'], form[action$='/removal/'] button")
    staff.click("[data-confirm-yes]")
    staff.wait_for_url("**/boards/")
    publish(page)
    page.wait_for_url("**/my/drafts/**")
    expect(page.locator("main")).to_contain_text("長い長い話。")
    look(page, "homeless")
    page.click("main ul.rows a[href*='/b/coffee/']")
    publish(page)
    expect(page.locator("article.post .prose")).to_have_text("長い長い話。")
