"""One mail, read: who it says it is from, what it says, what it answers, and what came with it.

The sender is a claim (RFC 5322 From) and is treated as one. The moment is not read off the mail either: D0 is when our mail
server took it in. What is too much is left out, and it is said that something was: a mail inside a mail is not unpacked,
an archive is not opened.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from coorum.enquiries.inbound import plain
from coorum.enquiries.inbound.apart import Apart

#: Bounds: parts looked at, attachments kept, bytes of one and of all together.
PARTS, KEPT, ONE, ALL = 100, 20, 10 * 1024 * 1024, 20 * 1024 * 1024
#: What the standard library raises on headers that are no headers.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, MessageError, RecursionError)
_ID = re.compile(r"<([^<>\s]{1,250})>")
_ADDRESS = re.compile(r"[^@\s<>\"(),:;]{1,64}@[^@\s<>\"(),:;]{1,189}")
#: What a name of a file may not hold on somebody's machine, and signs that nobody sees.
_UNSAFE = re.compile('[<>:"|?*\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f]')
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True)
class Enclosed:
    """Something that came with a mail. `content` is None where it was more than we keep."""

    name: str
    media_type: str
    size: int
    content: bytes | None


@dataclass(frozen=True)
class Letter:
    """A mail as we understand it. `answers` are the Message-IDs it refers to, the nearest first.

    `apart` is what was taken out of it because it calls for special care; `said` are then the words as they came.
    """

    mail_id: str
    name: str
    address: str
    subject: str
    words: str
    language: str
    answers: tuple[str, ...] = ()
    is_automatic: bool = False
    authentication: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    is_cut: bool = False
    said: str = ""
    apart: Apart | None = None


def parsed(raw: bytes) -> EmailMessage:
    """The bytes as a message; one that nests too deep to be parsed is a message of plain bytes."""
    try:
        return BytesParser(policy=policy.default).parsebytes(raw)
    except BROKEN:
        message = EmailMessage()
        message["Subject"] = ""
        message.set_content(plain.tidy(plain.decoded(raw[: plain.MOST], "utf-8"))[0])
        return message


def read(message: EmailMessage, raw: bytes) -> Letter:
    """The letter in a message. Nothing a stranger writes makes this raise."""
    parts = list(_parts(message))
    words, shown = _words(parts)
    text, is_cut = plain.tidy(words)
    subject = plain.line(header(message, "Subject"), 200)
    enclosed = tuple(_enclosed([part for part in parts if part not in shown]))
    name, address = sender(message)
    return Letter(
        mail_id=mail_id(message, raw),
        name=name,
        address=address,
        subject=subject,
        words=text,
        language="ja" if _JAPANESE.search(text + subject) or not text else "en",
        answers=answers(message),
        is_automatic=is_automatic(message),
        authentication=plain.line(header(message, "Authentication-Results"), 500),
        enclosed=enclosed,
        is_cut=is_cut or any(one.content is None for one in enclosed) or len(parts) >= PARTS,
    )


def header(message: EmailMessage, name: str) -> str:
    """A header's text, decoded; where it cannot be, its bytes as they may have been meant; "" where there is none."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name.lower()), "")
    if re.search(
        "[\udc80-\udcff]", raw
    ):  # bytes where none may be: most mailers that send them mean a charset of Japan
        return plain.decoded(raw.encode("utf-8", "surrogateescape"), "")
    try:
        return str(message.get(name) or "")
    except BROKEN:
        return raw


def mail_id(message: EmailMessage, raw: bytes) -> str:
    """The Message-ID, or for a mail without one a digest of it: the same mail is known again."""
    found = _ID.search(header(message, "Message-ID"))
    return found[1] if found else f"none-{hashlib.sha256(raw).hexdigest()}"


def sender(message: EmailMessage) -> tuple[str, str]:
    """Name and address to answer to, as the mail claims them: Reply-To, else From. "" where there is no address."""
    for name in ("Reply-To", "From"):
        text = header(message, name)
        shown, address = parseaddr(text.replace("\n", " "))
        found = _ADDRESS.fullmatch(address.strip()) or _ADDRESS.search(text)
        if found and found[0].isascii():
            return plain.line(shown, 100), found[0].lower()[:254]
    return "", ""


def answers(message: EmailMessage) -> tuple[str, ...]:
    """The Message-IDs it answers: In-Reply-To, then References from the end; at most twenty."""
    nearest = _ID.findall(header(message, "In-Reply-To")[:4000])
    further = _ID.findall(header(message, "References")[-8000:])[::-1]
    return tuple(dict.fromkeys([*nearest, *further]))[:20]


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it, so that no machine of ours answers (RFC 3834, RFC 2919)."""
    said = header(message, "Auto-Submitted").lower().strip()
    precedence = header(message, "Precedence").lower().strip()
    return (
        (said not in ("", "no"))
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(message.get_all(name) for name in ("X-Loop", "List-Id", "X-Autoreply", "X-Autorespond"))
        or header(message, "Return-Path").strip() == "<>"
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a mail, at most a hundred, without a recursion: a mail inside a mail is a leaf."""
    waiting, found = [message], 0
    while waiting and found < PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(one for one in reversed(payload[:PARTS]) if isinstance(one, EmailMessage))
            continue
        found += 1
        yield part


def _words(parts: list[EmailMessage]) -> tuple[str, list[EmailMessage]]:
    """The text that is shown, and the parts it stands in: plain text where there is some, else HTML."""
    texts = [part for part in parts if part.get_content_maintype() == "text" and not _is_attached(part)]
    plainly = [part for part in texts if part.get_content_subtype() == "plain"]
    shown = [(part, plain.text_of(part)) for part in plainly]
    if not any(words.strip() for _part, words in shown):
        shown = [(part, plain.text_of(part)) for part in texts if part.get_content_subtype() == "html"]
    return "\n\n".join(words for _part, words in shown), texts


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except BROKEN:
        return True


def _enclosed(parts: list[EmailMessage]) -> Iterator[Enclosed]:
    kept = total = 0
    for number, part in enumerate(parts, 1):
        content = _bytes_of(part)
        if not content:
            continue
        fits = kept < KEPT and len(content) <= ONE and total + len(content) <= ALL
        kept, total = kept + fits, total + len(content) * fits
        yield Enclosed(_name_of(part, number), _media_type_of(part), len(content), content if fits else None)


def _bytes_of(part: EmailMessage) -> bytes:
    """What a part carries, decoded; a mail inside a mail as it stands, never unpacked."""
    try:
        if part.get_content_maintype() == "message":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else payload
            return inner.as_bytes() if isinstance(inner, EmailMessage) else str(inner or "").encode("utf-8", "replace")
        payload = part.get_payload(decode=True)
    except BROKEN:
        return str(part.get_payload()).encode("utf-8", "replace")[:ONE]
    return payload if isinstance(payload, bytes) else b""


def _name_of(part: EmailMessage, number: int) -> str:
    try:
        name = part.get_filename() or ""
    except BROKEN:
        name = ""
    name = _UNSAFE.sub("_", plain.line(name.replace("\\", "/").rsplit("/", 1)[-1], 100)).lstrip(". ")
    return name or f"{number}.{'eml' if part.get_content_maintype() == 'message' else 'bin'}"


def _media_type_of(part: EmailMessage) -> str:
    found = part.get_content_type()
    return found if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,59}", found) else "application/octet-stream"
