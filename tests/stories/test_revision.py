"""A revision with re-consent: drafted, found grave, approved by a second officer, told to the member, who says no, then yes."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, link_in, sign_in

Look = Callable[[Page, str], None]
MEMBER = {"ja": "saki@people.example", "en": "yuzu@people.example"}
HEADS = {"ja": "（情報の取得）", "en": "(How we obtain information)"}
#: What is added, in both languages; another thing each time, since the house is the same.
MORE = {
    "ja": ("集めた情報は、広告の分析にも利用します。", "We use what we collect for analysing advertising."),
    "en": ("集めた情報は、関連する会社などの第三者に提供します。", "We share what we collect with a third party."),
}


def test_a_revision_is_agreed_to_or_not(house: House, visitor: Any, look: Look) -> None:
    language = visitor.language
    started = time.time()
    way = draft(house, visitor(), look, MORE[language])
    approve(house, visitor(), look, way)
    member: Page = visitor()
    sign_in(member, f"{house.web}/my/", MEMBER[language])
    banner = member.locator(".flashes a[href*='/my/consents/versions/']")
    for _second in range(15):  # a page may be some seconds behind an announcement
        if banner.count():
            break
        time.sleep(1)
        member.reload()
    expect(banner.first).to_be_visible()
    look(member, "revision-told")
    letter = house.letter_to(MEMBER[language], after=started, seconds=60)
    member.goto(link_in(letter, "/my/consents/versions/"))
    look(member, "revision-asked")
    yes, no = (member.locator(f"button[name=answer][value={one}]") for one in ("granted", "refused"))
    boxes = yes.bounding_box(), no.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["height"] == boxes[1]["height"]
    no.click()
    member.wait_for_url("**/my/consents/")
    look(member, "revision-declined")
    expect(member.locator(".flashes a[href*='/my/consents/versions/']")).to_have_count(0)
    member.locator("main a[href*='/my/consents/versions/']").first.click()
    yes.click()
    member.wait_for_url("**/my/consents/")
    look(member, "revision-agreed")


def draft(house: House, page: Page, look: Look, more: tuple[str, str]) -> str:
    """The first officer adds a sentence; the program calls it what it is."""
    sign_in(page, f"{house.web}/desk/documents/privacy/", "desk@people.example")
    for (language, head), words in zip(HEADS.items(), more, strict=True):
        box = page.locator(f"textarea[name=text_{language}]")
        text = box.input_value()
        where = text.index("\n\n", text.index(head) + len(head) + 2)
        box.fill(f"{text[:where]}{words}{text[where:]}")
    page.locator("button[name=step][value=read]").click()
    page.wait_for_selector("input[name=seen]", state="attached")
    look(page, "revision-classified")
    assert page.locator("input[name=change_class][value=N1]").count() == 0
    page.locator("input[name=change_class][value=C]").check()
    page.fill("textarea[name=summary_ja]", f"次の一文を加えます。{more[0]}")
    page.fill("textarea[name=summary_en]", f"Adds a sentence: {more[1]}")
    page.check("input[name=sure]")
    page.locator("button[name=step][value=publish]").click()
    page.wait_for_url("**/revisions/**")
    look(page, "revision-waits")
    assert page.locator("button[name=step][value=approve]").count() == 0
    return page.url


def approve(house: House, page: Page, look: Look, way: str) -> None:
    """The second officer looks at it, and it is announced."""
    sign_in(page, way, "officer@people.example")
    look(page, "revision-second")
    page.locator("button[name=step][value=approve]").click()
    page.wait_for_url("**/desk/documents/")
