"""The mailbox and the shop of a development machine."""

import threading
import urllib.error
from collections.abc import Iterator
from email.message import EmailMessage
from http.client import HTTPMessage
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from coorum.launch.mailbox.pages import mailbox
from coorum.launch.shop import shop
from coorum.launch.surroundings import Surroundings
from coorum.launch.toys import Site, server


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    (tmp_path / "mail").mkdir()
    return Surroundings(tmp_path, 8000)


class Visitor:
    def __init__(self, site: Site) -> None:
        self.server = server(0, site)
        self.address = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, path: str, **headers: str) -> tuple[str, HTTPMessage]:
        with urlopen(Request(self.address + path, headers=headers)) as answer:
            return answer.read().decode(), answer.headers


@pytest.fixture
def letters(here: Surroundings) -> Iterator[Visitor]:
    visitor = Visitor(mailbox(here))
    yield visitor
    visitor.server.shutdown()
    visitor.server.server_close()


def post(here: Surroundings, name: str, subject: str, html: str = "") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "coorum <no-reply@coorum.example>",
        "hana@mail.example",
        subject,
    )
    message.set_content("コードは ABCD-EFGH です。\nhttp://localhost:8000/signin/")
    if html:
        message.add_alternative(html, subtype="html")
    (here.data / "mail" / f"{name}.eml").write_bytes(message.as_bytes())


def test_an_empty_mailbox_says_so_in_both_languages(letters: Visitor) -> None:
    assert "まだメールはありません" in letters.get("/", **{"Accept-Language": "ja,en;q=0.8"})[0]
    assert "No letters yet" in letters.get("/", **{"Accept-Language": "en-GB"})[0]
    assert "No letters yet" in letters.get("/?lang=en", **{"Accept-Language": "ja"})[0]


def test_the_newest_letter_stands_first(letters: Visitor, here: Surroundings) -> None:
    post(here, "1", "はじめの一通")
    post(here, "2", "つぎの一通")
    page, _ = letters.get("/")
    assert page.index("つぎの一通") < page.index("はじめの一通")


def test_a_letter_shows_its_text_with_links_that_open(letters: Visitor, here: Surroundings) -> None:
    post(here, "1", "<b>確認コード</b>")
    page, _ = letters.get("/letters/1")
    assert "ABCD-EFGH" in page
    assert '<a href="http://localhost:8000/signin/" rel="noopener" target="_blank">' in page
    assert "&lt;b&gt;確認コード" in page


def test_the_html_of_a_letter_is_locked_into_its_frame(letters: Visitor, here: Surroundings) -> None:
    post(here, "1", "件名", html="<p>やあ<script>alert(1)</script></p>")
    assert 'sandbox="allow-popups' in letters.get("/letters/1")[0]
    page, headers = letters.get("/letters/1/html")
    assert page.startswith('<!doctype html><base target="_blank">')
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script" not in policy


@pytest.mark.parametrize(
    "path", ["/letters/2", "/letters/..%2fkeys%2fdjango", "/letters/../keys", "/letters", "/nothing"]
)
def test_what_is_no_letter_is_not_found(letters: Visitor, here: Surroundings, path: str) -> None:
    post(here, "1", "件名")
    with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
        letters.get(path)
    refusal.value.close()


def test_a_name_of_somebody_else_is_refused(letters: Visitor) -> None:
    with pytest.raises(urllib.error.HTTPError, match="421") as refusal:
        letters.get("/", Host="shop.example")
    refusal.value.close()


def test_the_shop_holds_the_community_by_one_line_of_script(here: Surroundings) -> None:
    visitor = Visitor(shop(here))
    page, _ = visitor.get("/")
    assert page.count("<script") == 1
    assert 'src="http://localhost:8000/embed/community.js"' in page
    assert visitor.get("/style.css")[1].get_content_type() == "text/css"
    visitor.server.shutdown()
    visitor.server.server_close()
