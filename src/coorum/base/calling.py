"""Asking a machine outside over HTTP: `call` an address that was given to us, `ask` a service that our settings name.

An address given by an officer, or by the other side's own documents, may lead inside (SSRF: to this machine, its network,
the cloud's metadata). So the host is looked up once, everything it answers to is looked at, and the connection goes to what
was looked at: a name that answers differently the second time changes nothing. A service of the deployment may stand inside.

Nobody is followed elsewhere. An answer has a deadline and a length, whatever the other side does; only a few calls are
under way at once, so that a slow one leaves the others to their work.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
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

#: How long one call may take, all in all, where nothing else is said; and how many are under way at once in a process.
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


class TooMany(NoAnswer):
    """Nobody was asked: too many calls are under way here."""


class NotOutside(NoAnswer):
    """The address leads inside, or is none that we call."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the media type without parameters, and the body."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Question:
    """One request, and what may be done for its answer. `is_fit` says whether an address of the host may be connected to."""

    address: str
    body: str | bytes | None
    headers: dict[str, str]
    most: int
    seconds: float
    is_fit: Callable[[str], bool]


def call(
    address: str,
    *,
    form: str | None = None,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = 256 * 1024,
    seconds: float | None = None,
) -> Answer:
    """GET `address`, or POST the encoded `form` there, or a `body` of which `headers` name the type. Whoever calls steps out of
    the transaction first (base/scope.py). `most` 0: only the status is asked for, and the answer's body is not read.

    Raises `NoAnswer`; `TooMany` where nobody was asked, `NotOutside` where the address leads inside.
    """
    ensure_callable(address)
    parts = urlsplit(address)
    is_fit = (lambda _address: _is_neighbour(parts.netloc)) if parts.scheme == "http" else is_public
    typed = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
    sent = body if form is None else form
    return _answer(_Question(address, sent, typed | dict(headers or {}), most, seconds or SECONDS, is_fit))


def ask(
    address: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = 256 * 1024,
    seconds: float | None = None,
) -> bytes:
    """What a service that our settings name says to a GET, or to a POST of `body`. Raises `NoAnswer` for all but a 200."""
    answer = _answer(_Question(address, body, dict(headers or {}), most, seconds or SECONDS, lambda _address: True))
    if answer.status != 200:
        raise NoAnswer(f"{urlsplit(address).hostname}: it answered {answer.status}")
    return answer.body


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


def _answer(question: _Question) -> Answer:
    host = urlsplit(question.address).hostname
    sent = question.body.decode("latin-1") if isinstance(question.body, bytes) else question.body or ""
    try:
        outside.ensure_may_carry(question.address, sent)
    except Refused as refusal:
        raise NotOutside(f"{host}: what is sent would name somebody") from refusal
    if not _under_way.acquire(timeout=question.seconds / 4):
        raise TooMany("too many calls are under way")
    try:
        return _spoken(question)
    except (OSError, HTTPError, ValueError) as error:
        raise NoAnswer(f"{host}: {error}") from error
    finally:
        _under_way.release()


def _spoken(question: _Question) -> Answer:
    parts = urlsplit(question.address)
    sent = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "coorum", **question.headers}
    with _pool(question) as pool:
        answer = pool.urlopen(
            "GET" if question.body is None else "POST",
            f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/",
            body=question.body,
            headers=sent,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            body = b"".join(_bounded(answer, question.most)) if question.most else b""
        finally:
            answer.close()
        if question.most and answer.headers.get("Content-Encoding", "identity") != "identity":
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
def _pool(question: _Question) -> Iterator[HTTPConnectionPool]:
    """A pool of one connection, which is shut when the time is over, in the middle of whatever it does."""
    parts, opened = urlsplit(question.address), list[socket]()
    is_secret = parts.scheme == "https"
    kind: Any = HTTPSConnectionPool if is_secret else HTTPConnectionPool
    extra = {"ssl_context": _trust()} if is_secret else {}
    pool = kind(parts.hostname or "", parts.port, timeout=Timeout(question.seconds), maxsize=1, block=True, **extra)
    pool.ConnectionCls = _connection(HTTPSConnection if is_secret else HTTPConnection, question, opened)
    over = Timer(question.seconds, lambda: _shut(opened))
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


def _connection(kind: Any, question: _Question, opened: list[socket]) -> Any:
    class Connection(kind):
        def _new_conn(self) -> socket:
            made = _connect(self.host, self.port, question)
            opened.append(made)
            return made

    return Connection


def _connect(host: str, port: int, question: _Question) -> socket:
    """A connection to the first of the host's addresses that takes it, once all of them were looked at."""
    found = [str(one[4][0]) for one in getaddrinfo(host.strip("[]"), port, type=SOCK_STREAM)]
    if not found or not all(question.is_fit(address) for address in found):
        raise NotOutside(f"{host}: this address leads inside")
    for address in found[:-1]:
        with suppress(OSError):  # an address of another kind (IPv6 without a way) leaves us the next
            return create_connection((address, port), timeout=question.seconds / 2 / len(found))
    return create_connection((found[-1], port), timeout=question.seconds / 2)


def _is_neighbour(netloc: str) -> bool:
    """A toy of a development machine or of a test, called over plain HTTP. Settings for production name none."""
    return bool({netloc, netloc.rpartition(":")[0]} & set(settings.COORUM_NEIGHBOURS))


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
