"""A member signs in to the operator's shop with the community, through libraries that are not ours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.cast import PASSWORD
from tests.stories.conftest import House, sign_in
from tests.stories.shops import LIBRARIES, door

Look = Callable[[Page, str], None]


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_a_member_signs_in_to_the_shop_and_sees_what_it_read(
    house: House, visitor: Any, look: Look, tmp_path: Path, library: str
) -> None:
    page = visitor()
    name = f"こもれび商店 {library} {visitor.language}"
    with door() as shop:
        told = tmp_path / "told.json"
        house.run("tests.stories.website", name, shop.callback, shop.bye, str(told))
        buyer_with = LIBRARIES[library](json.loads(told.read_text()), shop.callback)
        page.goto(buyer_with.begin())
        page.fill("input[name=login]", "hana@people.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button.primary")
        page.wait_for_url("**/signin/websites/**")
        assert not page.is_checked("input[value=display_name]")
        look(page, "shop-asks")
        page.check("input[value=display_name]")
        page.click("main form button.primary")
        page.wait_for_url(f"{shop.callback}?**")
        buyer = buyer_with.finish(shop.answer)
        assert buyer.known["name"] == "はな"
        assert "email" not in buyer.known
        assert buyer.known["sub"] == buyer.claims["sub"]
        page.goto(f"{house.web}/my/data/")
        page.wait_for_selector(f".row-title:has-text('{name}')")
        look(page, "shop-in-my-data")
        if buyer.id_token:
            gone = {"id_token_hint": buyer.id_token, "post_logout_redirect_uri": shop.bye, "state": "s"}
            page.goto(f"{house.web}/signin/openid/logout?{urlencode(gone)}")
            assert page.url == f"{shop.bye}?state=s"
            page.goto(f"{house.web}/my/data/")
            page.wait_for_url("**/signin/login/**")


def test_an_owner_lets_a_website_in_and_reads_its_secret_once(house: House, visitor: Any, look: Look) -> None:
    page = visitor()
    sign_in(page, f"{house.web}/console/websites/", "owen@people.example")
    look(page, "console-websites-none")
    page.goto(f"{house.web}/console/websites/new/")
    look(page, "console-website-new")
    page.fill("input[name=name]", f"店 {visitor.language}")
    page.fill("input[name=website]", "https://shop.example/")
    page.fill("textarea[name=redirect_uris]", "http://shop.example/")
    page.click("main form button.primary")
    page.wait_for_selector(".error")
    look(page, "console-website-refused")
    page.fill("textarea[name=redirect_uris]", "https://shop.example/callback")
    page.click("main form button.primary")
    page.wait_for_url("**/console/websites/*-*/")
    page.click("button[formaction$='/secrets/']")
    secret = page.text_content(".banner pre") or ""
    look(page, "console-website-secret")
    page.reload()
    page.goto(f"{house.web}/console/websites/")
    page.click(f"text=店 {visitor.language}")
    assert secret not in page.content()
