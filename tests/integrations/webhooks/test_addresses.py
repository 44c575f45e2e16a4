"""Nothing is sent inside, nobody is followed, and nobody who answers slowly or without end holds us up."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.test import override_settings

from coorum.base import calling
from coorum.integrations.models import Delivery, Endpoint
from coorum.integrations.webhooks import actions, asking, rules
from tests.cast import refused
from tests.integrations.webhooks.shop import Shop

call = asking.call


NO_ADDRESS = [
    "http://shop.example/",
    "file:///etc/passwd",
    "ftp://shop.example/",
    "https://user@shop.example/",
    "https://user:word@shop.example/",
    "https://shop.example@127.0.0.1/",
    "https://shop.example/#part",
    "https:///path",
    "//shop.example/",
    "javascript:alert(1)",
    "https://例え.テスト/",
    "https://shop.example/\x00",
    "https://shop.example/ x\r\nHost: y",
    "https://127.0.0.1/",
    "https://8.8.8.8/",
    "https://[::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://shop.example:99999/",
    "https://shop.example/" + "x" * 500,
    "",
]


@override_settings(COORUM_NEIGHBOURS=[])
def test_what_is_no_address_of_a_system_is_refused() -> None:
    for address in NO_ADDRESS:
        with refused("address"):
            rules.clean_address(address)
    for port in (0, 22, 25, 80, 1023):
        with refused("port"):
            rules.clean_address(f"https://shop.example:{port}/")
    for address in ("https://shop.example", "https://shop.example:8443/x?code=y", "https://shop.example:443/"):
        assert rules.clean_address(f" {address} ") == address


def test_a_community_is_no_system_of_its_operators(shop: Shop) -> None:
    for address in ("https://kissa.test/webhooks", "https://KIRI.test:443/webhooks"):
        with refused("own_address"):
            actions.change_endpoint(shop.staff, shop.endpoint, name="x", address=address, types=["post.published"])


@pytest.fixture
def names(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What names answer to: one list for each time they are asked, the last again and again. The calls are real."""
    known: dict[str, list[list[str]]] = {}

    def look_up(host: str, port: int, **_more: Any) -> list[Any]:
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(calling, "getaddrinfo", look_up)
    monkeypatch.setattr(asking, "call", call)
    return known


@override_settings(COORUM_NEIGHBOURS=[])
def test_a_name_that_leads_inside_is_not_called(shop: Shop, names: dict[str, list[list[str]]]) -> None:
    inside = "127.0.0.1 ::1 169.254.169.254 fd00:ec2::254 10.0.0.1 8.8.8.8,192.168.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1"
    for found in inside.split():
        names["shop.example"] = [found.split(",")]
        row = actions.send_test(shop.staff, shop.endpoint)
        assert (row.state, row.status, row.miss) == ("failed", 0, "inside"), found


@override_settings(COORUM_NEIGHBOURS=[])
def test_a_name_that_turns_inside_on_the_second_look_is_asked_once(
    shop: Shop, names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["shop.example"] = [["8.8.8.8"], ["127.0.0.1"]]
    reached: list[str] = []

    def connect(address: tuple[str, int], **_more: Any) -> Any:
        reached.append(address[0])
        raise OSError("far away")

    monkeypatch.setattr(calling, "create_connection", connect)
    assert actions.send_test(shop.staff, shop.endpoint).miss == "silent"
    assert actions.send_test(shop.staff, shop.endpoint).miss == "inside"
    assert reached == ["8.8.8.8"]


@contextmanager
def neighbour(shop: Shop, *pieces: bytes, pause: float = 0, forever: bool = False) -> Iterator[list[bytes]]:
    """A receiver on this machine that says these pieces, so far apart; what it was sent."""
    seen: list[bytes] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while not over.is_set():
                    one, _whence = listening.accept()
                    threading.Thread(target=speak, args=(one,), daemon=True).start()

        def speak(one: socket.socket) -> None:
            with one, suppress(OSError):
                seen.append(one.recv(65536))
                for piece in pieces:
                    one.sendall(piece)
                    over.wait(pause)
                while forever and not over.is_set():
                    one.sendall(b"x" * 65536)

        threading.Thread(target=serve, daemon=True).start()
        Endpoint.objects.update(address=f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks")
        try:
            yield seen
        finally:
            over.set()
            listening.close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@override_settings(COORUM_NEIGHBOURS=["127.0.0.1"])
def test_a_slow_receiver_is_given_up(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "call", call)
    monkeypatch.setattr(asking, "SECONDS", 0.4)
    letters = [bytes([one]) for one in HEAD]
    for said in ([b""], letters):  # nothing at all; a letter now and then
        with neighbour(shop, *said, pause=0.1 if len(said) > 1 else 2):
            begun = time.monotonic()
            row = actions.send_test(shop.staff, shop.endpoint)
            assert (row.state, row.miss) == ("failed", "silent")
            assert time.monotonic() - begun < 1.5


@override_settings(COORUM_NEIGHBOURS=["127.0.0.1"])
def test_an_endless_answer_is_not_read_and_not_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "call", call)
    with neighbour(shop, HEAD + b"Content-Encoding: gzip\r\n\r\n", b"mika@people.example", forever=True):
        begun = time.monotonic()
        row = actions.send_test(shop.staff, shop.endpoint)
        assert (row.state, row.status) == ("delivered", 200)
        assert time.monotonic() - begun < 2
    assert "mika@people.example" not in str(list(Delivery.objects.values()))


@override_settings(COORUM_NEIGHBOURS=["127.0.0.1"])
def test_nobody_is_followed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "call", call)
    said = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n"
    with neighbour(shop, said) as seen:
        row = actions.send_test(shop.staff, shop.endpoint)
    assert (row.state, row.status, row.miss) == ("failed", 307, "redirect")
    assert len(seen) == 1
    assert b"cookie" not in seen[0].lower()
