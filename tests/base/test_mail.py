"""Letters leave after the commit, once, under the name of whoever speaks."""

from typing import Any

import pytest
from django.core import mail as sent

from coorum.base import mail
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope


def deliver(**given: Any) -> Any:
    with provider_scope():
        mail.send("service_notice", **{"to": "hana@people.example", "subject": "s", "text": "t", **given})
        letter = Letter.objects.latest("written_at")
        mail.deliver.shell(str(letter.id))
    return sent.outbox[-1].message()


@pytest.mark.parametrize(
    "name", ["喫茶こもれび", 'Cafe "Komorebi", Ltd.', "a <b@evil.example>", "x\r\nBcc: y@evil.example", "a\\b"]
)
def test_any_name_makes_one_sender_at_our_address(db: Any, settings: Any, name: str) -> None:
    settings.COORUM_MAIL_FROM = "coorum <no-reply@coorum.example>"
    header = deliver(sender_name=name)["From"]
    (address,) = header.addresses
    assert address.addr_spec == "no-reply@coorum.example"
    assert address.display_name == " ".join(name.split())


def test_without_a_name_the_deployment_speaks(db: Any, settings: Any) -> None:
    settings.COORUM_MAIL_FROM = "coorum <no-reply@coorum.example>"
    assert str(deliver()["From"]) == "coorum <no-reply@coorum.example>"


def test_a_letter_is_sent_once_and_emptied(db: Any) -> None:
    deliver()
    letter = Letter.objects.get()
    mail.deliver.shell(str(letter.id))
    assert len(sent.outbox) == 1
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
    assert letter.sent_at
