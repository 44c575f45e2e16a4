"""Asking a machine outside whose address was given to us: by an officer, or by the other side's own documents.

Such an address may lead inside (SSRF: to this machine, its network, the cloud's metadata). So the host is looked up once,
everything it answers to is looked at, and the connection goes to what was looked at: a name that answers differently the
second time changes nothing, and nobody is followed elsewhere. An answer has a deadline and a length, whatever the other
side does; only a few calls are under way at once, so that a slow one leaves the others to their work.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from threading import BoundedSemaphore, Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from coorum.base import outside
from coorum.base.errors import Refused

#: How long one call may take, all in all; and how many are under way at once in a process.
SECONDS = 4.0
AT_ONCE = 4
#: IPv6 that stands for an IPv4 address somewhere else, which nobody has looked at: NAT64, 6to4, Teredo.
EMBEDDED = (
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("2002::/16"),
    IPv6Network("2001::/32"),
)

_under_way = BoundedSemaphore(AT_ONCE)


class NoAnswer(RuntimeError):  # noqa: N818  says what is the matter
    """Nobody answered in time, or not in a form and length that we take."""


class NotOutside(NoAnswer):
    """The address leads inside, or is none that we call."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the media type without parameters, and the body."""

    status: int
    media_type: str
    body: bytes


def call(
    address: str, *, form: str | None = None, headers: Mapping[str, str] | None = None, most: int = 256 * 1024
) -> Answer:
    """GET `address`, or POST the encoded `form` there. Whoever calls steps out of the transaction first (base/scope.py).

    Raises `NoAnswer`; `NotOutside` where the address leads inside.
    """
    ensure_callable(address)
    try:
        outside.ensure_may_carry(address, form or "")
    except Refused as refusal:
        raise NotOutside(f"{urlsplit(address).hostname}: what is sent would name somebody") from refusal
    if not _under_way.acquire(timeout=SECONDS / 4):
        raise NoAnswer("too many calls are under way")
    try:
        return _call(address, form, dict(headers or {}), most)
    except (OSError, HTTPError, ValueError) as error:
        raise NoAnswer(f"{urlsplit(address).hostname}: {error}") from error
    finally:
        _under_way.release()


def ensure_callable(address: str) -> None:
    """Raise `NotOutside` unless this is an https address without name, password and fragment (http: neighbours only)."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise NotOutside("this is no address") from error
    plain = parts.scheme == "http" and _is_neighbour(parts.netloc)
    odd = parts.username is not None or parts.fragment or not parts.hostname or not address.isascii()
    if odd or (parts.scheme != "https" and not plain):
        raise NotOutside(f"{parts.hostname}: only plain https addresses are called")


def is_public(address: str) -> bool:
    """Whether this is an address of the open network: not private, loopback, link-local, shared, reserved or multicast."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in EMBEDDED):
            return False
    return found.is_global and not found.is_multicast


def _call(address: str, form: str | None, headers: dict[str, str], most: int) -> Answer:
    parts = urlsplit(address)
    sent = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "coorum", **headers}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    with _pool(parts.scheme, parts.netloc, parts.hostname or "", parts.port) as pool:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        answer = pool.urlopen(
            "GET" if form is None else "POST",
            path,
            body=form,
            headers=sent,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            body = b"".join(_bounded(answer, most))
        finally:
            answer.close()
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise ValueError("the answer is packed, and was not to be")
        return Answer(answer.status, answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(), body)


def _bounded(answer: Any, most: int) -> Iterator[bytes]:
    taken = 0
    for piece in answer.stream(16 * 1024):
        taken += len(piece)
        if taken > most:
            raise ValueError(f"the answer is longer than {most} bytes")
        yield piece


@contextmanager
def _pool(scheme: str, netloc: str, host: str, port: int | None) -> Iterator[HTTPConnectionPool]:
    """A pool of one connection, which is shut when the time is over, in the middle of whatever it does."""
    opened: list[socket] = []
    kind: Any = HTTPSConnectionPool if scheme == "https" else HTTPConnectionPool
    extra = {"ssl_context": _trust()} if scheme == "https" else {}
    pool = kind(host, port, timeout=Timeout(total=SECONDS), maxsize=1, block=True, **extra)
    pool.ConnectionCls = _https(opened) if scheme == "https" else _http(opened, netloc)
    over = Timer(SECONDS, lambda: _shut(opened))
    over.daemon = True
    over.start()
    try:
        yield pool
    finally:
        over.cancel()
        pool.close()
        for one in opened:
            one.close()


def _shut(opened: list[socket]) -> None:
    for one in opened:
        try:
            one.shutdown(SHUT_RDWR)
        except OSError:  # it is shut already
            continue


def _https(opened: list[socket]) -> Any:
    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket:
            return _connect(self.host, self.port or 443, opened, is_public)

    return Connection


def _http(opened: list[socket], netloc: str) -> Any:
    class Connection(HTTPConnection):
        def _new_conn(self) -> socket:
            return _connect(self.host, self.port or 80, opened, lambda _address: _is_neighbour(netloc))

    return Connection


def _connect(host: str, port: int, opened: list[socket], is_fit: Callable[[str], bool]) -> socket:
    """A connection to the first of the host's addresses, once all of them were looked at."""
    found = [str(one[4][0]) for one in getaddrinfo(host.strip("[]"), port, type=SOCK_STREAM)]
    if not found or not all(is_fit(address) for address in found):
        raise NotOutside(f"{host}: this address leads inside")
    made = create_connection((found[0], port), timeout=SECONDS / 2)
    opened.append(made)
    return made


def _is_neighbour(netloc: str) -> bool:
    """A toy of a development machine or of a test, called over plain HTTP. Settings for production name none."""
    return bool({netloc, netloc.rpartition(":")[0]} & set(settings.COORUM_NEIGHBOURS))


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
