"""An operator opens a community: the desk makes the site, the owner is invited and walks five steps."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page, expect

from coorum.factors import totp
from tests.stories.conftest import House, enter_code, link_in, sign_in

PASSWORD = "a long enough phrase of the owner"
RUN = f"{time.time():.0f}"[-5:]  # a house that stands may have seen another run
Look = Callable[[Page, str], None]


def by_the_menu(page: Page, path: str) -> None:
    """To a page of the console; where there is little room its menu is a sheet."""
    opener = page.locator(".side-open")
    if opener.is_visible():
        opener.click()
    page.click(f".side-nav a[href='{path}']")


def test_an_operator_opens_a_community(house: House, visitor: Any, look: Look) -> None:
    slug = f"nuno-{visitor.language}-{RUN}"
    owner_address = f"{slug}@people.example"
    officer = visitor()
    sign_in(officer, f"{house.web}/desk/sites/new/", "desk@people.example")
    look(officer, "desk-new-site")
    sent = time.time() - 1
    for name, value in {
        "slug": slug,
        "name": "布と糸",
        "legal_name": "株式会社布と糸",
        "address": "東京都架空区糸町1-1",
        "representative": "代表取締役 糸井 見本",
        "contact_email": "privacy@nuno.example",
        "owner_email": owner_address,
    }.items():
        officer.fill(f"[name={name}]", value)
    officer.click("main form button.primary")
    officer.wait_for_url(lambda url: not url.endswith("/new/"))
    look(officer, "desk-site")

    owner = visitor()
    owner.goto(link_in(house.letter_to(owner_address, after=sent), "/signin/invitations/"))
    owner.click("a.button.primary")
    owner.wait_for_selector("input[name=password]")
    owner.fill("input[name=email]", owner_address)
    owner.fill("input[name=password]", PASSWORD)
    owner.check("input[name=provision]")
    sent = time.time() - 1
    owner.click("main form button.primary")
    enter_code(house, owner, owner_address, after=sent)
    owner.wait_for_url(lambda url: "/verify" not in url)

    console = f"http://{slug}.localhost:{house.here.port}/console/"
    owner.goto(console)
    set_up_an_app(owner, look)
    owner.wait_for_url(console)
    look(owner, "console-before-opening")
    owner.goto(f"{console}site/")
    owner.fill("[name=tagline]", "縫う人の集まる場所")
    owner.click("main form button.primary")
    owner.wait_for_url("**/legal/")
    owner.click("main form button.primary")
    owner.wait_for_url("**/look/")
    owner.locator("[name=colour]").fill("#3a5f8b")
    look(owner, "console-look")
    owner.click("main form button.primary")
    owner.wait_for_url("**/boards/")
    owner.goto(f"{console}boards/new/")
    owner.fill("[name=name]", "はじめまして")
    owner.fill("[name=slug]", "hello")
    look(owner, "console-new-board")
    owner.click("main form button.primary")
    owner.wait_for_url("**/boards/")
    by_the_menu(owner, "/console/opening/")
    owner.check("input[name=opening][value=open]")
    owner.click("main form button.primary")
    owner.wait_for_url(console)
    look(owner, "console-overview")

    visitor.refusals.add(503)  # readers know a site as it was a second ago
    guest = visitor()
    for _look in range(10):
        answer = guest.goto(f"http://{slug}.localhost:{house.here.port}/")
        if answer and answer.ok:
            break
        guest.wait_for_timeout(300)
    expect(guest.locator("body")).to_contain_text("布と糸")


def set_up_an_app(owner: Page, look: Look) -> None:
    """Somebody new to the console is led to a second factor, and then on."""
    owner.wait_for_url("**/signin/factors/needed/**")
    look(owner, "factor-needed")
    owner.click("a[href*='/factors/app/']")
    owner.wait_for_selector("input[name=code]")
    look(owner, "factor-app")
    owner.click("main details summary")
    secret = owner.locator("code.key").inner_text().replace(" ", "")
    owner.fill("input[name=code]", totp.code_at(secret, totp.step_at(datetime.now(UTC))))
    owner.click("main form button.primary")
    owner.wait_for_url("**/signin/factors/codes/**")
    look(owner, "factor-codes")
    owner.click("main form button.primary")
    owner.wait_for_selector("ol.codes")
    look(owner, "factor-codes-made")
    owner.click("main a.button.primary")
