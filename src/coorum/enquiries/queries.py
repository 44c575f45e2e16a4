"""Every read about enquiries."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.db.models import Max, QuerySet

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.enquiries import rules
from coorum.enquiries.inbound.bounces import case_in
from coorum.enquiries.inbound.reading import Letter
from coorum.enquiries.kinds import RESPONDING, WAITING, Direction, Outcome, State, Step
from coorum.enquiries.models import (
    Arrival,
    Attachment,
    Bounce,
    Enquiry,
    EnquiryStep,
    MailboxTrouble,
    MailProbe,
    Message,
    Rating,
    TextBlock,
)
from coorum.privacy import calendar
from coorum.privacy.merging.persons import persons_of


def enquiry_by_id(enquiry_id: UUID) -> Enquiry | None:
    return _all().filter(id=enquiry_id).first()


def enquiry_of(person: Person, enquiry_id: UUID) -> Enquiry | None:
    """An enquiry that this person made, under whatever account of theirs."""
    return own_enquiries(person).filter(id=enquiry_id).first()


def own_enquiries(person: Person) -> QuerySet[Enquiry]:
    """What they wrote with this account, or with one that became it, the newest first."""
    return _all().filter(person__in=persons_of(person)).order_by("-received_at", "-id")


def enquiries_of(person: Person) -> QuerySet[Enquiry]:
    """What this person wrote with their account, the newest first."""
    return _all().filter(person=person).order_by("-received_at", "-id")


def waiting(kind: str = "") -> QuerySet[Enquiry]:
    """Cases that wait for us, what is due first on top; escalated ones before others of the same day."""
    return _of_kind(_all().filter(state__in=WAITING), kind).order_by("due_on", "received_at", "id")


def settled(kind: str = "", limit: int = 100) -> QuerySet[Enquiry]:
    """Answered and finished cases, the newest first."""
    return _of_kind(_all().exclude(state__in=[*WAITING, State.SPAM]), kind).order_by("-received_at", "-id")[:limit]


def set_aside(limit: int = 100) -> QuerySet[Enquiry]:
    """What was called spam: it can be brought back."""
    return _all().filter(state=State.SPAM).order_by("-received_at", "-id")[:limit]


def today() -> date:
    """The day in Japan: what was due before it is late."""
    return calendar.day_of(clock.now())


def overdue() -> QuerySet[Enquiry]:
    """Cases whose day has passed without an answer."""
    return waiting().filter(due_on__lt=calendar.day_of(clock.now()))


def pressing() -> QuerySet[Enquiry]:
    """Cases to be answered today or before."""
    return waiting().filter(due_on__lte=calendar.day_of(clock.now()))


def thread_of(enquiry: Enquiry) -> list[Message]:
    """What was written in a case, in order, with what came with it."""
    rows = enquiry.messages.prefetch_related("attachments__held__decision", "held__decision").select_related("rating")
    return list(rows.order_by("at", "id"))


def steps_of(enquiry: Enquiry) -> QuerySet[EnquiryStep]:
    return enquiry.steps.order_by("made_at", "id")


def attachment_of(enquiry: Enquiry, attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.filter(message__enquiry=enquiry, id=attachment_id).select_related("message").first()


def answered_by(enquiry: Enquiry) -> set[object]:
    """Who has answered in this case."""
    return set(enquiry.steps.filter(step=Step.ANSWER).values_list("actor_id", flat=True))


def settled_at(enquiry: Enquiry) -> datetime | None:
    """When we last answered, or told whom to ask."""
    found: datetime | None = enquiry.steps.filter(step__in=RESPONDING).aggregate(at=Max("made_at"))["at"]
    return found


def last_from_writer(enquiry: Enquiry) -> Message | None:
    """The message an answer refers to."""
    return enquiry.messages.filter(direction=Direction.IN).order_by("-at", "-id").first()


def cases_named(letter: Letter) -> list[Enquiry]:
    """The cases a letter refers to, the surest first: by our Message-ID, by its writer's own, by the number in its subject."""
    ours = [one for one in (case_in(f"<{name}") for name in letter.answers) if one]
    found = list(_all().filter(id__in=ours))
    if letter.address:
        theirs = Message.objects.filter(
            mail_id__in=letter.answers, direction=Direction.IN, enquiry__address=letter.address
        )
        found += _all().filter(id__in=theirs.values("enquiry"))
        number = rules.number_in(letter.subject)
        found += _all().filter(number=number, address=letter.address) if number else []
    return list({one.id: one for one in found}.values())


def same_mail(mail_id: str, letter: Letter) -> Message | None:
    """The message of the same mail, delivered twice: the same Message-ID and the same words from the same address."""
    from coorum.enquiries.actions.writing import digest_of

    places = Arrival.objects.filter(mail_id=mail_id, outcome__in=[Outcome.CASE, Outcome.JOINED])
    same = Message.objects.filter(id__in=places.values("message"), digest=digest_of(letter))
    return same.select_related("enquiry").first()


def same_words(address: str, digest: str, at: datetime) -> Enquiry | None:
    """The case that the same words from the same address opened within the last week."""
    if not digest or not address:
        return None
    lately = Message.objects.filter(digest=digest, at__gt=at - timedelta(days=7), at__lte=at, enquiry__address=address)
    message = lately.exclude(enquiry__state=State.LINKED).order_by("at").select_related("enquiry").first()
    return message.enquiry if message else None


def newest_of_flood(address: str, now: datetime) -> Enquiry | None:
    """The newest case of an address that opened too many within the hour; None where it has not."""
    lately = Enquiry.objects.filter(address=address, received_at__gt=now - timedelta(hours=1)).order_by("-received_at")
    newest = list(lately[: rules.CASES_AN_HOUR]) if address else []
    return newest[0] if len(newest) == rules.CASES_AN_HOUR else None


def to_remind(today: date) -> Iterable[Enquiry]:
    """Cases whose day is near or has passed."""
    near = calendar.business_days_after(today, 1)
    return waiting().filter(due_on__lte=near)


def to_close(now: datetime) -> list[Enquiry]:
    """Answered cases about which nobody said a word for thirty days."""
    rows = Enquiry.objects.filter(state__in=[State.ANSWERED, State.FORWARDED, State.HANDED_OVER])
    return [one for one in rows if (at := settled_at(one)) is None or now - at > rules.QUIET]


def blocks(language: str = "") -> QuerySet[TextBlock]:
    """The text blocks in use."""
    found = TextBlock.objects.filter(retired_at=None)
    return found.filter(language=language) if language else found


def block_by_id(block_id: UUID) -> TextBlock | None:
    return blocks().filter(id=block_id).first()


def answer_by_id(message_id: UUID) -> Message | None:
    """An answer of ours, to be rated."""
    return Message.objects.filter(id=message_id, direction=Direction.OUT).select_related("enquiry").first()


def rating_of(message: Message) -> Rating | None:
    return Rating.objects.filter(answer=message).first()


def troubles() -> QuerySet[MailboxTrouble]:
    """What is wrong with the mailbox now."""
    return MailboxTrouble.objects.filter(ended_at=None).order_by("since")


def newest_probe() -> MailProbe | None:
    return MailProbe.objects.order_by("-sent_at").first()


def bounced_lately(days: int = 30) -> int:
    """How many letters of ours came back within so many days."""
    return Bounce.objects.filter(at__gt=clock.now() - timedelta(days=days)).count()


def fill(words: str, enquiry: Enquiry, provider: str) -> str:
    """A text block with what is known of the case put in; a mark that is not ours stays as it is."""
    marks = {
        "{name}": enquiry.name or parseaddr(enquiry.address)[1].partition("@")[0],
        "{number}": enquiry.number,
        "{provider}": provider,
        "{site}": enquiry.community.name if enquiry.community else provider,
    }
    for mark, value in marks.items():
        words = words.replace(mark, value)
    return words


def _all() -> QuerySet[Enquiry]:
    return Enquiry.objects.select_related("person", "community__operator", "linked_to", "request")


def _of_kind(rows: QuerySet[Enquiry], kind: str) -> QuerySet[Enquiry]:
    return rows.filter(kind=kind) if kind else rows
