"""Two small sites of a development machine, in one process: the mailbox and the demo shop."""

import argparse
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from coorum.launch.ports import HOST
from coorum.launch.surroundings import Surroundings


@dataclass(frozen=True)
class Question:
    """A GET: its path, its query (the last of each name) and the language the reader prefers."""

    path: str
    query: Mapping[str, str]
    prefers_japanese: bool


@dataclass(frozen=True)
class Answer:
    """A body of a media type, with further headers."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Site = Callable[[Question], Answer | None]


def main(arguments: Sequence[str]) -> None:
    """`coorum toys --port FIRST --data FOLDER`: serves until it is told to end."""
    from coorum.launch.mailbox.pages import mailbox
    from coorum.launch.shop import shop

    parser = argparse.ArgumentParser(prog="coorum toys")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    here = Surroundings(options.data, options.port)
    threading.Thread(target=server(here.ports["mailbox"], mailbox(here)).serve_forever, daemon=True).start()
    server(here.ports["shop"], shop(here)).serve_forever()


def server(port: int, site: Site) -> ThreadingHTTPServer:
    """A server of one site on this machine; a question it answers with None is a 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # A page elsewhere may give its own name our address and so read letters: only our names are served.
            if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in ("localhost", HOST):
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
                return
            answer = site(self._question())
            if answer is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            self.send_response(HTTPStatus.OK)
            headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", **answer.headers}
            for name, value in {"Content-Type": answer.media_type, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def _question(self) -> Question:
            address = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(address.query).items()}
            language = query.get("lang") or self.headers.get("Accept-Language") or "ja"
            return Question(address.path, query, prefers_japanese=language.lower().startswith("ja"))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing of what goes well or is not found."""

    return ThreadingHTTPServer((HOST, port), Handler)
