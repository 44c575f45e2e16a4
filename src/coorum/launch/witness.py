"""`python -m coorum.launch.witness`: a second machine that looks at published pages from outside, and signs what it saw.

Run it where the provider has no hand: elsewhere, under another's account. It keeps nothing and knows nothing; it fetches
only from the hosts it is told (`--host`), follows nobody elsewhere, and answers `GET /look?url=…&language=…&nonce=…`
(the protocol stands in promises/clients/outside.py). `--key` is a file with its Ed25519 key, made at the first start; the
public key it prints goes into COORUM_WITNESS_KEY.
"""

import argparse
import json
import os
import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from http.client import HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = "coorum-look-1"
SECONDS, MOST_BYTES = 10, 2_000_000
UNSEEN = {"script", "style", "template", "noscript", "head"}


class Reader(HTMLParser):
    """The words of a page, without what a browser does not show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self.unseen += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN and self.unseen > 0

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words += data.split()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """A page that is elsewhere is not at its address."""


def text_of(page: str) -> str:
    """What people read on a page, words parted by one space."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return " ".join(reader.words)


def look(url: str, language: str, nonce: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """What is at `url` now, signed."""
    status, text = _fetch(url, language)
    said = {
        "format": FORMAT,
        "url": url,
        "language": language,
        "nonce": nonce,
        "status": status,
        "sha256": sha256(text.encode()).hexdigest(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    # RFC 8785: the keys are plain letters and no value has a fraction, so sorting is all it takes.
    signed = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return {**said, "text": text, "signature": key.sign(signed).hex()}


def _fetch(url: str, language: str) -> tuple[int, str]:
    """The status and the words of a page; 0 and nothing where nobody answers."""
    request = Request(url, headers={"Accept-Language": language, "User-Agent": "coorum-witness"})  # noqa: S310  see `is_allowed`
    try:
        with build_opener(_Stay).open(request, timeout=SECONDS) as response:
            return _read(response)
    except HTTPError as error:
        return error.code, ""
    except (OSError, HTTPException, ValueError):
        return 0, ""


def _read(response: HTTPResponse) -> tuple[int, str]:
    page = response.read(MOST_BYTES).decode(response.headers.get_content_charset() or "utf-8", "replace")
    return response.status, text_of(page)


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether this address may be fetched: a web address on one of the hosts, port included."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.netloc in hosts


def server(address: tuple[str, int], key: Ed25519PrivateKey, hosts: Collection[str]) -> ThreadingHTTPServer:
    """The service, not started yet."""

    class Look(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            known = parts.path == "/look" and {"url", "language", "nonce"} <= set(asked)
            if not known or len(parts.query) > 2000 or not is_allowed(asked["url"], hosts):
                self.send_error(404 if not known else 403)
                return
            body = json.dumps(look(asked["url"], asked["language"][:8], asked["nonce"][:64], key)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Who asked is nobody's business."""

    return ThreadingHTTPServer(address, Look)


def key_in(file: Path) -> Ed25519PrivateKey:
    """The key in the file (32 bytes), made where there is none."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m coorum.launch.witness", description=__doc__)
    parser.add_argument("--key", type=Path, required=True, help="file of the witness's own key")
    parser.add_argument("--host", action="append", required=True, help="a host (and port) it may fetch from; repeat")
    parser.add_argument("--listen", default="127.0.0.1:8790", help="address and port")
    given = parser.parse_args(arguments)
    key = key_in(given.key)
    name, _, port = given.listen.rpartition(":")
    print(f"COORUM_WITNESS_KEY={key.public_key().public_bytes_raw().hex()}", flush=True)
    with server((name, int(port)), key, set(given.host)) as service:
        service.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
