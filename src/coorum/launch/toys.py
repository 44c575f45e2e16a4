"""Small servers of a development machine, in one process: the mailbox, the demo shop, and mail in."""

import argparse
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from coorum.launch.ports import HOST
from coorum.launch.surroundings import Surroundings


@dataclass(frozen=True)
class Question:
    """A GET or POST: its path, its query and form (the last of each name) and the language the reader prefers."""

    path: str
    query: Mapping[str, str]
    prefers_japanese: bool
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Answer:
    """A body of a media type, with further headers."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK


Site = Callable[[Question], Answer | None]
LARGEST_FORM = 256 * 1024


def main(arguments: Sequence[str]) -> None:
    """`coorum toys --port FIRST --data FOLDER`: serves until it is told to end."""
    from coorum.launch import postbox
    from coorum.launch.mailbox.pages import mailbox
    from coorum.launch.shop import shop

    parser = argparse.ArgumentParser(prog="coorum toys")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    here = Surroundings(options.data, options.port)
    threading.Thread(target=server(here.ports["mailbox"], mailbox(here)).serve_forever, daemon=True).start()
    into = (here.inbox, here.ports["letters to the provider"])
    threading.Thread(target=postbox.serve, args=into, daemon=True).start()
    server(here.ports["shop"], shop(here)).serve_forever()


def server(port: int, site: Site) -> ThreadingHTTPServer:
    """A server of one site on this machine; a question it answers with None is a 404."""
    return ThreadingHTTPServer((HOST, port), partial(Handler, site))


class Handler(BaseHTTPRequestHandler):
    """One request to a site of this machine."""

    def __init__(self, site: Site, *connection: Any) -> None:
        self.site = site
        super().__init__(*connection)

    def do_GET(self) -> None:
        # A page elsewhere may give its own name our address and so read letters: only our names are served.
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in ("localhost", HOST):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        self._answer(self.site(self._question()))

    def do_POST(self) -> None:
        host, length = self.headers.get("Host", ""), self.headers.get("Content-Length", "")
        # A page elsewhere can send a form here, too; only our own pages name our own origin.
        if urlsplit(f"//{host}").hostname not in ("localhost", HOST) or self.headers.get("Origin") != f"http://{host}":
            self.send_error(HTTPStatus.FORBIDDEN)
        elif not length.isdecimal() or int(length) > LARGEST_FORM:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            body = self.rfile.read(int(length)).decode("utf-8", "replace")
            self._answer(self.site(self._question(_last(parse_qs(body, keep_blank_values=True)))))

    def _answer(self, answer: Answer | None) -> None:
        if answer is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(answer.status)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", **answer.headers}
        for name, value in {"Content-Type": answer.media_type, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _question(self, form: Mapping[str, str] | None = None) -> Question:
        address = urlsplit(self.path)
        query = _last(parse_qs(address.query, keep_blank_values=True))
        language = query.get("lang") or self.headers.get("Accept-Language") or "ja"
        return Question(address.path, query, prefers_japanese=language.lower().startswith("ja"), form=form)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing of what goes well or is not found."""


def _last(values: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: found[-1] for name, found in values.items()}
