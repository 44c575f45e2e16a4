"""The mailbox behind IMAP: nothing is lost, nothing is taken twice, and what is wrong is told."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import TestCase

from coorum.base import clock
from coorum.base.mail import deliver
from coorum.base.outbox import Letter
from coorum.enquiries.actions.probing import miss_probe, send_probe
from coorum.enquiries.clients.imap import ImapSource
from coorum.enquiries.clients.mailbox import MailboxError
from coorum.enquiries.kinds import Outcome, Trouble
from coorum.enquiries.models import Arrival, Enquiry, MailboxTrouble, MailProbe
from coorum.enquiries.polling import poll
from tests.cast import Cast
from tests.enquiries.conftest import appointed, mail

pytestmark = pytest.mark.django_db


class Server(socketserver.ThreadingTCPServer):
    """A mail server of one folder, as much of IMAP4rev1 as our client speaks. `mails` by UID."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        self.moved: dict[int, bytes] = {}
        self.quota = (10, 100)
        self.password = "secret"
        self.keeps_keywords = True

    @property
    def url(self) -> str:
        return f"imap://box:{self.password}@127.0.0.1:{self.server_address[1]}/INBOX"

    def put(self, raw: bytes) -> int:
        uid = max([*self.mails, *self.moved, 0]) + 1
        self.mails[uid] = raw
        return uid


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("* OK [CAPABILITY IMAP4rev1 QUOTA MOVE UIDPLUS] ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            verb = rest.upper().split()[0]
            if verb == "UID":
                verb = rest.upper().split()[1]
            answer = getattr(self, f"do_{verb.lower()}", lambda _words: "BAD what")(rest)
            self.say(f"{tag} {answer or 'OK done'}")
            if verb == "LOGOUT":
                return

    def do_capability(self, _words: str) -> None:
        self.say("* CAPABILITY IMAP4rev1 QUOTA MOVE UIDPLUS")

    def do_login(self, words: str) -> str:
        return "OK in" if words.split()[-1].strip('"') == "secret" else "NO wrong"

    def do_select(self, _words: str) -> None:
        self.say("* OK [UIDVALIDITY 77] here")
        self.say(f"* {len(self.server.mails)} EXISTS")

    def do_search(self, _words: str) -> None:
        taken = {uid for uid, flags in self.server.flags.items() if "CoorumTaken" in flags}
        self.say("* SEARCH " + " ".join(str(uid) for uid in self.server.mails if uid not in taken))

    def do_fetch(self, words: str) -> None:
        uid = int(words.split()[2])
        raw = self.server.mails[uid]
        if "INTERNALDATE" in words:
            now = clock.now().strftime("%d-%b-%Y %H:%M:%S +0000")
            self.say(f'* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "{now}")')
            return
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def do_store(self, words: str) -> str | None:
        if not self.server.keeps_keywords:
            return "NO keywords are not kept"
        for uid in words.split()[2].split(","):
            self.server.flags.setdefault(int(uid), set()).update(words.partition("(")[2].strip(")").split())
        return None

    def do_expunge(self, words: str) -> None:
        for uid in words.split()[2].split(","):
            if "\\Deleted" in self.server.flags.get(int(uid), set()):
                del self.server.mails[int(uid)]

    def do_move(self, words: str) -> None:
        for uid in words.split()[2].split(","):
            self.server.moved[int(uid)] = self.server.mails.pop(int(uid))

    def do_getquotaroot(self, _words: str) -> None:
        self.say('* QUOTAROOT "INBOX" "root"')
        self.say(f'* QUOTA "root" (STORAGE {self.server.quota[0]} {self.server.quota[1]})')

    def do_logout(self, _words: str) -> None:
        self.say("* BYE")


@pytest.fixture
def server(monkeypatch: Any, desk_scope: Cast) -> Iterator[Server]:
    appointed(desk_scope.desk)
    with Server() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        monkeypatch.setenv("COORUM_IMAP_URL", found.url)
        yield found
        found.shutdown()


def polled() -> int:
    """One poll, and its commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return poll()


def trouble() -> list[str]:
    return list(MailboxTrouble.objects.filter(ended_at=None).values_list("kind", flat=True))


def test_what_waits_is_taken_in_and_marked_after_the_commit(server: Server) -> None:
    server.put(mail("質問です").as_bytes())
    with TestCase.captureOnCommitCallbacks() as after:
        assert poll() == 1
    assert server.flags == {}
    for act in after:
        act()
    assert "CoorumTaken" in server.flags[1]
    assert polled() == 0
    assert Enquiry.objects.count() == 1


def test_no_second_copy_stays_in_the_mailbox(server: Server) -> None:
    server.put(mail("うつ病です").as_bytes())
    polled()
    assert server.mails == {}


def test_a_mail_of_which_not_everything_was_kept_stays_there(server: Server) -> None:
    server.put(mail("長い" * 20_000).as_bytes())
    polled()
    assert list(server.mails) == [1]


def test_who_wants_to_keep_the_mails_says_so(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setenv("COORUM_IMAP_URL", f"{server.url}?after=keep")
    server.put(mail().as_bytes())
    polled()
    assert (list(server.mails), server.flags) == ([1], {1: {"CoorumTaken", "\\Seen"}})


def test_what_could_not_be_deleted_is_deleted_the_next_time(server: Server) -> None:
    server.put(mail().as_bytes())
    assert poll() == 1
    assert list(server.mails) == [1]
    assert polled() == 0
    assert server.mails == {}


def test_whoever_dies_before_marking_takes_nothing_in_twice(server: Server) -> None:
    server.put(mail().as_bytes())
    assert poll() == 1
    assert polled() == 0
    assert Arrival.objects.get().place.endswith(":77:1")


def test_a_server_that_keeps_no_keywords_loses_and_doubles_nothing(server: Server) -> None:
    server.keeps_keywords = False
    server.put(mail().as_bytes())
    assert (polled(), polled()) == (1, 0)


def test_what_was_taken_in_can_be_moved_to_a_folder(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setenv("COORUM_IMAP_URL", f"{server.url}?done=Taken")
    server.put(mail().as_bytes())
    polled()
    assert (list(server.mails), list(server.moved)) == ([], [1])


def test_a_wrong_password_raises_one_alarm_and_ends_it_when_it_is_right(server: Server, monkeypatch: Any) -> None:
    server.put(mail().as_bytes())
    monkeypatch.setenv("COORUM_IMAP_URL", server.url.replace("secret", "wrong"))
    assert (polled(), polled()) == (0, 0)
    assert trouble() == [Trouble.REFUSED]
    assert Letter.objects.filter(kind="mailbox_trouble").count() == 1
    monkeypatch.setenv("COORUM_IMAP_URL", server.url)
    assert polled() == 1
    assert trouble() == []


def test_a_server_that_is_away_is_trouble_and_no_mail_is_lost(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setenv("COORUM_IMAP_URL", "imap://box:secret@127.0.0.1:1/INBOX")
    assert polled() == 0
    assert trouble() == [Trouble.UNREACHABLE]


def test_without_tls_nothing_is_said_to_a_server_elsewhere(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr("coorum.enquiries.clients.imap._LOOPBACK", ())
    with pytest.raises(MailboxError) as caught:
        ImapSource(server.url)
    assert caught.value.kind == Trouble.UNTRUSTED


def test_a_mailbox_that_is_nearly_full_is_trouble(server: Server) -> None:
    server.quota = (95, 100)
    polled()
    assert trouble() == [Trouble.FULL]
    server.quota = (20, 100)
    polled()
    assert trouble() == []


def test_one_mail_that_cannot_be_taken_in_keeps_no_other_out(server: Server, monkeypatch: Any) -> None:
    from coorum.enquiries import polling

    server.put(mail("一").as_bytes())
    server.put(mail("二").as_bytes())
    whole = polling.receive_mail

    def breaks(raw: bytes, **more: Any) -> Arrival:
        if more["place"].endswith(":1"):
            raise RuntimeError("a mistake of ours")
        return whole(raw, **more)

    monkeypatch.setattr(polling, "receive_mail", breaks)
    assert polled() == 1
    assert trouble() == [Trouble.STUCK]
    monkeypatch.setattr(polling, "receive_mail", whole)
    assert polled() == 1
    assert trouble() == []


def test_of_a_mail_that_is_too_large_the_head_opens_a_case(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr("coorum.enquiries.clients.imap.LARGEST", 10)
    server.put(mail("大きい").as_bytes())
    assert polled() == 1
    assert Enquiry.objects.get().messages.get().is_cut


def test_the_probe_arrives_or_the_officers_hear_of_it(server: Server) -> None:
    probe = send_probe()
    assert probe is not None
    with clock.held_at(clock.now() + timedelta(hours=2)):
        assert miss_probe()
        assert trouble() == [Trouble.SILENT]
        deliver.shell(str(Letter.objects.get(kind="mail_probe").id))
        server.put(outbox.outbox[-1].message().as_bytes())
        assert polled() == 1
    assert Arrival.objects.get().outcome == Outcome.PROBE
    assert MailProbe.objects.get().arrived_at is not None
    assert trouble() == []


def test_without_a_mailbox_no_probe_is_sent(desk_scope: Cast, monkeypatch: Any) -> None:
    monkeypatch.delenv("COORUM_IMAP_URL", raising=False)
    assert send_probe() is None
    assert poll() == 0


def test_letters_in_a_folder_arrive_too(desk_scope: Cast, settings: Any, tmp_path: Any) -> None:
    settings.COORUM_INBOX_FOLDER = str(tmp_path)
    (tmp_path / "one.eml").write_bytes(mail().as_bytes())
    (tmp_path / "two.eml").write_bytes(mail("長い" * 20_000).as_bytes())
    assert (polled(), polled()) == (2, 0)
    assert [one.name for one in tmp_path.iterdir()] == ["two.taken"]
