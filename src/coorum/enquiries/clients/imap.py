"""A mailbox behind IMAP4rev1 (RFC 3501), through the standard library.

    imaps://user:password@mail.example/INBOX                 TLS from the first byte
    imap://user:password@mail.example?done=Taken             STARTTLS, or nothing is said

What was taken in bears the keyword `CoorumTaken` and is deleted: a second copy would outlive what is erased here. With
`done` it is moved to that folder instead, with `after=keep` it stays; so does a mail of which not everything was kept.
Marking only saves work: which mails were taken in is known by their places, so a server that keeps no keywords loses
nothing. Mail older than thirty days is left where it lies: a mailbox that was used before does not open cases of years ago.
"""

import hashlib
import imaplib
import re
import ssl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import mktime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from coorum.base import clock
from coorum.enquiries.clients.mailbox import BATCH, LARGEST, Delivery, Known, MailboxError
from coorum.enquiries.kinds import Trouble

KEYWORD = "CoorumTaken"
LOOK_BACK = timedelta(days=30)
TIMEOUT = 20  # seconds
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ImapSource:
    """One connection, opened at once. Raises `MailboxError`."""

    def __init__(self, url: str) -> None:
        self._at = urlsplit(url)
        self._folder = unquote(self._at.path.strip("/")) or "INBOX"
        wished = parse_qs(self._at.query)
        self._done = (wished.get("done") or [""])[0]
        self._keeps = wished.get("after") == ["keep"]
        with _told():
            self._server = self._connect()
        try:
            self._enter()
        except MailboxError:
            self.close()
            raise

    def _enter(self) -> None:
        """Sign in, and open the folder."""
        with _told(refused=True):
            self._server.login(unquote(self._at.username or ""), unquote(self._at.password or ""))
        with _told():
            _ok(self._server.select(_quoted(self._folder)), f"no folder {self._folder}")
            validity = self._server.response("UIDVALIDITY")[1]
            name = f"{self._at.hostname}/{self._at.username}/{self._folder}"
            self._name = f"imap:{hashlib.sha256(name.encode()).hexdigest()[:12]}:{_text(validity and validity[0])}"

    def fetch(self, known: Known) -> list[Delivery]:
        with _told():
            since = (clock.now() - LOOK_BACK).strftime("%d-%b-%Y")
            found = self._uid("SEARCH", "SINCE", since, "UNKEYWORD", KEYWORD)
            uids = sorted(int(uid) for line in found if isinstance(line, bytes) for uid in line.split())
            places = {self._place(uid): uid for uid in uids}
            old = known(list(places))
            return list(self._some([(place, uid) for place, uid in places.items() if place not in old][:BATCH]))

    def done(self, places: Sequence[str], more: Collection[str] = ()) -> None:
        uids = _uids(places)
        if not uids:
            return
        with _told():
            self._server.uid("STORE", uids, "+FLAGS", f"({KEYWORD} \\Seen)")
            if self._done:
                self._move(uids)
            elif not self._keeps and (whole := _uids([place for place in places if place not in more])):
                self._delete(whole)

    def fullness(self) -> float | None:
        """From the quota of the folder (RFC 9208), where the server speaks of one."""
        if "QUOTA" not in self._server.capabilities:
            return None
        with _told():
            _kind, answer = self._server.getquotaroot(_quoted(self._folder))
        found = re.search(r"STORAGE (\d+) (\d+)", " ".join(_text(one) for part in answer for one in part or ()))
        return int(found[1]) / int(found[2]) if found and int(found[2]) else None

    def close(self) -> None:
        with suppress(OSError, imaplib.IMAP4.error):
            self._server.logout()

    def _connect(self) -> imaplib.IMAP4:
        host, context = self._at.hostname or "", ssl.create_default_context()
        if self._at.scheme == "imaps":
            return imaplib.IMAP4_SSL(host, self._at.port or 993, ssl_context=context, timeout=TIMEOUT)
        server = imaplib.IMAP4(host, self._at.port or 143, timeout=TIMEOUT)
        if "STARTTLS" in server.capabilities:
            server.starttls(ssl_context=context)
        elif host not in _LOOPBACK:
            server.shutdown()
            raise MailboxError(Trouble.UNTRUSTED, f"{host} offers no TLS")
        return server

    def _some(self, waiting: list[tuple[str, int]]) -> Iterator[Delivery]:
        """Of a batch as many as fit into memory; the others wait a minute."""
        size = 0
        for place, uid in waiting:
            if size < LARGEST:
                found = self._fetch(place, uid)
                size += len(found.raw)
                yield found

    def _place(self, uid: int) -> str:
        return f"{self._name}:{uid}"

    def _fetch(self, place: str, uid: int) -> Delivery:
        facts = b" ".join(_flat(self._uid("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)")))
        size = re.search(rb"RFC822\.SIZE (\d+)", facts)
        is_whole = size is not None and int(size[1]) <= LARGEST
        answer = self._uid("FETCH", str(uid), "(BODY.PEEK[])" if is_whole else "(BODY.PEEK[HEADER])")
        raw = next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)
        if raw is None:  # moved away since by somebody's mail program: it is looked for again
            raise MailboxError(Trouble.UNREACHABLE, f"message {uid} is gone")
        return Delivery(place, raw, _moment(facts), is_whole=is_whole)

    def _uid(self, *words: str) -> list[Any]:
        kind, answer = self._server.uid(*words)
        _ok((kind, answer), words[0])
        return answer

    def _move(self, uids: str) -> None:
        """Into the folder for what was taken in; a copy and a deletion where the server knows no MOVE (RFC 6851)."""
        if "MOVE" in self._server.capabilities:
            self._uid("MOVE", uids, _quoted(self._done))
            return
        self._uid("COPY", uids, _quoted(self._done))
        self._delete(uids)

    def _delete(self, uids: str) -> None:
        """For good; these only where the server can tell (UIDPLUS, RFC 4315), else with all that is marked as deleted."""
        self._uid("STORE", uids, "+FLAGS", "(\\Deleted)")
        if "UIDPLUS" in self._server.capabilities:
            self._uid("EXPUNGE", uids)
        else:
            self._server.expunge()


@contextmanager
def _told(*, refused: bool = False) -> Iterator[None]:
    """Whatever goes wrong, in one of our words."""
    try:
        yield
    except ssl.SSLError as error:
        raise MailboxError(Trouble.UNTRUSTED, str(error)) from error
    except imaplib.IMAP4.abort as error:
        raise MailboxError(Trouble.UNREACHABLE, str(error)) from error
    except imaplib.IMAP4.error as error:
        is_full = "OVERQUOTA" in str(error).upper()
        kind = Trouble.FULL if is_full else Trouble.REFUSED if refused else Trouble.UNREACHABLE
        raise MailboxError(kind, "the login was refused" if refused else str(error)) from error
    except OSError as error:
        raise MailboxError(Trouble.UNREACHABLE, str(error)) from error


def _uids(places: Sequence[str]) -> str:
    return ",".join(place.rpartition(":")[2] for place in places)


def _ok(answer: tuple[str, Any], words: str) -> None:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"{words}: {_text(answer[1] and answer[1][0])}")


def _moment(facts: bytes) -> datetime:
    """INTERNALDATE, else now."""
    found = imaplib.Internaldate2tuple(facts)
    return datetime.fromtimestamp(mktime(found), UTC) if found else clock.now()


def _flat(answer: list[Any]) -> list[bytes]:
    return [bytes(one) for part in answer for one in (part if isinstance(part, tuple) else (part,)) if one]


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
