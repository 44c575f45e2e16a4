"""What officers do with a case: answer it, sort it, pass it on, set it aside, and bring it back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.screening import noticed_in
from coorum.enquiries import attachments, letters, queries, rules
from coorum.enquiries.actions.moving import locked, move, tell
from coorum.enquiries.care import queries as care
from coorum.enquiries.events import ATTACHMENT_FETCHED
from coorum.enquiries.inbound import plain
from coorum.enquiries.kinds import Direction, Kind, State, Step
from coorum.enquiries.models import Attachment, Enquiry, Message
from coorum.privacy import actions as privacy
from coorum.privacy import kinds as rights
from coorum.privacy.incidents.queries import officers


@action
def answer(officer: Party, *, enquiry: Enquiry, words: str, is_alone: bool = False, key: UUID | None = None) -> Message:
    """Send an answer, as the next letter of the thread; sent twice under the same key it goes out once.

    Raises `Refused`: `words_needed`, `same_person` (a complaint wants somebody else), `not_alone`, `nobody_to_answer`, `not_now`.
    """
    enquiry = locked(enquiry.id)
    if key and (same := Message.objects.filter(id=key, enquiry=enquiry).first()):
        return same
    if not words.strip():
        raise Refused("words_needed", _("Please write the answer."), field="words")
    if not letters.address_of(enquiry):
        raise Refused("nobody_to_answer", _("The mail names no address to answer to."), field="words")
    _ensure_fresh_eyes(officer, enquiry, is_alone=is_alone)
    before = queries.last_from_writer(enquiry)
    message = Message(
        id=key or new_id(),
        enquiry=enquiry,
        direction=Direction.OUT,
        written_by=officer.id,
        sender="",
        words=plain.tidy(words)[0],
        at=clock.now(),
    )
    message.mail_id = letters.own_mail_id(enquiry, message.id)
    message.save(force_insert=True)
    enquiry = move(enquiry.id, Step.ANSWER, actor=officer, is_alone=is_alone)
    letters.answer(enquiry, message, answers=before.mail_id if before else "")
    return message


@action
def take(officer: Party, *, enquiry: Enquiry, why: str = "") -> Enquiry:
    """Take a case up."""
    return move(enquiry.id, Step.TAKE, actor=officer, why=why)


@action
def sort(officer: Party, *, enquiry: Enquiry, kind: Kind) -> Enquiry:
    """Say what it is about. A complaint is a second person's too, from then on."""
    enquiry = move(enquiry.id, Step.SORT, actor=officer, why=kind)
    enquiry.kind = kind
    enquiry.save(update_fields=["kind"])
    if kind == Kind.COMPLAINT and enquiry.state != State.ESCALATED:
        enquiry = escalate(officer, enquiry=enquiry, why=kind)
    return enquiry


@action
def escalate(officer: Party, *, enquiry: Enquiry, why: str) -> Enquiry:
    """Ask a second person to look: all officers are written to."""
    enquiry = move(enquiry.id, Step.ESCALATE, actor=officer, why=why)
    letters.remind(enquiry, has_passed=False, is_complaint=True)
    return enquiry


@action
def forward(officer: Party, *, enquiry: Enquiry, why: str = "") -> Enquiry:
    """It is for the operator of a site: the writer is told whom to ask. Nothing goes to the operator but by the writer.

    Raises `Refused("no_site")` where the case concerns no site.
    """
    if enquiry.community_id is None:
        raise Refused("no_site", _("Please choose the community first."), field="community")
    enquiry = move(enquiry.id, Step.FORWARD, actor=officer, why=why)
    letters.tell_operator_answers(enquiry)
    return enquiry


@action
def forward_to(officer: Party, *, enquiry: Enquiry, community_id: UUID, why: str = "") -> Enquiry:
    """Forward a case, to the operator of this site."""
    enquiry = locked(enquiry.id)
    enquiry.community_id = community_id
    enquiry.save(update_fields=["community"])
    return forward(officer, enquiry=enquiry, why=why)


@action
def hand_over(officer: Party, *, enquiry: Enquiry, kind: rights.Kind, words: str) -> Enquiry:
    """Open a request about the writer's data from what they wrote. Its clocks run from the arrival of the mail (D0).

    Who asks is not known yet: the privacy room sends a code to the address, and goes on when it is shown.
    Raises what `privacy.ask_as_guest` does: what calls for special care is not copied into the request.
    """
    enquiry = locked(enquiry.id)
    if noticed := noticed_in(words):
        sentence = _("Leave out “%(word)s”: it calls for special care, and the request is answered without it.")
        raise Refused("needs_care", sentence, field="words", word=noticed[0].word)
    address = letters.address_of(enquiry)
    if not address:
        raise Refused("nobody_to_answer", _("The mail names no address to answer to."), field="words")
    moved = move(enquiry.id, Step.HAND_OVER, actor=officer, why=kind)
    moved.request = privacy.ask_as_guest(
        address,
        kind=kind,
        words=words,
        language=enquiry.language,
        channel=rights.Channel.MAIL,
        received_at=enquiry.received_at,
    )
    moved.save(update_fields=["request"])
    letters.tell_handed_over(moved)
    return moved


@action
def link(officer: Party, *, enquiry: Enquiry, number: str) -> Enquiry:
    """Join a case to another of the same writer, by its number. Raises `Refused("no_such_case")`."""
    other = Enquiry.objects.filter(number=number.strip().lstrip("#").upper()).exclude(id=enquiry.id).first()
    if other is None or other.state == State.LINKED or letters.address_of(other) != letters.address_of(enquiry):
        raise Refused("no_such_case", _("No other enquiry of this writer has this number."), field="number")
    enquiry = move(enquiry.id, Step.LINK, actor=officer, why=other.number)
    enquiry.linked_to = other
    enquiry.save(update_fields=["linked_to"])
    return enquiry


@action
def set_aside(officer: Party, *, enquiry: Enquiry, why: str = "") -> Enquiry:
    """It is spam. It stays where it can be found, and can be brought back."""
    return move(enquiry.id, Step.SET_ASIDE, actor=officer, why=why)


@action
def bring_back(officer: Party, *, enquiry: Enquiry, why: str = "") -> Enquiry:
    """It was no spam. Its target is still that of its arrival."""
    return move(enquiry.id, Step.BRING_BACK, actor=officer, why=why)


@action
def close(officer: Party, *, enquiry: Enquiry, why: str = "") -> Enquiry:
    """Finish a case that was answered."""
    return move(enquiry.id, Step.CLOSE, actor=officer, why=why)


@action
def fetch_attachment(officer: Party, *, enquiry: Enquiry, attachment: Attachment) -> bytes:
    """What came with a case, as it came; that it was fetched is written down. Raises `Refused("held")`, `files.Missing`."""
    if care.is_closed(attachment):
        raise Refused("held", _("This file is kept apart until a privacy officer has decided."))
    tell(ATTACHMENT_FETCHED, enquiry, actor=officer, payload={"sha256": attachment.sha256})
    return attachments.content_of(attachment)


def _ensure_fresh_eyes(officer: Party, enquiry: Enquiry, *, is_alone: bool) -> None:
    rules.ensure_fresh_eyes(
        Kind(enquiry.kind), answered_by=queries.answered_by(enquiry), actor=officer.id, is_alone=is_alone
    )
    if is_alone and any(one.id != officer.id for one in officers()):
        raise Refused("not_alone", _("There is another privacy officer: please ask them."), field="is_alone")
