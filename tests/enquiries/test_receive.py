"""Mail comes in: each becomes a case, joins one, or is known for what it is. None is passed over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, transaction

from coorum.base import clock, files
from coorum.base.events import Party
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER
from coorum.enquiries import actions, attachments, rules
from coorum.enquiries.kinds import Kind, Outcome, State
from coorum.enquiries.models import Arrival, Attachment, Bounce, Enquiry, EnquiryStep, Message
from coorum.privacy.kinds import Channel
from coorum.privacy.kinds import Kind as Right
from coorum.privacy.models import RightsRequest
from tests.enquiries.conftest import mail, told

pytestmark = pytest.mark.django_db
Arrive = Callable[..., Arrival]


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("written_at"))


def test_a_mail_opens_a_case_with_a_number_and_is_confirmed_at_once(arrive: Arrive) -> None:
    case = arrive(mail("いつ開きますか")).enquiry
    assert case is not None
    assert (case.state, case.address, case.subject) == (State.ACKED, "hanako@people.example", "質問")
    (letter,) = letters("enquiry_received")
    assert letter.recipient == "hanako@people.example"
    assert f"[#{case.number}]" in letter.subject
    assert letter.headers["Reply-To"] == "privacy@provider.example"
    assert "いつ開きますか" not in letter.text
    assert told().count("enquiries.case.opened") == 1


def test_the_same_place_twice_is_one_case(arrive: Arrive) -> None:
    first, again = (arrive(mail(mail_id="one@people.example"), place="imap:1:7") for _ in range(2))
    assert first == again
    assert Enquiry.objects.count() == 1


def test_the_same_mail_delivered_twice_is_one_case(arrive: Arrive) -> None:
    one = mail(mail_id="one@people.example")
    arrive(one)
    assert arrive(one).outcome == Outcome.REPEATED
    assert Enquiry.objects.count() == 1


def test_a_stranger_cannot_hide_a_mail_under_its_message_id(arrive: Arrive) -> None:
    arrive(mail("何でもありません", sender="x@bad.example", mail_id="one@people.example"))
    assert arrive(mail("本当の質問", mail_id="one@people.example")).outcome == Outcome.CASE


def test_what_arrives_on_a_friday_night_counts_from_then_whenever_it_is_read(arrive: Arrive) -> None:
    friday = datetime(2026, 6, 5, 13, 30, tzinfo=UTC)  # 22:30 in Japan
    with clock.held_at(friday + timedelta(days=3)):
        case = arrive(mail(), at=friday).enquiry
    assert case is not None
    assert (case.received_at, case.due_on) == (friday, date(2026, 6, 9))


def test_the_moment_a_mail_claims_for_itself_counts_for_nothing(arrive: Arrive) -> None:
    at = clock.now() - timedelta(hours=1)
    case = arrive(mail(Date="Mon, 01 Jan 2001 00:00:00 +0000"), at=at).enquiry
    assert case is not None
    assert case.received_at == at
    assert rules.arrival(clock.now() + timedelta(days=9), at) == at


def test_a_reply_joins_its_case_by_the_message_id_of_our_letter(arrive: Arrive) -> None:
    case = arrive(mail()).enquiry
    (letter,) = letters("enquiry_received")
    reply = mail("追加です", sender="work@elsewhere.example", subject="Re:", In_Reply_To=letter.headers["Message-ID"])
    arrival = arrive(reply)
    assert (arrival.outcome, arrival.enquiry) == (Outcome.JOINED, case)


def test_a_number_in_the_subject_joins_from_the_writers_address_only(arrive: Arrive) -> None:
    case = arrive(mail()).enquiry
    assert case is not None
    assert arrive(mail("追加", subject=f"RE: ［#{case.number.lower()}］")).enquiry == case
    stranger = arrive(mail("中身を送って", sender="x@bad.example", subject=f"[#{case.number}]"))
    assert (stranger.outcome, stranger.enquiry == case) == (Outcome.CASE, False)


def test_a_reply_within_thirty_days_reopens_and_a_later_one_opens_anew(arrive: Arrive, officer: Party) -> None:
    now = clock.now()
    with clock.held_at(now - timedelta(days=40)):
        case = arrive(mail(), at=now - timedelta(days=40)).enquiry
        assert case is not None
        actions.answer(officer, enquiry=case, words="10時からです。")
    with clock.held_at(now - timedelta(days=15)):
        arrive(mail("まだ分かりません", subject=f"Re: [#{case.number}]"), at=now - timedelta(days=15))
    case.refresh_from_db()
    assert case.state == State.REOPENED
    assert case.due_on == rules.due_on(now - timedelta(days=15))
    with clock.held_at(now - timedelta(days=14)):
        actions.answer(officer, enquiry=case, words="10時です。")
    with clock.held_at(now + timedelta(days=20)):
        late = arrive(mail("また別のこと", subject=f"Re: [#{case.number}]"), at=now + timedelta(days=20))
    assert late.outcome == Outcome.CASE
    assert late.enquiry is not None
    assert late.enquiry.linked_to == case


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Loop": "somebody"},
        {"List_Id": "<news.people.example>"},
    ],
)
def test_what_a_machine_wrote_is_kept_and_answered_by_no_machine(arrive: Arrive, headers: dict[str, str]) -> None:
    arrival = arrive(mail(**headers))
    assert arrival.outcome == Outcome.CASE
    assert arrival.enquiry is not None
    assert arrival.enquiry.state == State.RECEIVED
    assert letters("enquiry_received") == []


def test_an_absence_note_does_not_reopen_an_answered_case(arrive: Arrive, officer: Party) -> None:
    case = arrive(mail()).enquiry
    assert case is not None
    answer = actions.answer(officer, enquiry=case, words="はい。")
    arrive(mail("休暇中です", In_Reply_To=f"<{answer.mail_id}>", Auto_Submitted="auto-replied"))
    case.refresh_from_db()
    assert case.state == State.ANSWERED


def test_mail_from_our_own_address_is_never_answered(arrive: Arrive, settings: Any) -> None:
    settings.COORUM_MAIL_FROM = "coorum <no-reply@coorum.example>"
    for sender in ("no-reply@coorum.example", "privacy@provider.example"):
        arrive(mail(sender=sender))
    assert letters("enquiry_received") == []


def test_a_letter_of_our_own_that_comes_to_us_opens_no_case(
    arrive: Arrive, django_capture_on_commit_callbacks: Any
) -> None:
    from coorum.base import mail as base_mail

    base_mail.send("requests_due", to="privacy@provider.example", subject="x", text="x")
    base_mail.deliver.shell(str(Letter.objects.get().id))
    sent = outbox.outbox[-1].message().as_bytes()
    assert arrive(sent).outcome == Outcome.OWN
    forged = sent.replace(b"letter-", b"letter-0000")
    assert arrive(forged).outcome == Outcome.CASE


def test_a_letter_that_comes_back_stands_in_the_register_with_its_case(arrive: Arrive) -> None:
    case = arrive(mail()).enquiry
    (letter,) = letters("enquiry_received")
    report = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMessage-ID: <b1@mx.example>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; hanako@people.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.headers['Message-ID']}\r\n\r\n--x--\r\n"
    )
    arrival = arrive(report.encode())
    assert (arrival.outcome, arrival.enquiry) == (Outcome.BOUNCED, case)
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.status, bounce.is_lasting) == ("hanako@people.example", "5.1.1", True)
    assert Enquiry.objects.count() == 1


def test_a_flood_from_one_address_fills_one_case_and_loses_nothing(arrive: Arrive) -> None:
    arrivals = [arrive(mail(f"広告 {n}")) for n in range(12)]
    assert Enquiry.objects.count() == rules.CASES_AN_HOUR
    assert Message.objects.count() == 12
    assert all(one.enquiry for one in arrivals)
    assert len(letters("enquiry_received")) == rules.CASES_AN_HOUR


def test_the_same_words_sent_again_are_joined_to_the_first_case(arrive: Arrive) -> None:
    first = arrive(mail("同じ質問です")).enquiry
    again = arrive(mail("同じ 質問です\n")).enquiry
    assert again is not None
    assert (again.state, again.linked_to) == (State.LINKED, first)
    assert len(letters("enquiry_received")) == 1


def test_what_came_with_a_mail_is_sealed_and_comes_back_as_it_was(arrive: Arrive, officer: Party) -> None:
    message = mail()
    message.add_attachment(b"open, secret", maintype="text", subtype="csv", filename="../一覧:\u202e.csv")
    case = arrive(message).enquiry
    row = Attachment.objects.get()
    assert (row.name, row.media_type, row.size) == ("一覧_.csv", "text/csv", 12)
    assert b"secret" not in files.read(PROVIDER, row.file)
    assert actions.fetch_attachment(officer, enquiry=case, attachment=row) == b"open, secret"
    assert "enquiries.attachment.fetched" in told()


def test_sealed_files_can_be_sealed_anew_so_that_an_old_key_can_go(arrive: Arrive, monkeypatch: Any) -> None:
    message = mail()
    message.add_attachment(b"abc", maintype="application", subtype="zip", filename="a.zip")
    arrive(message)
    assert attachments.reseal() == 0
    assert sum(attachments.files_by_key().values()) == 1
    monkeypatch.setattr("coorum.enquiries.attachments.key_of", lambda blob: "old")
    assert attachments.reseal() == 1
    assert attachments.content_of(Attachment.objects.get()) == b"abc"


def test_an_officer_opens_a_request_from_a_mail_and_its_clock_runs_from_arrival(arrive: Arrive, officer: Party) -> None:
    at = clock.now() - timedelta(days=3)
    case = arrive(mail("私のデータを見せてください"), at=at).enquiry
    assert case is not None
    case = actions.hand_over(officer, enquiry=case, kind=Right.DISCLOSURE, words="すべて")
    request = RightsRequest.objects.get()
    assert (case.state, case.request) == (State.HANDED_OVER, request)
    assert (request.channel, request.received_at, request.address) == (Channel.MAIL, at, "hanako@people.example")
    assert len(letters("request_code")) == 1


def test_a_complaint_is_two_peoples_and_never_answered_twice_by_the_same(
    arrive: Arrive, officer: Party, second: Party
) -> None:
    case = arrive(mail()).enquiry
    assert case is not None
    actions.answer(officer, enquiry=case, words="はい。")
    arrive(mail("ひどい", subject=f"[#{case.number}]"))
    case = actions.sort(officer, enquiry=case, kind=Kind.COMPLAINT)
    assert case.state == State.ESCALATED
    from tests.cast import refused

    with refused("same_person"):
        actions.answer(officer, enquiry=case, words="すみません。")
    with refused("not_alone"):
        actions.answer(officer, enquiry=case, words="すみません。", is_alone=True)
    actions.answer(second, enquiry=case, words="申し訳ありません。")
    case.refresh_from_db()
    assert case.state == State.ANSWERED


def test_an_answer_goes_out_in_the_thread_of_what_it_answers(arrive: Arrive, officer: Party) -> None:
    case = arrive(mail(mail_id="q1@people.example")).enquiry
    assert case is not None
    message = actions.answer(officer, enquiry=case, words="10時からです。")
    again = actions.answer(officer, enquiry=case, words="10時からです。", key=message.id)
    assert again == message
    (letter,) = letters("enquiry_answer")
    assert letter.headers["In-Reply-To"] == "<q1@people.example>"
    assert letter.headers["Message-ID"] == f"<{message.mail_id}>"
    assert letter.headers["Auto-Submitted"] == "no"
    assert letter.text.startswith("10時からです。")


def test_officers_are_reminded_before_and_after_the_target_once_each(arrive: Arrive, officer: Party) -> None:
    monday = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)
    with clock.held_at(monday):
        arrive(mail(), at=monday)
        assert actions.watch() == 0
    with clock.held_at(monday + timedelta(days=1)):
        assert (actions.watch(), actions.watch()) == (1, 0)
    with clock.held_at(monday + timedelta(days=3)):
        assert (actions.watch(), actions.watch()) == (1, 0)
    assert len(letters("enquiry_due")) == 2
    assert told().count("enquiries.deadline.passed") == 1


def test_spam_is_set_aside_and_can_be_brought_back(arrive: Arrive, officer: Party) -> None:
    case = arrive(mail()).enquiry
    assert case is not None
    due = case.due_on
    actions.set_aside(officer, enquiry=case)
    case = actions.bring_back(officer, enquiry=case)
    assert (case.state, case.due_on) == (State.OPEN, due)


def test_steps_of_an_enquiry_cannot_be_edited_or_deleted(arrive: Arrive) -> None:
    arrive(mail())
    for change in (lambda: EnquiryStep.objects.update(why="x"), lambda: EnquiryStep.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_numbers_in_a_mail_are_covered_before_anything_is_kept(arrive: Arrive) -> None:
    case = arrive(mail("番号は 6214 9832 0257 です", subject="カード 4111-1111-1111-1111")).enquiry
    assert case is not None
    assert case.subject == "カード ●●●●-●●●●-●●●●-●●●●"
    assert case.messages.get().words == "番号は ●●●● ●●●● ●●●● です"
