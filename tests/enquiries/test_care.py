"""What calls for special care and came by mail is kept apart, until the writer, an officer or time has decided."""

import json
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.outbox import Letter
from coorum.base.personal_data import Subject
from coorum.base.retention import rules
from coorum.base.scope import PROVIDER
from coorum.enquiries import actions, retention
from coorum.enquiries.care import queries as care
from coorum.enquiries.care.kinds import Decision, Purpose
from coorum.enquiries.inbound.apart import HOLE
from coorum.enquiries.keeper import Written
from coorum.enquiries.letters import question_of
from coorum.enquiries.models import Arrival, Attachment, Enquiry, Held, HeldDecision, HeldLook, Message
from coorum.privacy.retention import engine
from tests.cast import Cast, refused
from tests.enquiries.conftest import mail, told

pytestmark = pytest.mark.django_db
Arrive = Callable[..., Arrival]
ILL = "実は、うつ\n病で通院中のため、窓口へ行けません。"
WORDS = f"お世話になります。\n\n{ILL}\n\n住所の変え方を教えてください。"


def enclosing(content: bytes, name: str, maintype: str, subtype: str, words: str = "添付します。") -> EmailMessage:
    message = mail(words)
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("written_at"))


@pytest.fixture
def held(arrive: Arrive) -> Held:
    arrive(mail(WORDS))
    return Held.objects.get()


def test_the_passage_is_taken_out_and_the_rest_can_be_answered(held: Held) -> None:
    message = Message.objects.get()
    assert message.words == f"お世話になります。\n\n{HOLE}\n\n住所の変え方を教えてください。"
    assert json.loads(held.content or "") == {"1": ILL}
    assert "通院" not in repr(held)
    assert told().count("enquiries.care.held") == 1


def test_it_lies_sealed(held: Held) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM enquiries_held")
        assert ILL.encode() not in bytes(cursor.fetchone()[0])


def test_a_subject_or_a_name_that_tells_it_is_taken_out_too(arrive: Arrive, officer: Party) -> None:
    case = arrive(mail("教えてください。", subject="うつ病について", sender="糖尿病の花子 <h@people.example>")).enquiry
    assert case is not None
    assert (case.subject, case.name, case.messages.get().sender) == (HOLE, HOLE, f"{HOLE} <h@people.example>")
    held = Held.objects.get()
    actions.look_into(officer, held=held, purpose=Purpose.DECIDE)
    actions.give_back(officer, held=held)
    case.refresh_from_db()
    assert (case.subject, case.name) == ("うつ病について", "糖尿病の花子")
    assert case.messages.get().sender == "糖尿病の花子 <h@people.example>"


def test_the_receipt_asks_without_a_word_of_it(held: Held) -> None:
    (letter,) = letters("enquiry_received")
    assert question_of(held.message) in letter.text
    assert "通院" not in letter.text + letter.html
    assert held.asked_at is not None


def test_a_reply_is_asked_about_in_a_letter_of_its_own(arrive: Arrive) -> None:
    case = arrive(mail()).enquiry
    assert case is not None
    arrive(mail(ILL, subject=f"Re: [#{case.number}]"))
    assert len(letters("enquiry_care")) == 1


def test_a_machine_is_not_asked(arrive: Arrive) -> None:
    arrive(mail(ILL, Auto_Submitted="auto-replied"))
    assert letters("enquiry_received") == []
    assert Held.objects.exists()


def test_a_writer_who_agrees_gives_it_to_us_and_that_is_evidence(held: Held) -> None:
    assert actions.settle_care(held.message, agrees=True) == 1
    held.refresh_from_db()
    assert (held.content, held.decision.outcome) == (None, Decision.AGREED)
    assert Message.objects.get().words == WORDS
    assert told().count("enquiries.care.meant") == 1
    assert actions.settle_care(held.message, agrees=False) == 0


def test_a_writer_who_does_not_agree_leaves_nothing_behind(held: Held) -> None:
    actions.settle_care(held.message, agrees=False)
    held.refresh_from_db()
    message = Message.objects.get()
    assert (held.content, held.kinds, message.digest) == (None, [], "")
    assert HOLE in message.words


def test_reading_it_takes_a_privacy_officer_and_a_purpose_on_record(held: Held, officer: Party, cast: Cast) -> None:
    stranger = Party("officer", cast.hana.id, cast.hana.ledger_ref)
    with refused("officers_only"):
        actions.look_into(stranger, held=held, purpose=Purpose.DECIDE)
    assert actions.look_into(officer, held=held, purpose=Purpose.DANGER) == {"1": ILL}
    assert HeldLook.objects.get().purpose == Purpose.DANGER
    assert told().count("enquiries.care.seen") == 1


def test_nobody_gives_back_what_they_have_not_looked_into(held: Held, officer: Party) -> None:
    with refused("look_first"):
        actions.give_back(officer, held=held)
    actions.look_into(officer, held=held, purpose=Purpose.DECIDE)
    actions.give_back(officer, held=held)
    assert Message.objects.get().words == WORDS
    with refused("decided"):
        actions.erase_held(officer, held=held)


def test_an_officer_erases_it_unread(held: Held, officer: Party) -> None:
    actions.erase_held(officer, held=held)
    assert HeldDecision.objects.get().officer_id == officer.id
    with refused("decided"):
        actions.look_into(officer, held=held, purpose=Purpose.DECIDE)


def test_what_nobody_decides_about_is_erased_in_time(held: Held) -> None:
    rule = next(one for one in rules() if one.id == "enquiries.care")
    assert engine.due(rule).count() == 0
    with clock.held_at(clock.now() + timedelta(days=14, minutes=1)):
        assert engine.let_go(rule, PROVIDER) == 1
    assert HeldDecision.objects.get().outcome == Decision.EXPIRED


def test_a_text_file_is_looked_into_and_others_stay_closed(arrive: Arrive, officer: Party) -> None:
    case = arrive(enclosing("質問の一覧".encode(), "list.txt", "text", "plain")).enquiry
    assert case is not None
    row = Attachment.objects.get()
    assert actions.fetch_attachment(officer, enquiry=case, attachment=row).decode() == "質問の一覧"
    case = arrive(enclosing(b"%PDF-1.7", "申請.pdf", "application", "pdf")).enquiry
    assert case is not None
    row = Attachment.objects.get(media_type="application/pdf")
    assert (row.name, row.held.kinds, row.held.asked_at) == ("申請.pdf", [], None)
    with refused("held"):
        actions.fetch_attachment(officer, enquiry=case, attachment=row)
    assert actions.open_file(officer, held=row.held, purpose=Purpose.DECIDE) == b"%PDF-1.7"
    actions.give_back(officer, held=row.held)
    assert actions.fetch_attachment(officer, enquiry=case, attachment=row) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("content", "name"),
    [("病名,うつ病".encode("cp932"), "a.csv"), (b"x", "うつ病の診断書.txt"), (b"\x89PNG", "うつ病.png")],
)
def test_a_file_that_calls_for_care_is_closed_with_its_name(arrive: Arrive, content: bytes, name: str) -> None:
    arrive(enclosing(content, name, "application", "octet-stream"))
    row = Attachment.objects.get()
    assert row.name == f"1{name[name.rfind('.') :]}"
    assert row.held.kinds == ["health"]
    actions.settle_care(row.message, agrees=False)
    row.refresh_from_db()
    assert (row.file, row.name, row.sha256) == ("", "", "")


def test_numbers_in_a_text_file_are_covered_before_it_is_kept(arrive: Arrive, officer: Party) -> None:
    case = arrive(enclosing("番号 6214 9832 0257".encode("cp932"), "a.txt", "text", "plain")).enquiry
    assert case is not None
    content = actions.fetch_attachment(officer, enquiry=case, attachment=Attachment.objects.get())
    assert content.decode() == "番号 ●●●● ●●●● ●●●●"


@pytest.mark.parametrize("content", [b"\x00\x01binary", "語".encode() * 600_000])
def test_what_only_says_it_is_text_or_is_too_long_is_not_looked_into(arrive: Arrive, content: bytes) -> None:
    arrive(enclosing(content, "a.txt", "text", "plain"))
    assert Held.objects.get().kinds == []


def test_the_person_gets_what_is_kept_apart_in_their_own_copy(held: Held, cast: Cast) -> None:
    subject = Subject(person_id=cast.hana.id, site_id=None, address="hanako@people.example")
    (row,) = Written().export(subject)
    assert row["messages"][0]["kept_apart"] == [ILL]


def test_what_nobody_looked_into_is_late_after_five_business_days(arrive: Arrive) -> None:
    arrive(enclosing(b"%PDF", "a.pdf", "application", "pdf"))
    assert care.late().count() == 0
    with clock.held_at(clock.now() + timedelta(days=12)):
        assert care.late().count() == 1


def test_a_decision_stands_and_nothing_comes_back(held: Held, officer: Party) -> None:
    actions.look_into(officer, held=held, purpose=Purpose.DECIDE)
    actions.erase_held(officer, held=held)
    held.refresh_from_db()
    held.content = "{}"
    changes: list[Callable[[], Any]] = [
        lambda: HeldDecision.objects.update(outcome="agreed"),
        lambda: HeldDecision.objects.all().delete(),
        lambda: HeldLook.objects.all().delete(),
        lambda: held.save(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_case_stays_as_long_as_its_decisions_must(held: Held, officer: Party) -> None:
    actions.erase_held(officer, held=held)
    Enquiry.objects.update(state="closed", received_at=clock.now() - timedelta(days=2000))
    assert retention._cases(clock.now() - timedelta(days=1)).count() == 0
