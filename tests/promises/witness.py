"""Witnesses for tests: an authority and a second machine on this machine, over HTTP, and lying ones."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from coorum.base.scope import provider_scope
from coorum.consent.documents import from_json
from coorum.consent.models import PolicyText
from coorum.launch import witness
from coorum.promises import actions, publications
from tests.promises.authority import FakeAuthority


@contextmanager
def serving(service: ThreadingHTTPServer) -> Iterator[str]:
    """The service's address while it runs."""
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{service.server_address[1]}"
    finally:
        service.shutdown()
        service.server_close()
        thread.join()


def answering(answer: Callable[[bytes], tuple[int, bytes]]) -> ThreadingHTTPServer:
    """A service that answers every request with what `answer` makes of its body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815  named by the protocol

        def log_message(self, *_: Any) -> None: ...

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@contextmanager
def stamping(settings: Any, folder: Path, authority: FakeAuthority | None = None) -> Iterator[FakeAuthority]:
    """The deployment has this time-stamping authority."""
    one = authority or FakeAuthority()
    roots = folder / "roots.pem"
    roots.write_bytes(one.roots)
    with serving(answering(lambda query: (200, one.answer(query)))) as address:
        settings.COORUM_TSA_URL, settings.COORUM_TSA_ROOTS = address, str(roots)
        yield one


@contextmanager
def witnessed(settings: Any, folder: Path) -> Iterator[None]:
    """A house with both witnesses, in which everything published is stamped and seen, and the heads are anchored."""
    key = Ed25519PrivateKey.generate()
    settings.COORUM_WITNESS_KEY = key.public_key().public_bytes_raw().hex()
    with (
        stamping(settings, folder),
        mock.patch("coorum.launch.witness._fetch", lambda _url, language: (200, _everything(language))),
        serving(witness.server(("127.0.0.1", 0), key, {settings.COORUM_PROVIDER_HOST})) as address,
    ):
        settings.COORUM_WITNESS_URL = address
        for act in (actions.stamp_next, actions.look_next):
            while _do(act):
                pass
        _do(actions.anchor_heads)
        yield


def _do(act: Callable[[], Any]) -> Any:
    with provider_scope():
        return act()


def _everything(language: str) -> str:
    """A page with all published texts on it, each whole: whichever is looked for is found."""
    connection.close()  # the witness answers in a thread of its own
    rows = list(PolicyText.objects.filter(language=language))
    connection.close()
    return " ".join(word for row in rows for word in publications._sentences(from_json(row.document)))
