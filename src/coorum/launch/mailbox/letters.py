"""Letters in a folder, as `base/mailfolder.py` writes them."""

import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from pathlib import Path


@dataclass(frozen=True)
class Letter:
    """What the mailbox shows. `text` and `html` are empty where there is none, and in a list."""

    name: str
    sender: str
    recipient: str
    subject: str
    at: datetime
    text: str = ""
    html: str = ""
    mail_id: str = ""


def newest(folder: Path, limit: int) -> list[Letter]:
    """The newest letters without their words, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    return [_letter(file, _head(file)) for file in files[:limit]]


def find(folder: Path, name: str) -> Letter | None:
    """One letter whole. The name is looked up among the files that are there, never turned into a path."""
    for file in folder.glob("*.eml"):
        if file.stem == name:
            return _whole(file)
    return None


def _head(file: Path) -> EmailMessage:
    with file.open("rb") as source:
        return BytesHeaderParser(policy=email.policy.default).parse(source)


def _whole(file: Path) -> Letter:
    with file.open("rb") as source:
        message = BytesParser(policy=email.policy.default).parse(source)
    text, html = (_body(message, kind) for kind in ("plain", "html"))
    return _letter(file, message, text=text, html=html)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _letter(file: Path, message: EmailMessage, *, text: str = "", html: str = "") -> Letter:
    return Letter(
        name=file.stem,
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        mail_id=str(message["Message-ID"] or ""),
        at=datetime.fromtimestamp(file.stat().st_mtime).astimezone(),
        text=text,
        html=html,
    )
