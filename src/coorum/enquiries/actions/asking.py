"""Writing by the form: with an account, or from an address that nobody has shown to be theirs."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.pace import ensure_pace
from coorum.base.screening import meant
from coorum.enquiries import rules
from coorum.enquiries.actions.moving import tell_meant
from coorum.enquiries.actions.writing import open_case, take_reply
from coorum.enquiries.inbound import plain
from coorum.enquiries.inbound.reading import Letter
from coorum.enquiries.kinds import Channel, Kind
from coorum.enquiries.models import Enquiry, Message
from coorum.sites.models import Site

AN_HOUR = 5
SLOWLY = _("You have written several times just now. Please try again in %(minutes)s minutes.")


@action
def write_to_us(
    person: Person | None,
    *,
    kind: Kind,
    subject: str,
    words: str,
    address: str = "",
    name: str = "",
    community: Site | None = None,
    language: str = "ja",
    openly: bool = False,
    key: UUID | None = None,
) -> Enquiry:
    """Open a case, and confirm its receipt; the same `key` again: the same case. `openly`: they mean to send what calls for care.

    Raises `Refused`: `words_needed`, `address_needed`, `too_many` (from this person or address within the hour),
    `needs_care` (field `openly`; APPI 20(2)), and what `ensure_no_numbers` raises.
    """
    if not words.strip():
        raise Refused("words_needed", _("Please write what it is about."), field="words")
    care = meant(subject=subject, words=words, name=name, openly=openly)
    address = contact.address_of(person, "guide") if person else address.strip().lower()
    if not address:
        raise Refused("address_needed", _("Please write where we can answer you."), field="address")
    if key and (same := Enquiry.objects.filter(id=key, address=address).first()):
        return same
    before = Enquiry.objects.filter(channel=Channel.FORM, address=address)
    ensure_pace(before, moment="received_at", most=AN_HOUR, sentence=SLOWLY)
    enquiry = _row(kind, plain.line(subject, 200) or plain.line(words, 60), address, name, language, key)
    enquiry.person, enquiry.community = person, community
    made = made_once(enquiry, "address")
    if made is not None and made is not enquiry:
        return made
    opened = open_case(enquiry, _letter(enquiry, words))
    tell_meant(opened, care)
    return opened


@action
def write_again(enquiry: Enquiry, *, words: str, openly: bool = False, key: UUID | None = None) -> Message:
    """The writer adds something on the page of their enquiry. Raises `Refused`: `words_needed`, `too_many`, `needs_care`,

    and what `ensure_no_numbers` raises.
    """
    if not words.strip():
        raise Refused("words_needed", _("Please write what it is about."), field="words")
    care = meant(words=words, openly=openly)
    mail_id = f"form-{(key or new_id()).hex}"
    if same := Message.objects.filter(enquiry=enquiry, mail_id=mail_id).first():
        return same
    ensure_pace(Message.objects.filter(enquiry=enquiry), moment="at", most=2 * AN_HOUR, sentence=SLOWLY)
    message = take_reply(enquiry, _letter(enquiry, words, mail_id), at=clock.now())
    tell_meant(enquiry, care)
    return message


def _row(kind: Kind, subject: str, address: str, name: str, language: str, key: UUID | None) -> Enquiry:
    """What arrived just now by the form."""
    now = clock.now()
    return Enquiry(
        id=key or new_id(),
        kind=kind,
        channel=Channel.FORM,
        address=address,
        name=plain.line(name, 100),
        subject=subject,
        language=language,
        received_at=now,
        due_on=rules.due_on(now),
    )


def _letter(enquiry: Enquiry, words: str, mail_id: str = "") -> Letter:
    text, is_cut = plain.tidy(words)
    return Letter(
        mail_id=mail_id,
        name=enquiry.name,
        address=enquiry.address,
        subject=enquiry.subject,
        words=text,
        language=enquiry.language,
        is_cut=is_cut,
    )
