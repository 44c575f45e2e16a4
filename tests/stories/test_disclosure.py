"""A member asks for their data, is told the fee, pays in the sandbox, and fetches the package; the desk sees the case."""

import io
import time
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.stories.conftest import House, enter_code, link_in, sign_in

Look = Callable[[Page, str], None]
KINDS = {"ja": "わたしの情報を見たい", "en": "See the data you hold about me"}


def show_who_one_is(page: Page) -> None:
    """The password once more, where it is asked for; somebody who has just signed in is not asked."""
    page.wait_for_load_state("load")
    if "/signin/again/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button.primary")
    page.wait_for_url("**/my/data/requests/*-*/")


def test_a_disclosure_with_its_fee(house: House, visitor: Any, look: Look) -> None:
    member = visitor()
    sign_in(member, f"{house.web}/my/data/", "hana@people.example")
    member.click("main a[href*='/my/data/requests/']")
    look(member, "requests")
    expect(member.locator("main")).to_contain_text(KINDS[visitor.language])
    member.click("main a[href*='/new/disclosure/']")
    expect(member.locator("main")).to_contain_text("3,000")
    member.fill("textarea[name=words]", f"投稿とログインの記録 ({visitor.language})")
    look(member, "ask")
    asked = time.time() - 1
    member.click("main form button.primary")
    show_who_one_is(member)
    expect(member.locator("main")).to_contain_text("272")
    look(member, "quoted")
    assert link_in(house.letter_to("hana@people.example", after=asked), "/my/data/requests/")
    member.click("button[formaction$='/payment/']")
    member.wait_for_selector("input[name=answer]", state="attached")
    look(member, "sandbox")
    paid = time.time()
    member.click("main form button.primary")
    fetch = member.locator("a[href*='/package/']")
    expect(fetch).to_be_visible(timeout=60_000)
    assert time.time() - paid < 60  # ready within a minute of payment, without anybody
    look(member, "ready")
    with member.expect_download() as download:
        fetch.click()
    archive = ZipFile(io.BytesIO(download.value.path().read_bytes()))
    page = archive.read("your-data.html").decode()
    assert "hana@people.example" in page
    assert "朝の一杯" in page
    at = member.url.rstrip("/")
    member.goto(f"{at}/receipt/")
    look(member, "fee-receipt")
    read = visitor()
    read.set_content(page)
    look(read, "package")
    desk = visitor()
    sign_in(desk, f"{house.web}/desk/requests/", "desk@people.example")
    look(desk, "desk-requests")
    desk.goto(f"{house.web}/desk/requests/{at.rsplit('/', 1)[1]}/")
    look(desk, "desk-request")
    expect(desk.locator("main")).to_contain_text("hana@people.example")


def test_a_correction_is_decided_at_the_desk_and_told(house: House, visitor: Any, look: Look) -> None:
    member = visitor()
    sign_in(member, f"{house.web}/my/data/requests/new/correction/", "hana@people.example")
    member.fill("textarea[name=words]", f"表示名の読みは「はな」です ({visitor.language})")
    member.click("main form button.primary")
    show_who_one_is(member)
    look(member, "correction")
    desk = visitor()
    case = f"{house.web}/desk/requests/{member.url.rstrip('/').rsplit('/', 1)[1]}/"
    sign_in(desk, case, "desk@people.example")
    look(desk, "desk-correction")
    right = "form[action$='/correction/']"
    desk.select_option(f"{right} select[name=item]", "display_name")
    desk.fill(f"{right} textarea[name=before]", "はな（漢字）")
    desk.fill(f"{right} textarea[name=after]", "はな")
    desk.click(f"{right} button")
    desk.wait_for_load_state("load")
    look(desk, "desk-put-right")
    desk.check("input[name=outcome][value=fix]")
    desk.fill("form[action$='/decision/'] textarea[name=reason]", "読みを改めました。")
    answered = time.time() - 1
    desk.click("form[action$='/decision/'] button")
    desk.wait_for_load_state("load")
    look(desk, "desk-corrected")
    letter = house.letter_to("hana@people.example", after=answered)
    assert "/my/data/requests/" in letter
    member.reload()
    expect(member.locator("main")).to_contain_text("読みを改めました。")
    look(member, "corrected")


def test_a_guest_asks_with_a_code(house: House, visitor: Any, look: Look) -> None:
    guest, address = visitor(), f"guest-{visitor.language}-{time.time():.0f}@people.example"
    guest.goto(f"{house.web}/contact/")
    guest.click("main a[href$='/requests/'].quiet")
    look(guest, "guest-ask")
    guest.fill("input[name=address]", address)
    sent = time.time() - 1
    guest.click("main form button.primary")
    guest.wait_for_selector("input[name=code]")
    look(guest, "guest-code")
    enter_code(house, guest, address, after=sent)
    expect(guest.locator("main")).to_contain_text("3,000")
    look(guest, "guest-request")
