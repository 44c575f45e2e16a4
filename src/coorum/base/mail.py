"""The outbox: a letter is a row in the transaction that wants it, and is sent by a task after the commit.

`post` renders `mail/<kind>/subject.txt`, `body.txt` and `body.html` in the recipient's language. Once sent, the letter's
words are emptied: what stays is that it was sent, when, and of which kind.
"""

import logging
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coorum.base import clock, outside, relay, scope, senders
from coorum.base.errors import Refused
from coorum.base.gates import LETTER
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.tasks import task

_purposes: dict[str, str] = {}
#: How addresses end behind which there is nobody: of test members, and of those who were erased.
NOBODY = ".invalid"
log = logging.getLogger(__name__)
#: Kinds of which nothing is kept once they are sent, and nothing for longer than a week (own_retention.py): the last letter
#: to an address.
_gone_once_sent: set[str] = set()


def gone_once_sent(kind: str) -> str:
    """Declare a kind of letter whose row goes as it is sent, the address with it."""
    _gone_once_sent.add(kind)
    return kind


def kinds_gone_once_sent() -> list[str]:
    """Those kinds."""
    return sorted(_gone_once_sent)


def register(*kinds: str, purpose: str) -> None:
    """Say for which purpose of the register letters of these kinds are written; a kind without one cannot be."""
    for kind in kinds:
        if _purposes.setdefault(kind, purpose) != purpose:
            raise ValueError(f"the letter {kind} has a purpose already")


def declared() -> Mapping[str, str]:
    """Every kind of letter with its purpose."""
    return dict(sorted(_purposes.items()))


def purpose_of(kind: str) -> str:
    """The purpose of a kind of letter. Raises `Refused` where none was declared: no letter without a purpose."""
    if kind not in _purposes:
        raise Refused("no_purpose", _("It is not said what this letter is for, so it is not written."))
    return _purposes[kind]


def post(
    kind: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
    key: UUID | None = None,
) -> None:
    """Write a letter of `kind` to the outbox; a second call with the same `key` writes nothing.

    Raises TemplateDoesNotExist where the kind has no templates.
    """
    with translation.override(language):
        values = {**context, "language": language}
        subject = " ".join(render_to_string(f"mail/{kind}/subject.txt", values, using="django").split())
        text = render_to_string(f"mail/{kind}/body.txt", values, using="django").strip() + "\n"
        html = render_to_string(f"mail/{kind}/body.html", values, using="django")
    send(kind, to=to, subject=subject, text=text, html=html, sender_name=sender_name, headers=headers, key=key)


def send(
    kind: str,
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
    key: UUID | None = None,
) -> None:
    """Write a letter whose words are ready. Raises `Refused` where it needs a consent that is not there.

    To whoever is made up (`.invalid`, RFC 2606) nothing is written.
    """
    LETTER.ensure(purpose_of(kind), to)
    if to.endswith(NOBODY):
        return
    letter, new = Letter.objects.get_or_create(
        key=key or new_id(),
        defaults={
            "site_id": scope.current().site_id,
            "kind": kind,
            "purpose": purpose_of(kind),
            "recipient": to,
            "sender_name": sender_name,
            "subject": subject,
            "text": text,
            "html": html,
            "headers": dict(headers or {}),
        },
    )
    if new:
        deliver.later(str(letter.id))


@task(queue="mail", retries=8)
def deliver(letter_id: str) -> None:
    """Hand one letter to the mail server, once, and empty it."""
    letter = Letter.objects.select_for_update().filter(id=letter_id, sent_at=None).first()
    if letter is None:
        return
    if not LETTER.allows(letter.purpose, letter.recipient):
        letter.delete()  # the consent was withdrawn while it waited
        return
    try:
        _written(letter).send()
    except Refused as refusal:
        log.warning("a letter waits, since nothing may leave for the mail server: %s", refusal.code)
        Letter.objects.filter(id=letter.id, held_at=None).update(held_at=clock.now())
        return
    if letter.kind in _gone_once_sent:
        letter.delete()
        return
    letter.sent_at, letter.text, letter.html, letter.subject = clock.now(), "", "", ""
    letter.save(update_fields=["sent_at", "text", "html", "subject"])


def _written(letter: Letter) -> EmailMultiAlternatives:
    """The message, in the community's own name where it has a sender, else in the deployment's."""
    sender = senders.sender_of(letter.kind, letter.site_id)
    headers = {
        "Message-ID": message_id(f"letter-{letter.id.hex}"),
        "Auto-Submitted": "auto-generated",
        **letter.headers,
        "X-Coorum-Kind": letter.kind,
        "X-Coorum-Purpose": letter.purpose,
    }
    message = EmailMultiAlternatives() if sender is None else senders.SignedLetter(sender=sender)
    if sender is not None:
        headers["From"] = _from(letter.sender_name, sender.address)
    message.subject, message.body, message.from_email = letter.subject, letter.text, _from(letter.sender_name)
    message.to, message.extra_headers = [letter.recipient], headers
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


@task()
def release_letters() -> None:
    """Put the letters that waited for the mail server's gate back into the queue, once it is open."""
    if not outside.may_leave(relay.SERVICE):
        return
    for letter in Letter.objects.select_for_update(skip_locked=True).exclude(held_at=None).filter(sent_at=None)[:1000]:
        Letter.objects.filter(id=letter.id).update(held_at=None)
        deliver.later(str(letter.id))


def letters_held() -> int:
    """How many letters wait because nothing may leave for the mail server."""
    return Letter.objects.exclude(held_at=None).filter(sent_at=None).count()


def message_id(name: str) -> str:
    """A Message-ID of ours: by it we know our own letters again, and those that come back (enquiries/inbound)."""
    return f"<{name}@{parseaddr(settings.COORUM_MAIL_FROM)[1].rpartition('@')[2]}>"


def _from(sender_name: str, address: str = "") -> str:
    """An address, the deployment's own where none is given, under the name of whoever speaks in this letter."""
    name, own = parseaddr(settings.COORUM_MAIL_FROM)
    return str(Address(display_name=" ".join(sender_name.split()) or name, addr_spec=address or own))


__all__: Sequence[str] = [
    "declared",
    "deliver",
    "gone_once_sent",
    "kinds_gone_once_sent",
    "letters_held",
    "message_id",
    "post",
    "purpose_of",
    "register",
    "release_letters",
    "send",
]
