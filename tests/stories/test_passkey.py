"""Add a passkey and sign in with it: without a password, as a second factor, and to register.

The device is Chromium's virtual authenticator: it keeps keys, and says that it made sure of its holder.
"""

import time
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, code_in, enter_code, sign_in

RUN = f"{time.time():.0f}"[-5:]


def device_of(page: Page, *, offers: bool = False) -> Any:
    """A device with a fingerprint reader, in this browser; `offers`: it answers the page's own offer as well."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    told = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    told |= {"isUserVerified": True, "automaticPresenceSimulation": offers}
    found = session.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    return lambda present: session.send(
        "WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": found["authenticatorId"], "enabled": present}
    )


def test_a_member_adds_a_passkey_and_signs_in_with_it(house: House, visitor: Any, look: Any) -> None:
    name = {"ja": "riku", "en": "saki"}[visitor.language]
    page = visitor()
    touch = device_of(page)
    sign_in(page, f"{house.web}/my/", f"{name}@people.example")
    page.goto(f"{house.web}/signin/factors/")
    look(page, "factors-empty")
    page.click("a[href*='/factors/passkeys/new/']")
    page.wait_for_selector("form[data-passkey] button")
    look(page, "passkey-new")
    page.fill("input[name=name]", "わたしの電話" if visitor.language == "ja" else "my phone")
    touch(True)
    page.click("form[data-passkey] button")
    page.wait_for_url("**/signin/factors/codes/**")
    touch(False)
    page.click("main form button.primary")
    page.wait_for_selector("ol.codes")
    page.click("main a.button.primary")
    page.wait_for_url("**/signin/factors/**")
    expect(page.locator("ul.rows li")).to_have_count(1)
    look(page, "factors")

    page.context.clear_cookies()
    page.goto(f"{house.web}/signin/enter?next=/my/")
    expect(page.locator("form[data-passkey]")).to_be_visible()
    look(page, "login-with-passkey")
    touch(True)
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{house.web}/my/")
    touch(False)

    page.context.clear_cookies()
    sign_in_half(page, house, name)
    look(page, "second-factor")
    say_it_is_lost(page, house, name, look)
    touch(True)
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{house.web}/my/")
    touch(False)
    page.goto(f"{house.web}/signin/again/?next=/my/")
    look(page, "again")
    remove(page, house)


def sign_in_half(page: Page, house: House, name: str) -> None:
    """Address and password, up to the second factor."""
    from tests.cast import PASSWORD

    page.goto(f"{house.web}/signin/enter?next=/my/")
    page.fill("input[name=login]", f"{name}@people.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url("**/signin/factor/**")


def say_it_is_lost(page: Page, house: House, name: str, look: Any) -> None:
    """With a code by letter the wait begins; signing in with the passkey afterwards takes it back."""
    page.click("a[href*='/factor/lost/']")
    look(page, "factor-lost")
    sent = time.time() - 1
    page.click("main form button.primary")
    page.wait_for_selector("input[name=code]")
    look(page, "factor-lost-code")
    page.fill("input[name=code]", code_in(house.letter_to(f"{name}@people.example", after=sent)))
    page.click("main form button.primary")
    page.wait_for_selector("main time")
    look(page, "factor-lost-said")
    page.goto(f"{house.web}/signin/factor/?next=/my/")


def remove(page: Page, house: House) -> None:
    """The passkey goes again: others sign in as this member with the password alone."""
    page.goto(f"{house.web}/signin/factors/")
    page.click("form[action*='/removal/'] button")
    expect(page.locator("ul.rows li")).to_have_count(0)


def test_a_visitor_registers_with_a_passkey(house: House, visitor: Any, look: Any) -> None:
    address = f"key-{visitor.language}-{RUN}@people.example"
    page = visitor()
    touch = device_of(page)
    page.goto(f"{house.web}/signin/enter?new=1")
    page.fill("input[name=email]", address)
    page.check("input[name=provision]")
    sent = time.time() - 1
    page.click("button[name=way]")
    enter_code(house, page, address, after=sent)
    page.wait_for_url("**/signin/signup/passkey/**")
    look(page, "signup-passkey")
    touch(True)
    page.click("form[data-passkey] button")
    page.wait_for_selector("input[name=display_name]")


def test_without_script_pages_say_what_to_do_instead(house: House, visitor: Any) -> None:
    name = {"ja": "yuzu", "en": "mado"}[visitor.language]
    page = visitor(script=False)
    sign_in(page, f"{house.web}/my/", f"{name}@people.example")
    page.goto(f"{house.web}/signin/factors/passkeys/new/")
    expect(page.locator("[data-without-passkey]")).to_be_visible()
    expect(page.locator("form[data-passkey]")).to_be_hidden()
