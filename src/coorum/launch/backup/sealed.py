"""A locked file, written and read as a stream: AES-256-GCM, a mebibyte at a time, so that memory stays small.

    "coorum backup 1\\n" ‖ length of the header (4 bytes) ‖ header (JSON: way, salt) ‖ pieces

Each piece has its number and whether it is the last one in its nonce, and the header as associated data: none can be
changed, dropped, doubled, moved or taken from another archive, and an end that was cut off is noticed. The key belongs to
this one archive, so counting nonces is safe.
"""

import io
import json
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coorum.launch.backup.lock import Lock, header_bytes
from coorum.launch.trouble import Trouble

MAGIC = b"coorum backup 1\n"
PIECE, TAG = 1 << 20, 16


class Writer(io.RawIOBase):
    """Takes what is written, and locks it into `file`. Only `finish` makes it whole."""

    def __init__(self, file: BinaryIO, lock: Lock) -> None:
        header = lock.new_header()
        self._bound = header_bytes(header)
        self._cipher = AESGCM(lock.key_for(header))
        self._file, self._waiting, self._number = file, bytearray(), 0
        file.write(MAGIC + len(self._bound).to_bytes(4) + self._bound)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > PIECE:  # the last piece is never empty-handed: finish() needs one to mark
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, self._bound))
        self._number += 1


class Reader(io.RawIOBase):
    """Gives back what was written. `Trouble` at the first piece that is not what it was."""

    def __init__(self, file: BinaryIO, lock: Lock) -> None:
        self._bound = _read_header(file)
        self._cipher = AESGCM(lock.key_for(json.loads(self._bound)))
        self._file, self._number = file, 0
        self._ahead, self._open, self._at, self._ended = file.read(PIECE + TAG), b"", 0, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        while self._at == len(self._open) and not self._ended:
            self._next()
        part = self._open[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _next(self) -> None:
        piece, self._ahead = self._ahead, self._file.read(PIECE + TAG)
        self._ended = not self._ahead
        try:
            nonce = _nonce(self._number, is_last=self._ended)
            self._open, self._at = self._cipher.decrypt(nonce, piece, self._bound), 0
        except (InvalidTag, ValueError):
            reason = (
                "it is another key, or the file is damaged" if self._number == 0 else "the file is damaged or cut off"
            )
            raise Trouble(f"The backup cannot be opened: {reason}. Nothing was changed.") from None
        self._number += 1


def _read_header(file: BinaryIO) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise Trouble("This is no backup of coorum.")
    bound = file.read(min(int.from_bytes(file.read(4)), 4096))
    try:
        header = json.loads(bound)
        if header["way"] in ("hkdf", "scrypt") and bytes.fromhex(header["salt"]):
            return bound
    except (ValueError, TypeError, KeyError):
        pass
    raise Trouble("This is no backup of coorum, or its beginning is damaged.")


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
