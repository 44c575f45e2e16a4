"""Taking a mail in: every one becomes a case, joins one, or is a bounce or a letter of our own. None is passed over.

Who a mail says it is from is no identity: an answer goes to the address the case began with, and a number in the subject
joins a case only from that address. A Message-ID of ours, which only who got our letter knows, joins from anywhere.
"""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.outbox import Letter as Sent
from coorum.base.scope import PROVIDER
from coorum.enquiries import queries, rules
from coorum.enquiries.actions.probing import welcome_probe
from coorum.enquiries.actions.writing import add_message, open_case, take_reply
from coorum.enquiries.events import LETTER_BOUNCED
from coorum.enquiries.inbound import bounces, reading
from coorum.enquiries.inbound.apart import screened
from coorum.enquiries.inbound.reading import Letter
from coorum.enquiries.kinds import Channel, Kind, Outcome, State
from coorum.enquiries.models import Arrival, Bounce, Enquiry, Message


@action
def receive_mail(raw: bytes, *, place: str, claimed_at: datetime, is_whole: bool = True) -> Arrival:
    """Take one mail in, once: `place` is where it lies, and the same place again changes nothing.

    `claimed_at` is when the mail server took it (INTERNALDATE): D0, whenever anybody reads it. `is_whole`: False where
    only its head could be fetched.
    """
    if known := Arrival.objects.filter(place=place).first():
        return known
    message = reading.parsed(raw)
    arrival = Arrival(
        place=place,
        mail_id=reading.mail_id(message, raw),
        arrived_at=rules.arrival(claimed_at, clock.now()),
        taken_at=clock.now(),
    )
    if is_own(message):
        return _noted(arrival, Outcome.OWN)
    if welcome_probe(reading.header(message, "X-Coorum-Probe").strip(), arrival.arrived_at):
        return _noted(arrival, Outcome.PROBE)
    if bounces.is_bounce(message):
        return _bounced(arrival, bounces.report(raw))
    letter = screened(reading.read(message, raw))
    return _letter(arrival, letter if is_whole else replace(letter, is_cut=True))


def is_own(message: EmailMessage) -> bool:
    """A letter of the outbox that reached the published address (a reminder to ourselves): its id is in the outbox.

    From ours, and under an id that was drawn by lot: a stranger who copies it hides nothing but their own mail.
    """
    if not message.get_all("X-Coorum-Kind") or message.get_all("X-Coorum-Probe"):
        return False
    ours = parseaddr(settings.COORUM_MAIL_FROM)[1].lower()
    name = reading.mail_id(message, b"").partition("@")[0].removeprefix("letter-")
    try:
        letter = UUID(hex=name)
    except ValueError:
        return False
    is_from_us = ours in reading.header(message, "From").lower()
    return is_from_us and Sent.objects.filter(id=letter).exists()


def _letter(arrival: Arrival, letter: Letter) -> Arrival:
    """Somebody wrote."""
    if twin := queries.same_mail(arrival.mail_id, letter):
        return _noted(arrival, Outcome.REPEATED, twin)
    if (case := case_of(letter, arrival.arrived_at)) is not None:
        message = take_reply(case, letter, at=arrival.arrived_at)
        return _noted(arrival, Outcome.JOINED, message)
    if (newest := queries.newest_of_flood(letter.address, arrival.taken_at)) is not None:
        return _noted(arrival, Outcome.JOINED, add_message(newest, letter, at=arrival.arrived_at))
    enquiry = open_case(
        Enquiry(
            kind=Kind.OTHER,
            channel=Channel.MAIL,
            address=letter.address,
            name=letter.name,
            subject=letter.subject,
            language=letter.language,
            linked_to=earlier(letter),
            received_at=arrival.arrived_at,
        ),
        letter,
    )
    return _noted(arrival, Outcome.CASE, enquiry.messages.first())


def case_of(letter: Letter, arrived_at: datetime) -> Enquiry | None:
    """The case a letter belongs to: by our Message-ID, by the writer's own, or by the number in its subject."""
    for case in queries.cases_named(letter):
        if rules.joins(State(case.state), queries.settled_at(case), arrived_at):
            return case
    return None


def earlier(letter: Letter) -> Enquiry | None:
    """What a new case has to do with: the one that its subject or an old letter of ours names."""
    return next(iter(queries.cases_named(letter)), None)


def _bounced(arrival: Arrival, said: bounces.Report) -> Arrival:
    """A letter of ours came back: it stands in the register, and in its case where it has one."""
    enquiry = queries.enquiry_by_id(said.enquiry) if said.enquiry else None
    arrival.enquiry = enquiry
    arrival = _noted(arrival, Outcome.BOUNCED)
    Bounce.objects.create(
        arrival=arrival,
        letter=said.letter,
        address=said.address,
        status=said.status,
        is_lasting=said.is_lasting,
        at=arrival.arrived_at,
    )
    publish(LETTER_BOUNCED, actor=SYSTEM, payload={"status": said.status}, chain=PROVIDER)
    return arrival


def _noted(arrival: Arrival, outcome: Outcome, message: Message | None = None) -> Arrival:
    arrival.outcome = outcome
    if message is not None:
        arrival.message, arrival.enquiry = message, message.enquiry
    arrival.save(force_insert=True)
    return arrival
