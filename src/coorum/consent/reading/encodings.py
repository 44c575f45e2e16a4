"""From the bytes of a file to its text: which encoding, or why none."""

import re

from coorum.consent.reading.findings import Unreadable, UnreadablePolicy, Why

MAX_BYTES = 2_000_000  # 500,000 characters in the widest encoding we read

_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b")
_HALFWIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was in. Raises UnreadablePolicy."""
    if len(data) > MAX_BYTES:
        raise UnreadablePolicy([Unreadable(0, "", Why.TOO_LARGE)])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    if data.startswith(_MAGIC) or b"\0" in data:
        raise UnreadablePolicy([Unreadable(0, "", Why.BINARY)])
    if b"\x1b$" in data:
        return _strictly(data, "iso2022_jp")
    readings = [found for encoding in ("utf-8-sig", "cp932", "euc_jp") if (found := _attempt(data, encoding))]
    if not readings:
        return _strictly(data, "utf-8-sig")
    if readings[0][1] == "utf-8":
        return readings[0]
    # EUC-JP bytes are often valid Shift_JIS too, but come out as half-width katakana.
    return min(readings, key=lambda reading: len(_HALFWIDTH_KATAKANA.findall(reading[0])))


def _attempt(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError:
        return None


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        rest = data[before.rfind(b"\n") + 1 :].split(b"\n", 1)[0]
        text = rest[:200].decode("utf-8", errors="backslashreplace")
        finding = Unreadable(before.count(b"\n") + 1, text, Why.ENCODING)
        raise UnreadablePolicy([finding]) from error
