"""Calls to addresses that others gave us: nowhere inside, not for ever, and not without end."""

import socket
import threading
import time
from typing import Any

import pytest

from coorum.base import calling
from coorum.base.calling import NoAnswer, NotOutside, call, ensure_callable, is_public

INSIDE = """
127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254
ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:0:7f00:1:: nothing
"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_addresses_inside_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_outside_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://service.example/",
        "ftp://service.example/",
        "file:///etc/passwd",
        "gopher://service.example/",
        "https://user@service.example/",
        "https://user:word@service.example/",
        "https://service.example/#part",
        "https:///path",
        "https://",
        "https://service.example:99999/",
        "https://[::1/",
        "https://ｓervice.example/",
        "//service.example/",
        "",
    ],
)
def test_only_plain_https_addresses_are_called(address: str) -> None:
    with pytest.raises(NotOutside):
        ensure_callable(address)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
    ],
)
def test_no_writing_of_an_address_inside_is_called(host: str) -> None:
    with pytest.raises(NoAnswer):
        call(f"https://{host}/")


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What names answer to: one list for each time they are asked, the last again and again."""
    known: dict[str, list[list[str]]] = {}

    def look_up(host: str, port: int, **_more: Any) -> list[Any]:
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(calling, "getaddrinfo", look_up)
    return known


@pytest.mark.django_db
def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(names: dict[str, list[list[str]]]) -> None:
    names["service.example"] = [["8.8.8.8", "10.0.0.1"]]
    with pytest.raises(NoAnswer, match="leads inside"):
        call("https://service.example/")


@pytest.mark.django_db
def test_the_connection_goes_to_what_was_looked_at(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time (DNS rebinding) is not asked a second time."""
    names["service.example"] = [["8.8.8.8"], ["127.0.0.1"]]
    reached: list[Any] = []

    def connect(address: Any, **_more: Any) -> Any:
        reached.append(address)
        raise OSError("far away")

    monkeypatch.setattr(calling, "create_connection", connect)
    with pytest.raises(NoAnswer):
        call("https://service.example/")
    assert reached == [("8.8.8.8", 443)]


@pytest.mark.django_db
def test_no_more_than_a_few_calls_are_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.2)
    monkeypatch.setattr(calling, "_under_way", threading.BoundedSemaphore(1))
    calling._under_way.acquire()
    begun = time.monotonic()
    with pytest.raises(NoAnswer, match="too many"):
        call("https://service.example/")
    assert time.monotonic() - begun < 2


@pytest.mark.django_db
def test_the_next_address_is_tried_where_the_first_takes_nobody(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["service.example"] = [["2606:4700:4700::1111", "8.8.8.8"]]
    reached: list[str] = []

    def connect(address: Any, **_more: Any) -> Any:
        reached.append(address[0])
        raise OSError("no way there")

    monkeypatch.setattr(calling, "create_connection", connect)
    with pytest.raises(NoAnswer):
        call("https://service.example/")
    assert reached == ["2606:4700:4700::1111", "8.8.8.8"]
