"""Asking somebody outside over HTTP: within some seconds, up to some bytes, and without following anybody elsewhere."""

from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.request import HTTPRedirectHandler, Request, build_opener

from coorum.base import outside

SECONDS = 10


class NoAnswer(RuntimeError):  # noqa: N818  says what is the matter
    """Nobody answered, or not what was asked for."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """A witness that sends us on is no witness: urllib reports the redirect as an error."""


def call(request: Request, *, most: int) -> bytes:
    """What the other side answers with 200. Raises `NoAnswer`, or `Refused` where what is asked would name somebody."""
    body_sent = request.data if isinstance(request.data, bytes) else b""
    outside.ensure_may_carry(request.full_url, body_sent.decode("latin-1"))
    try:
        with build_opener(_Stay).open(request, timeout=SECONDS) as response:
            body: bytes = response.read(most + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(f"{request.host}: {error}") from error
    if len(body) > most:
        raise NoAnswer(f"{request.host}: the answer is longer than {most} bytes")
    return body
