"""A community on its own host: its owner proves the name, and members live there as they did before."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.nameserver import NameServer
from tests.stories.conftest import DNS, House, sign_in

RUN = f"{time.time():.0f}"[-5:]
Look = Callable[[Page, str], None]


@pytest.fixture
def names(house: House) -> Iterator[NameServer]:
    """The DNS as the house sees it."""
    server = NameServer(house.here.port + DNS)
    yield server
    server.close()


def test_a_community_on_its_own_host(house: House, visitor: Any, look: Look, names: NameServer) -> None:
    host, port = f"talk-{visitor.language}-{RUN}.shop.example", house.here.port
    given, own = f"http://kiri.localhost:{port}", f"http://{host}:{port}"
    visitor.excuses.add("Cross-Origin-Opener-Policy")  # browsers want HTTPS for it, but on localhost
    owner = visitor()
    sign_in(owner, f"{given}/console/hosts/", "kei@people.example")
    look(owner, "hosts")
    owner.fill("[name=host]", host.upper())
    owner.click("main form button.primary")
    owner.wait_for_selector("dl.dns")
    look(owner, "host-claimed")
    name, value = owner.locator("dl.dns").first.locator("dd[data-copy] code").all_inner_texts()
    names.texts[name] = [value]
    owner.click("button[formaction$='/look/']")
    owner.click("button[formaction$='/opening/']")
    owner.wait_for_selector("a[href$='/primary/']")
    look(owner, "host-in-use")

    choose_a_sender(owner, names, look, given)
    owner.goto(f"{given}/console/hosts/")
    owner.click(f"a:has-text('{host}')")

    reader = visitor()
    reader.goto(f"{own}/b/")
    assert reader.url == f"{given}/b/", "not yet the main address"
    owner.click("a[href$='/primary/']")
    look(owner, "host-main-address")
    owner.click("main form button.primary")
    owner.wait_for_url(f"{given}/console/hosts/")
    look(owner, "hosts-moved")
    reader.goto(f"{given}/b/")
    assert reader.url == f"{own}/b/"

    member = visitor()
    sign_in(member, f"{own}/signin/enter?next=/my/", "mei@people.example")
    expect(member).to_have_url(f"{own}/my/")
    look(member, "own-host-my-page")
    member.goto(f"{own}/signin/logout/")
    member.click("main form button")
    member.wait_for_load_state("load")
    member.goto(f"{own}/signin/enter?next=/my/")
    expect(member.locator("input[name=password]")).to_be_visible()

    owner.click(f"a:has-text('{host}')")
    owner.click("a[href$='/removal/']")
    look(owner, "host-removal")
    owner.click("main form button.danger")
    owner.wait_for_url(f"{given}/console/hosts/")
    reader.goto(f"{given}/b/")
    assert reader.url == f"{given}/b/"
    visitor.refusals.add(404)
    reader.goto(f"{own}/b/")
    assert reader.locator("a[href*='/b/']").count() == 0


def choose_a_sender(owner: Page, names: NameServer, look: Look, given: str) -> None:
    """An address at the new host, whose key the DNS shows."""
    owner.goto(f"{given}/console/sender/")
    owner.fill("[name=local_part]", "info")
    look(owner, "sender-new")
    owner.click("main form button.primary")
    owner.wait_for_selector("dl.dns")
    look(owner, "sender-waits")
    name, value = owner.locator("dl.dns dd[data-copy] code").all_inner_texts()
    names.texts[name] = [value]
    owner.click("button[formaction$='/look/']")
    owner.wait_for_selector(".section-head .status.kept")
    look(owner, "sender-signs")
