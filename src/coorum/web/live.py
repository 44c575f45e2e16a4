"""Live events: one small ASGI process that tells open pages that something is new. It knows no person and no content.

A page holds *topic tokens*: a topic and its HMAC, made by the page that its reader was allowed to see. The process
listens on one PostgreSQL channel, and passes on the bare fact that a topic moved. Without Django, so that it stays small.
"""

import asyncio
import hmac
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import psycopg

CHANNEL = "live"
PING_EVERY = 25.0
MOST_LISTENERS = 2000
#: Topics one page listens to at once.
MOST_TOPICS = 4

Send = Callable[[dict[str, Any]], Awaitable[None]]
_waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
_open: set[asyncio.Event] = set()
_listener: asyncio.Task[None] | None = None


def token_for(topic: str, secret: str) -> str:
    """The topic with its HMAC-SHA-256: whoever holds it may listen to that topic."""
    mac = hmac.new(secret.encode(), b"live\0" + topic.encode(), sha256).hexdigest()[:32]
    return f"{topic}~{mac}"


def topic_token(topic: str) -> str:
    """The token for a page of this deployment (Django's secret key is the live process's too)."""
    from django.conf import settings

    return token_for(topic, settings.SECRET_KEY)


def topic_of(token: str, secret: str) -> str | None:
    """The topic of a genuine token, else None."""
    topic = token.rpartition("~")[0]
    return topic if hmac.compare_digest(token, token_for(topic, secret)) else None


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    """`GET …?topic=<token>&topic=…`: an event stream (text/event-stream) that says `moved` each time one of the topics moves."""
    if scope["type"] != "http":
        raise RuntimeError(f"live events speak http, not {scope['type']}")
    if scope["path"] == "/healthz":
        await _answer(send, 200, b'{"status": "ok"}')
        return
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    topics = [topic_of(token, _secret()) for token in query.get("topic", [""])[:MOST_TOPICS]]
    genuine = [topic for topic in topics if topic is not None]
    if len(genuine) < len(topics) or len(_open) >= MOST_LISTENERS:
        await _answer(send, 403 if len(genuine) < len(topics) else 503, b"{}")
        return
    await _stream(genuine, receive, send)


async def _stream(topics: list[str], receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    global _listener  # one listener a process, started by its first visitor
    if _listener is None or _listener.done():
        _listener = asyncio.create_task(_listen())
    moved = asyncio.Event()
    _open.add(moved)
    for topic in topics:
        _waiting[topic].add(moved)
    gone = asyncio.create_task(_gone(receive))
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"access-control-allow-origin", b"*"),  # the token is the right to listen; no cookie is read
        (b"x-accel-buffering", b"no"),
    ]
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while not gone.done():
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_EVERY):
                    await moved.wait()
            body = b"event: moved\ndata: 1\n\n" if moved.is_set() else b": still here\n\n"
            moved.clear()
            await send({"type": "http.response.body", "body": body, "more_body": True})
    finally:
        gone.cancel()
        _open.discard(moved)
        for topic in topics:
            _waiting[topic].discard(moved)
            if not _waiting[topic]:
                del _waiting[topic]


async def _gone(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _listen() -> None:
    while True:
        with suppress(psycopg.OperationalError):
            async with await psycopg.AsyncConnection.connect(_database(), autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                async for notice in connection.notifies():
                    for event in _waiting.get(notice.payload, ()):
                        event.set()
        await asyncio.sleep(1)


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _database() -> str:
    return os.environ["COORUM_DATABASE_URL"]


def _secret() -> str:
    given = os.environ.get("COORUM_SECRET_KEY")
    return given or (Path(os.environ["COORUM_KEYS"]) / "django.secret").read_text().strip()
