"""A case begins, and somebody writes in it."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.enquiries import letters, queries, rules
from coorum.enquiries.actions.holding import ask, hold_apart, keep_file
from coorum.enquiries.actions.moving import move, tell, writer
from coorum.enquiries.care import queries as care
from coorum.enquiries.events import CASE_OPENED
from coorum.enquiries.inbound.reading import Letter
from coorum.enquiries.kinds import Direction, Kind, State, Step
from coorum.enquiries.models import Enquiry, Message


@action
def open_case(enquiry: Enquiry, letter: Letter) -> Enquiry:
    """Begin a case with its first message; confirm receipt, unless a machine wrote or there is nobody to write to.

    The same words from the same address within a week join the case they opened. A complaint is two people's at once.
    """
    enquiry.due_on = rules.due_on(enquiry.received_at)
    twin = queries.same_words(enquiry.address, digest_of(letter), enquiry.received_at)
    may_answer = letters.may_confirm(enquiry, is_automatic=letter.is_automatic)
    if twin is not None:
        enquiry.linked_to = twin
    enquiry.save(force_insert=enquiry._state.adding)
    message = add_message(enquiry, letter, at=enquiry.received_at)
    tell(CASE_OPENED, enquiry, actor=writer(enquiry), payload={"attachments": message.attachments.count()})
    if twin is not None:
        return move(enquiry.id, Step.LINK, actor=SYSTEM, why=twin.number)
    if may_answer:
        letters.confirm(enquiry, ask_about=message if _asks(message) else None)
        enquiry = move(enquiry.id, Step.ACKNOWLEDGE, actor=SYSTEM)
    if enquiry.kind == Kind.COMPLAINT:
        enquiry = move(enquiry.id, Step.ESCALATE, actor=SYSTEM, why="complaint")
        letters.remind(enquiry, has_passed=False, is_complaint=True)
    return enquiry


@action
def take_reply(enquiry: Enquiry, letter: Letter, *, at: datetime) -> Message:
    """The writer wrote again: an answered case is taken up again, with a target of its own. A machine's word moves nothing."""
    target = enquiry.linked_to if enquiry.state == State.LINKED and enquiry.linked_to else enquiry
    message = add_message(target, letter, at=at)
    if not letter.is_automatic:
        is_settled = target.state in (State.ANSWERED, State.CLOSED, State.FORWARDED, State.HANDED_OVER)
        if letters.address_of(target) and _asks(message):
            letters.ask_about_held(message)
        move(target.id, Step.REPLY, actor=writer(target), due_on=rules.due_on(at) if is_settled else None)
    return message


def add_message(enquiry: Enquiry, letter: Letter, *, at: datetime) -> Message:
    """Write down what came, with what came with it."""
    shown = f"{letter.name} <{letter.address}>" if letter.name else letter.address
    message = Message.objects.create(
        enquiry=enquiry,
        direction=Direction.IN,
        sender=shown,
        words=letter.words,
        mail_id=letter.mail_id,
        digest=digest_of(letter),
        authentication=letter.authentication,
        is_automatic=letter.is_automatic,
        is_cut=letter.is_cut,
        at=at,
    )
    hold_apart(message, letter)
    for number, one in enumerate(letter.enclosed, 1):
        keep_file(message, one, number)
    return message


def _asks(message: Message) -> bool:
    """Whether the writer is asked about what calls for care. Files nobody looked into are an officer's first."""
    rows = [held for held in care.waiting_of(message) if held.kinds]
    ask(message, rows)
    return bool(rows)


def digest_of(letter: Letter) -> str:
    """By what the same words from the same address are known again; keyed, so that the table tells nobody what was said."""
    plain = "".join((letter.said or letter.words).split())
    return (
        salted_hmac("coorum.enquiries.words", f"{letter.address}\n{plain}", algorithm="sha256").hexdigest()
        if plain
        else ""
    )
