"""A member asks, is answered, and chooses the best answer; the next who asks finds it while typing."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, sign_in

RUN = f"{time.time():.0f}"[-5:]  # a house that stands may have seen another run
Look = Callable[[Page, str], None]


def come(house: House, visitor: Any, name: str, path: str, *, script: bool = True) -> Page:
    page: Page = visitor(script=script)
    sign_in(page, house.web + path, f"{name}@people.example")
    return page


def test_ask_and_get_the_best_answer(house: House, visitor: Any, look: Look) -> None:
    title = f"水出しの粉は細かく挽きますか {RUN}{visitor.language}"
    saki = come(house, visitor, "saki", "/b/ask/write/")

    # What was asked before is shown while one types, and told to whoever does not see it.
    saki.locator("input[name=title]").press_sequentially("お湯の温度は何度", delay=30)
    expect(saki.locator("[data-similar-list]")).to_contain_text("湯の温度は何度がよいですか")
    expect(saki.locator("[data-similar-button]")).to_be_hidden()
    assert saki.locator("[data-similar-list]").get_attribute("aria-live") == "polite"
    look(saki, "ask-similar")
    saki.fill("input[name=title]", title)
    expect(saki.locator("[data-similar-list]")).not_to_contain_text("湯の温度")
    saki.fill("textarea[name=body]", "夜のうちに作って、朝に飲みたいです。\n\n- 粉 60g\n- 水 800ml")
    saki.click("#composer .composer-end button.primary")
    expect(saki.locator("article.post h1")).to_have_text(title)
    expect(saki.locator(".byline .status.open")).to_be_visible()
    asked = saki.url

    riku = come(house, visitor, "riku", f"{asked.removeprefix(house.web)}comments/")
    for body in ("中細くらいにしています。", "細かく挽いて、8時間おくとおいしいです。\n\n朝に濾してください。"):
        riku.fill("#composer textarea", body)
        riku.click("#composer button.primary")
        expect(riku.locator("ol.thread")).to_contain_text(body.split()[0])
    look(riku, "answered")

    # By keyboard alone.
    saki.reload()
    look(saki, "choosing")
    choice = saki.locator("#c2 button[formaction$='/choice/']")
    choice.focus()
    saki.keyboard.press("Enter")
    expect(saki.locator(".best")).to_contain_text("8時間おくとおいしいです")
    expect(saki.locator("#c2 .status.solved")).to_be_visible()
    look(saki, "solved")
    saki.click(".best a[href*='/c/']")
    saki.wait_for_url("**#c2")

    guest: Page = visitor()
    guest.goto(asked)
    assert (
        guest.evaluate(
            "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text).mainEntity.answerCount"
        )
        == 2
    )
    look(guest, "solved-guest")
    for show, count in (("", 1), ("?show=unsolved", 0), ("?show=solved", 1)):
        guest.goto(f"{house.web}/b/ask/{show}")
        expect(guest.locator("main .row-title", has_text=title)).to_have_count(count)
        look(guest, f"questions-{show.removeprefix('?show=')}")

    owen = come(house, visitor, "owen", "/console/questions/")
    expect(owen.locator("main")).to_contain_text("湯の温度は何度がよいですか")
    expect(owen.locator("main")).not_to_contain_text(title)
    look(owen, "console-questions")

    plain = come(house, visitor, "yuzu", "/b/ask/write/", script=False)
    plain.fill("input[name=title]", title)
    plain.click("button[value=similar]")
    expect(plain.locator("[data-similar-list] a").first).to_contain_text(title)
    assert plain.input_value("input[name=title]") == title
