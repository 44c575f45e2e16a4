"""Ports on this machine."""

import socket
from http import HTTPStatus
from http.client import HTTPException
from urllib.request import urlopen

from coorum.launch.trouble import Trouble

HOST = "127.0.0.1"  # a development machine; production binds with `coorum serve --host`


def ensure_free(ports: dict[str, int]) -> None:
    """`Trouble` naming the first port that somebody else listens on. Keys say what each is for."""
    for purpose, port in ports.items():
        if not 0 < port < 65536:
            raise Trouble(f"There is no port {port} for the {purpose}: choose a --port between 1024 and 65531.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise Trouble(
                    f"Port {port}, for the {purpose}, is taken ({error.strerror}): choose others, for example "
                    f"with --port {min(ports.values()) + 100}."
                ) from None


def serves(url: str) -> bool:
    """Whether a GET of this address is answered with 200."""
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, HTTPException):
        return False
