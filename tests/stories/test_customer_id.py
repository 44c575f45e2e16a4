"""Arrive from the shop with its customer ID: the shop is the sample of the guide, as it stands there."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.customers.test_guide import sample
from tests.stories.conftest import House, enter_code, sign_in

RUN = f"{time.time():.0f}"
SECRET = f"what only the shop and the community know {RUN}"
Look = Callable[[Page, str], None]


class Door(BaseHTTPRequestHandler):
    """The shop's page for the community: its customer is signed in, and goes on by a press."""

    def __init__(self, customer: dict[str, str], *connection: Any) -> None:
        self.customer = customer
        super().__init__(*connection)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        names: dict[str, Any] = {}
        exec(sample("python"), names)  # noqa: S102  our own page
        names["SECRETS"][:] = [SECRET]
        body = b""
        if parts.path == "/community":
            back = names["answer"](dict(parse_qsl(parts.query)), self.customer)
            body = f'<!doctype html><html lang=ja><title>shop</title><a id="on" href="{escape(back)}">OK</a>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def shop(customer: dict[str, str]) -> Iterator[str]:
    """The address of a shop whose customer is signed in there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Door, customer))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/community"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module", autouse=True)
def _off_afterwards(house: House) -> Iterator[None]:
    """Other stories look at the pages of sign-in without it."""
    yield
    house.run("tests.stories.customers", "off")


def test_arrive_from_the_shop_with_its_customer_id(house: House, visitor: Any, look: Look) -> None:
    who = f"shop-{visitor.language}-{RUN}@people.example"
    number = f"C-{visitor.language}-{RUN}"
    with shop({"id": number, "email": who, "name": "架空 のぞみ"}) as address:
        house.run("tests.stories.customers", address, SECRET)
        page = visitor()
        page.goto(f"{house.web}/signin/enter?by=customer&next=/")
        page.click("#on")
        page.wait_for_selector("section.consent")
        look(page, "customer-join")
        assert page.input_value("input[name=email]") == who
        page.check("input[name=provision]")
        sent = time.time() - 1
        page.click("main form button.primary")
        enter_code(house, page, who, after=sent)
        page.wait_for_selector("input[name=display_name]")
        page.click("main form a")
        page.wait_for_url(lambda url: "/signin/" not in url)
        page.goto(f"{house.web}/signin/customer/")
        expect(page.locator("main")).to_contain_text(number)
        look(page, "customer-account")
        again = visitor()
        again.goto(f"{house.web}/signin/enter?next=/")
        look(again, "customer-login")
        again.click("a[href*='/signin/customer/']")
        again.click("#on")
        again.wait_for_url(lambda url: url.startswith(house.web) and "/signin/" not in url)
        again.goto(f"{house.web}/my/")
        again.wait_for_url("**/signin/again/**")
        look(again, "customer-shows-who-they-are")
        staff = visitor()
        sign_in(staff, f"{house.web}/console/customers/", "owen@people.example")
        look(staff, "customer-console")
        staff.goto(f"{house.web}/console/customers/links/")
        staff.fill("input[name=subject]", number)
        staff.click("main form button.primary")
        expect(staff.locator("main")).to_contain_text(number)
        look(staff, "customer-console-link")
        sent = time.time() - 1
        staff.fill("input[name=reason]", "家族の会員番号と取り違えていました")
        staff.click("main form button.danger")
        assert "家族の会員番号と取り違えていました" in house.letter_to(who, after=sent)
