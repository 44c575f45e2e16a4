"""What parent and child say to each other: a length, a head in JSON, then bytes. Nothing in it can run."""

import json
import struct
from typing import Any

_LENGTH = struct.Struct(">I")


def pack(head: dict[str, Any], *blobs: bytes) -> bytes:
    """One message."""
    text = json.dumps(head).encode()
    return b"".join((_LENGTH.pack(len(text)), text, *blobs))


def unpack(message: bytes) -> tuple[dict[str, Any], memoryview]:
    """The head and the bytes behind it. Raises `ValueError` for anything else than a whole message."""
    if len(message) < _LENGTH.size:
        raise ValueError("no message")
    end = _LENGTH.size + _LENGTH.unpack_from(message)[0]
    try:
        head = json.loads(message[_LENGTH.size : end])
    except RecursionError as error:
        raise ValueError("a message without end") from error
    if not isinstance(head, dict):
        raise ValueError("a message without a head")  # noqa: TRY004  to the caller it is one kind of nonsense
    return head, memoryview(message)[end:]
