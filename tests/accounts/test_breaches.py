"""Leaked passwords: asked for by five digits of a hash, on a fake of the service on this machine."""

import threading
import time
from collections.abc import Iterator
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from coorum.accounts.clients import breaches
from coorum.accounts.queries import somebody_at
from coorum.accounts.strength import LEAKED, is_leaked, weaknesses
from coorum.base.scope import provider_scope

LEAKED_ONCE = "五月の風はコーヒーの香り"
UNKNOWN = "窓辺で読む三冊目の辞書"
HANA = somebody_at("hana@people.example")


class Service:
    """What a range service would say, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.answer = self.said_rightly
        self.status, self.pause = 200, 0.0

    def said_rightly(self, prefix: str) -> str:
        digest = sha1(LEAKED_ONCE.encode(), usedforsecurity=False).hexdigest().upper()
        known = f"{digest[5:]}:3\r\n" if digest[:5] == prefix else ""
        return known + "\r\n".join(f"{number:035X}:0" for number in range(800))


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, self.headers.get("Add-Padding")))
            time.sleep(told.pause)
            body = told.answer(self.path.rpartition("/")[2]).encode()
            self.send_response(told.status)
            if told.status == 302:
                self.send_header("Location", "/elsewhere/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *_given: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.COORUM_BREACHES_URL = f"http://127.0.0.1:{server.server_port}/range"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _scope(db: Any) -> Iterator[None]:
    with provider_scope():
        yield


def test_a_leaked_password_is_refused_and_another_is_not(service: Service) -> None:
    assert weaknesses(LEAKED_ONCE, HANA) == [LEAKED]
    assert weaknesses(UNKNOWN, HANA) == []


def test_five_digits_go_out_and_padding_is_asked_for(service: Service) -> None:
    is_leaked(LEAKED_ONCE)
    ((path, padding),) = service.asked
    digest = sha1(LEAKED_ONCE.encode(), usedforsecurity=False).hexdigest().upper()
    assert (path, padding) == (f"/range/{digest[:5]}", "true")


def test_padding_is_no_leak(service: Service) -> None:
    digest = sha1(UNKNOWN.encode(), usedforsecurity=False).hexdigest().upper()
    service.answer = lambda _prefix: f"{digest[5:]}:0"
    assert not is_leaked(UNKNOWN)


def test_without_a_service_nobody_is_asked(settings: Any) -> None:
    assert settings.COORUM_BREACHES_URL == ""
    assert isinstance(breaches.ranges(), breaches.NullRanges)
    assert breaches.ranges().count(LEAKED_ONCE) is None
    assert weaknesses(LEAKED_ONCE, HANA) == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "x"),
        (404, ""),
        (302, ""),
        (200, ""),
        (200, "<html>sign in to the Wi-Fi</html>"),
        (200, "é"),
        (200, "A:1\n" * 9),
    ],
)
def test_an_answer_that_is_none_says_nothing_about_the_password(service: Service, status: int, body: str) -> None:
    service.status, service.answer = status, lambda _prefix: body
    assert breaches.ranges().count(LEAKED_ONCE) is None
    assert weaknesses(LEAKED_ONCE, HANA) == []


def test_an_endless_answer_is_not_read_to_its_end(service: Service) -> None:
    service.answer = lambda _prefix: f"{'A' * 35}:1\n" * 20_000
    assert breaches.ranges().count(LEAKED_ONCE) is None


def test_who_is_slow_or_down_is_waited_for_once_and_a_second_at_most(service: Service, settings: Any) -> None:
    service.pause = 2.0
    started = time.monotonic()
    assert [weaknesses(LEAKED_ONCE, HANA) for _time in range(5)] == [[]] * 5
    assert time.monotonic() - started < 1.9
    assert len(service.asked) == 1
    settings.COORUM_BREACHES_URL = "http://127.0.0.1:1/range"
    assert breaches.ranges().count(LEAKED_ONCE) is None
