"""From a suspicion to the final report: the officer is told at each turn what is due and what to do next."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, sign_in

Look = Callable[[Page, str], None]
OPEN = "form => { for (let one = form.closest('details'); one; one = one.parentElement.closest('details')) one.open = true }"
WORDS = {
    "2": "メールアドレスと表示名",
    "4": "送り先の取り違え",
    "5": "迷惑メールが届くおそれ",
    "8": "二人で送り先を確かめる",
}


def do(page: Page, deed: str, *, only: str = "", check: tuple[str, ...] = (), **words: str) -> None:
    """Fill in the form of a deed, wherever it stands on the page, and send it."""
    form = page.locator(f"form[action$='/{deed}/']{only}")
    form.evaluate(OPEN)
    for one in check:
        form.locator(one).check()
    for name, value in words.items():
        form.locator(f"[name={name}]").fill(value)
    with page.expect_navigation():
        form.locator("button").click()


def test_an_incident_goes_to_its_final_report(house: House, visitor: Any, look: Look) -> None:
    page: Page = visitor()
    start, title = time.time(), f"名簿の誤送信 {visitor.language}"
    noticed = (datetime.now(UTC) - timedelta(minutes=9)).astimezone(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%dT%H:%M")
    sign_in(page, f"{house.web}/desk/incidents/", "officer@people.example")
    page.goto(f"{house.web}/desk/incidents/new/")
    look(page, "incident-new")
    for name, value in (("title", title), ("words", "別の宛先に送りました。"), ("department", "サポート")):
        page.fill(f"main [name={name}]", value)
    page.fill("main [name=noticed_at]", noticed)
    page.click("main form button.primary")
    page.goto(f"{house.web}/desk/")
    expect(page.locator("main .rows", has_text=title)).to_be_visible()
    page.goto(f"{house.web}/desk/incidents/")
    look(page, "incidents")
    page.click(f"main a:has-text('{title}')")
    look(page, "incident-suspected")
    do(page, "triage", why="送信の記録を確かめた")
    do(page, "know", at=noticed)
    look(page, "incident-known")
    do(page, "contain", why="受け取った方に削除をお願いした")
    do(page, "preserve", why="送信の記録を写した")
    do(page, "assess", check=("[value=improper]", "[value=own]"), least="1", most="1200")
    look(page, "incident-assessed")
    do(page, "file_preliminary", reference="PPC-0001")
    for item, words in WORDS.items():
        do(page, "item", only=f":has([name=item][value='{item}'])", words=words)
    do(page, "persons", check=("label:has-text('喫茶こもれび') input",))
    look(page, "incident-named")
    do(page, "tell_persons")
    look(page, "incident-told")
    letter = house.letter_to("hana@people.example", after=start)
    assert WORDS["4"] in letter
    assert "/my/data/requests/new/stop/" in letter
    page.goto(page.url.partition("#")[0])
    do(page, "file_final", reference="PPC-0002")
    do(page, "learn", why="宛先を二人で確かめる手順にした")
    do(page, "close")
    look(page, "incident-closed")
    page.locator("a[href*='/report/']").last.click()
    expect(page.locator("main")).to_contain_text(WORDS["8"])
    look(page, "incident-report")
