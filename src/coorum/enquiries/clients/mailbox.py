"""The mailbox, whichever it is: what waits in it, and saying that something was taken in.

A source never marks or moves a mail by itself: that is done after the commit, so that whatever fails before leaves the
mail where it lies, to be fetched again (`polling.py`).
"""

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coorum.base import outside
from coorum.enquiries.kinds import Trouble

SERVICE = "mailbox"
VARIABLE = "COORUM_IMAP_URL"
#: Mails fetched at once, and the largest that is fetched whole; of larger ones only the head.
BATCH = 20
LARGEST = 30 * 1024 * 1024


class MailboxError(Exception):
    """The mailbox cannot be used; `kind` says in which way, the text what the server or the network said."""

    def __init__(self, kind: Trouble, words: str) -> None:
        super().__init__(words)
        self.kind = kind


@dataclass(frozen=True)
class Delivery:
    """A mail as it lies there. `claimed_at` is when the server took it in; `is_whole` is False where only its head came."""

    place: str
    raw: bytes
    claimed_at: datetime
    is_whole: bool = True


#: Answers which of these places were taken in before.
Known = Callable[[Sequence[str]], set[str]]


class Source(Protocol):
    """One mailbox, open. All methods raise `MailboxError`."""

    def fetch(self, known: Known) -> list[Delivery]:
        """What waits, the oldest first, at most a batch."""
        ...

    def done(self, places: Sequence[str], more: Collection[str] = ()) -> None:
        """These were taken in: mark them, and delete or move them as is wished. Of `more` the mailbox holds more than we."""
        ...

    def fullness(self) -> float | None:
        """How full it is, 0 to 1; None where the server does not say."""
        ...

    def close(self) -> None: ...


def address() -> str:
    """The mailbox, with its password: read when it is opened, and kept nowhere."""
    return os.environ.get(VARIABLE, "")


def is_configured() -> bool:
    """Whether mail is fetched from a mail server."""
    return bool(address())


def is_connected() -> bool:
    """Whether mail comes in at all, in development from a folder."""
    return is_configured() or bool(settings.COORUM_INBOX_FOLDER)


def sources() -> list[Callable[[], Source]]:
    """What opens each mailbox of this deployment: none, where none is configured.

    Raises `Refused` while the contract of whoever runs the mail server does not stand (APPI 25).
    """
    from coorum.enquiries.clients.folder import FolderSource
    from coorum.enquiries.clients.imap import ImapSource

    found: list[Callable[[], Source]] = []
    if is_configured():
        outside.ensure_may_leave(SERVICE)
        found.append(lambda: ImapSource(address()))
    if settings.COORUM_INBOX_FOLDER:
        found.append(lambda: FolderSource(settings.COORUM_INBOX_FOLDER))
    return found


outside.register(outside.Outside(SERVICE, _("Mailbox"), lambda: urlsplit(address()).hostname or ""))
