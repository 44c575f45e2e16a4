"""Letters in a community's own name: signed by a key that its DNS shows, or not in its name at all.

The signatures are checked by a reader that had no part in making them (dkim_reader.py), by way of the tests' own DNS; the
reader itself by a letter that others signed.
"""

import email
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as sent
from django.db import connection

from coorum.base import clock, mail
from coorum.base.encryption import Sealed
from coorum.base.outbox import Letter
from coorum.base.senders import kinds_of_sites
from coorum.sites.clients import dns
from coorum.sites.hosts.actions import note_finding, remove_host
from coorum.sites.hosts.kinds import Outcome
from coorum.sites.hosts.models import HostClaim
from coorum.sites.senders import actions, queries
from coorum.sites.senders.models import Sender, SenderKey
from coorum.sites.senders.rules import is_record_of
from coorum.sites.tasks import look_at_key, watch_hosts
from tests.cast import Cast, refused
from tests.nameserver import NameServer
from tests.sites.dkim_reader import is_signed
from tests.sites.test_hosts import HOST, MISSING, OWNER, RIGHT, UNSURE, claimed, on

OURS = "info@talk.shop.example"
THEIRS = "no-reply@coorum.example"


@pytest.fixture
def claim(cast: Cast, settings: Any) -> Iterator[HostClaim]:
    """A host that Kissa has proved; the scope is Kissa's."""
    settings.COORUM_MAIL_FROM = f"coorum <{THEIRS}>"
    with on(cast.kissa):
        yield note_finding(OWNER, claimed(cast.kissa), RIGHT)


@pytest.fixture
def key(claim: HostClaim, nameserver: NameServer) -> SenderKey:
    """The key of Kissa's sender, which the DNS shows."""
    actions.begin_sending(OWNER, claim, local_part="Info")
    return shown(SenderKey.objects.get(), nameserver)


def shown(key: SenderKey, nameserver: NameServer) -> SenderKey:
    """The key, once its record stands in the DNS and was looked at."""
    nameserver.texts[key.record_name] = [key.record_value]
    look_at_key.shell(str(key.id))
    return SenderKey.objects.get(id=key.id)


def sent_letter(kind: str = "invitation", **given: Any) -> Any:
    """A letter as it was handed to the mail server."""
    words = {"subject": "喫茶こもれびへのご招待", "text": "ようこそ。\n\n  二行目 \t\n" + "長い" * 600 + "\n\n\n"}
    words |= {"html": "<p>ようこそ</p>\n", "sender_name": "喫茶こもれび", **given}
    mail.send(kind, to="hana@people.example", **words)
    mail.deliver.shell(str(Letter.objects.latest("written_at").id))
    return sent.outbox[-1]


def holds(letter: bytes) -> bool:
    """Whether somebody who gets it finds it signed."""

    return is_signed(letter, lambda name: "".join(dns.texts_at(name).texts[:1]))


#: RFC 8463, A.3: the letter of the example with the older of its two signatures, and A.2: the record of its key.
EXAMPLE = b"""DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
RECORD = (
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qv"
    "x/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
)


def test_the_reader_takes_a_letter_that_others_signed_and_no_changed_one() -> None:
    records = {"test._domainkey.football.example.com": RECORD}
    assert is_signed(EXAMPLE, lambda name: records.get(name, ""))
    for before, after in ((b"hungry", b"angry"), (b"Subject: Is", b"Subject: Was"), (b"d=football", b"d=baseball")):
        assert not is_signed(EXAMPLE.replace(before, after), lambda name: records.get(name, ""))


def author(letter: Any) -> str:
    return str(letter.message()["From"].addresses[0].addr_spec)


def test_a_letter_is_signed_for_its_domain_and_every_change_is_seen(key: SenderKey) -> None:
    letter = sent_letter()
    assert author(letter) == OURS
    assert letter.message()["From"].addresses[0].display_name == "喫茶こもれび"
    assert THEIRS in letter.from_email, "what comes back, comes back to the provider"
    smtp = letter.message(policy=email.policy.SMTP).as_bytes()
    folder = letter.message().as_bytes()
    assert smtp.isascii()
    assert all(len(line) <= 200 for line in smtp.split(b"\r\n"))
    assert f"d={HOST}; s={key.selector};".encode() in smtp
    for whole in (smtp, folder, letter.message(policy=email.policy.SMTP).as_bytes()):
        assert holds(whole)
    changed = [
        smtp[:-40] + bytes([smtp[-40] ^ 1]) + smtp[-39:],
        smtp.replace(b"Subject: ", b"Subject: x", 1),
        smtp.replace(f"d={HOST}".encode(), b"d=shop.example"),
        *(
            header + smtp
            for header in (b"From: boss@shop.example\r\n", b"Subject: x\r\n", b"Reply-To: x@evil.example\r\n")
        ),
    ]
    assert [holds(one) for one in changed] == [False] * len(changed)
    assert holds(b"Received: by relay.example\r\n" + smtp), "whoever passes it on adds a line"


@pytest.mark.parametrize("text", ["", "\n\n", "one line", " leading\n.\n..\n \t \nend", "a" * 5000])
def test_letters_of_every_shape_hold(key: SenderKey, text: str) -> None:
    assert holds(sent_letter(text=text, html="").message(policy=email.policy.SMTP).as_bytes())


def test_letters_are_the_providers_until_the_record_is_there(claim: HostClaim, nameserver: NameServer) -> None:
    assert author(sent_letter()) == THEIRS
    actions.begin_sending(OWNER, claim, local_part="info")
    assert author(sent_letter()) == THEIRS
    key = SenderKey.objects.get()
    nameserver.texts[key.record_name] = [key.record_value.replace("p=", "p=A")]
    look_at_key.shell(str(key.id))
    letter = sent_letter()
    assert author(letter) == THEIRS
    assert "DKIM-Signature" not in letter.message()
    shown(key, nameserver)
    assert author(sent_letter()) == OURS


def test_a_letter_is_never_in_a_name_that_does_not_stand(key: SenderKey, nameserver: NameServer) -> None:
    actions.note_key(OWNER, key, UNSURE)
    assert author(sent_letter()) == OURS, "nobody answered: nothing is known"
    actions.note_key(OWNER, key, MISSING)
    assert author(sent_letter()) == THEIRS
    assert Letter.objects.filter(kind="sender_failing", recipient="owen@people.example").count() == 1
    actions.note_key(OWNER, key, RIGHT)
    note_finding(OWNER, key.sender.claim, MISSING)
    assert author(sent_letter()) == THEIRS, "the host itself is not proved now"
    note_finding(OWNER, key.sender.claim, RIGHT)
    assert author(sent_letter()) == OURS
    assert isinstance(SenderKey.objects.values_list("private_pem", flat=True).get(), Sealed)


def test_a_key_that_cannot_be_opened_signs_nothing(key: SenderKey, cast: Cast, caplog: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sites_senderkey SET private_pem = private_pem || 'x'::bytea")
    assert author(sent_letter()) == THEIRS
    assert "provider's name" in caplog.text


def test_what_the_provider_answers_for_comes_from_the_provider(key: SenderKey, cast: Cast) -> None:
    """Sign-in, requests, incidents, notices: whatever is not declared to be the community's."""
    assert (
        set(kinds_of_sites()) & {one for one in mail.declared() if mail.declared()[one] in {"guide", "protect"}}
        == set()
    )
    assert author(sent_letter("request_told")) == THEIRS
    assert author(sent_letter("verify_address")) == THEIRS
    with on(cast.kiri):
        assert author(sent_letter()) == THEIRS, "another community's"


def test_a_new_key_signs_once_it_is_shown_and_the_old_one_goes_a_week_later(
    key: SenderKey, nameserver: NameServer
) -> None:
    new, now = actions.renew_key(OWNER, key.sender), clock.now()
    with refused("too_many"):
        actions.renew_key(OWNER, key.sender)
    assert queries.signing_key() == key
    assert holds(sent_letter().message(policy=email.policy.SMTP).as_bytes())
    with clock.held_at(now):
        new = shown(new, nameserver)
    assert queries.signing_key() == new
    with clock.held_at(now + timedelta(days=7) - timedelta(seconds=1)):
        look_at_key.shell(str(new.id))
    assert queries.sender_keys().count() == 2
    with clock.held_at(now + timedelta(days=7)):
        look_at_key.shell(str(new.id))
    assert queries.sender_keys().get() == new


def test_an_address_stands_at_a_proved_host_and_there_is_one(cast: Cast, claim: HostClaim, monkeypatch: Any) -> None:
    for wrong in ("", "a b", "a@b", ".a", "a..b", "ä", "a\nb", "x" * 41):
        with refused("local_part"):
            actions.begin_sending(OWNER, claim, local_part=wrong)
    with refused("not_proved"):
        actions.begin_sending(OWNER, claimed(cast.kissa, "other.example"), local_part="info")
    sender = actions.begin_sending(OWNER, claim, local_part="info")
    with refused("has_sender"):
        actions.begin_sending(OWNER, claim, local_part="shop")
    asked: list[str] = []
    monkeypatch.setattr(look_at_key, "later", asked.append)
    watch_hosts.shell()
    assert asked == [str(sender.keys.get().id)]
    actions.end_sending(OWNER, sender)
    actions.begin_sending(OWNER, claim, local_part="shop")
    remove_host(OWNER, claim)
    assert not Sender.objects.exists()
    assert not SenderKey.objects.exists()


@pytest.mark.parametrize(
    ("record", "is_right"),
    [
        ("v=DKIM1; k=rsa; p=ABC", True), ("p=ABC", True), ("v=DKIM1;p=A B\tC;", True), ("v=DKIM1; h=sha1:sha256; p=ABC", True),
        ("", False), ("p=", False), ("p=AB", False), ("v=DKIM2; p=ABC", False), ("k=ed25519; p=ABC", False),
        ("h=sha1; p=ABC", False), ("s=other; p=ABC", False), ("t=y; p=ABC", False), ("t=s; p=ABC", True), ("junk", False),
    ],
)  # fmt: skip
def test_a_record_shows_the_key_to_everybody(record: str, is_right: bool) -> None:
    assert is_record_of("ABC", record) is is_right


def test_two_records_under_one_name_are_none(key: SenderKey, nameserver: NameServer) -> None:
    nameserver.texts[key.record_name].append("v=DKIM1; p=other")
    look_at_key.shell(str(key.id))
    assert SenderKey.objects.get().outcome == Outcome.WRONG
    assert author(sent_letter()) == THEIRS
