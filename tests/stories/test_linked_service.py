"""Somebody joins by a linked service, comes back with it, links another, and takes it off again."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.linking.fake import playing
from tests.stories.conftest import House, enter_code, sign_in

RUN = f"{time.time():.0f}"
Look = Callable[[Page, str], None]


def at_the_form(house: House, page: Page, look: Look) -> None:
    """A guest of Kissa goes to register."""
    page.goto(f"{house.web}/signin/enter?new=1&next=/")
    page.wait_for_selector("ul.ways a")
    look(page, "linked-signup")


@pytest.fixture(scope="module", autouse=True)
def _off_afterwards(house: House) -> Iterator[None]:
    """Other stories publish a policy that names no service."""
    yield
    house.run("tests.stories.linked", "off")


@pytest.mark.parametrize("kind", ["apple", "line"])
def test_a_visitor_joins_by_a_linked_service(house: House, visitor: Any, look: Look, kind: str) -> None:
    """Apple vouches for the address and answers by a form; LINE names none."""
    who = f"{kind}-{visitor.language}-{RUN}@people.example"
    told = {"sub": f"{kind}-{visitor.language}-{RUN}"} | ({"email": who} if kind == "apple" else {})
    with playing(kind, claims=told, consents=True, neighbour=False) as fake:
        house.run("tests.stories.linked", kind, fake.origin)
        page = visitor()
        at_the_form(house, page, look)
        page.click(f"ul.ways a[href*='/{kind}/']")
        page.click("#continue, main form button")
        page.wait_for_selector("section.consent")
        look(page, f"linked-join-{kind}")
        page.check("input[name=provision]")
        if kind == "line":
            page.fill("input[name=email]", who)
        sent = time.time() - 1
        page.click("main form button.primary")
        if kind == "line":
            enter_code(house, page, who, after=sent)
        page.wait_for_selector("input[name=display_name]")
        page.click("main form a")
        page.wait_for_url(lambda url: "/signin/" not in url)
        page.goto(f"{house.web}/signin/account/")
        look(page, f"linked-account-{kind}")
        page.goto(f"{house.web}/signin/linked/")
        expect(page.locator("main")).to_contain_text(kind.title())
        look(page, f"linked-list-{kind}")
        again = visitor()
        again.goto(f"{house.web}/signin/enter?next=/")
        look(again, f"linked-login-{kind}")
        again.click(f"ul.ways a[href*='/{kind}/']")
        again.click("#continue, main form button")
        again.wait_for_url(lambda url: url.startswith(house.web) and "/signin/" not in url)


def test_a_member_links_a_service_and_takes_it_off(house: House, visitor: Any, look: Look) -> None:
    with playing("google", claims={"sub": f"google-{visitor.language}-{RUN}"}, consents=True, neighbour=False) as fake:
        house.run("tests.stories.linked", "google", fake.origin)
        page = visitor()
        sign_in(page, f"{house.web}/signin/enter?next=/", "mado@people.example")
        page.goto(f"{house.web}/signin/linked/")
        page.click("form[action*='/google/link/'] button")
        look(page, "linked-onward")
        page.click("main a.button.primary")
        page.click("#continue")
        page.wait_for_selector("main form button.primary")
        look(page, "linked-confirm")
        page.click("main form button.primary")
        expect(page.locator("main ul.rows")).to_contain_text("Google")
        look(page, "linked-linked")
        page.click("form[action*='/google/removal/'] button")
        expect(page.locator("main ul.rows")).to_have_count(0)


def test_a_service_that_lies_lets_nobody_in(house: House, visitor: Any, look: Look) -> None:
    visitor.refusals.update({400, 502})
    with playing("google", lie="nonce", consents=True, neighbour=False) as fake:
        house.run("tests.stories.linked", "google", fake.origin)
        page = visitor()
        page.goto(f"{house.web}/signin/enter?next=/")
        page.click("ul.ways a[href*='/google/']")
        page.click("#continue")
        page.wait_for_selector(".empty")
        look(page, "linked-trouble")
        assert "/signin/with/google/return/" in page.url
