"""A child wants to join: the question, the guardian's letter, the child's way in, and the guardian's way to stop it."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import House, code_in

RUN = f"{time.time():.0f}"
PASSWORD = "五月の風はコーヒーの香り"
Look = Callable[[Page, str], None]


@pytest.fixture(scope="module", autouse=True)
def _asking(house: House) -> Iterator[None]:
    """Kissa asks, and other stories are not asked."""
    house.run("tests.stories.asking", "on")
    yield
    house.run("tests.stories.asking", "off")


def link_in(letter: str) -> str:
    found = re.search(r"http\S+", letter)
    assert found
    return found[0]


def test_a_child_joins_with_their_guardian_who_stops_it_again(house: House, visitor: Any, look: Look) -> None:
    child, guardian = (
        f"{name}-{visitor.language}-{RUN}@{host}.example" for name, host in (("ame", "people"), ("haha", "family"))
    )
    page = visitor()
    page.goto(f"{house.web}/signin/enter?new=1&next=/")
    look(page, "age")
    page.check("input[value=under_16]")
    page.click("main form button.primary")
    look(page, "guardian-ask")
    page.fill("input[name=email]", child)
    page.fill("input[name=guardian]", guardian)
    sent = time.time() - 1
    page.click("main form button.primary")
    look(page, "guardian-asked")
    theirs = visitor()
    theirs.goto(link_in(house.letter_to(guardian, after=sent)))
    look(theirs, "guardian-answer")
    theirs.check("input[name=provision]")
    theirs.check("input[name=is_guardian]")
    sent = time.time() - 1
    theirs.click("main form button.primary")
    look(theirs, "guardian-agreed")
    page.goto(link_in(house.letter_to(child, after=sent)))
    look(page, "guardian-child")
    page.fill("input[name=password]", PASSWORD)
    sent = time.time() - 1
    page.click("main form button.primary")
    page.wait_for_selector("input[name=display_name]")
    page.goto(f"{house.web}/my/profile/")
    look(page, "private-profile")
    theirs.goto(link_in(house.letter_to(guardian, after=sent)))
    look(theirs, "guardian-stop")
    theirs.fill("input[name=address]", guardian)
    sent = time.time() - 1
    theirs.click("main form button.primary")
    theirs.wait_for_selector("input[name=code]")
    look(theirs, "guardian-stop-code")
    theirs.fill("input[name=code]", code_in(house.letter_to(guardian, after=sent)))
    sent = time.time() - 1
    theirs.click("main form button.danger")
    expect(theirs.locator("main form")).to_contain_text(re.compile("."))
    look(theirs, "guardian-stopped")
    assert "http" not in house.letter_to(child, after=sent), "only the guardian can take it back"
