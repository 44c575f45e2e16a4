"""Enquiries and inquiries at the desk: who may enter, what is shown, and what can be done."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.enquiries import actions
from coorum.enquiries.kinds import Kind, State
from coorum.enquiries.models import Attachment, Enquiry, Held, Inquiry, TextBlock
from coorum.privacy.models import RightsRequest
from tests.cast import Cast
from tests.enquiries.conftest import appointed, mail

pytestmark = pytest.mark.django_db
HERE = "/desk/enquiries/"


@pytest.fixture
def officer(cast: Cast, visit: Any) -> Any:
    with provider_scope():
        appointed(cast.mika)
    return visit(None, as_=cast.mika)


@pytest.fixture
def second(cast: Cast, visit: Any) -> Any:
    with provider_scope():
        appointed(cast.taro)
    return visit(None, as_=cast.taro)


@pytest.fixture
def case(cast: Cast) -> Enquiry:
    message = mail("見積もりの<b>質問</b>です")
    message.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="x.html")
    with provider_scope():
        found = actions.receive_mail(message.as_bytes(), place="test:desk", claimed_at=clock.now()).enquiry
    assert found is not None
    return found


def state(case: Enquiry) -> str:
    with provider_scope():
        return Enquiry.objects.get(id=case.id).state


def test_staff_of_the_provider_see_what_waits(cast: Cast, visit: Any, case: Enquiry) -> None:
    page = visit(None, as_=cast.desk).get(HERE)
    assert case.number in page.content.decode()
    assert visit(None, as_=cast.hana).get(HERE).status_code == 404


def test_what_a_stranger_wrote_is_shown_as_words(officer: Any, case: Enquiry) -> None:
    page = officer.get(f"{HERE}{case.id}/").content.decode()
    assert "&lt;b&gt;質問&lt;/b&gt;" in page
    assert "確認はしていません" in page


def test_what_came_with_it_is_a_download_that_nothing_opens(officer: Any, case: Enquiry) -> None:
    with provider_scope():
        row = Attachment.objects.get()
    answer = officer.get(f"{HERE}{case.id}/files/{row.id}/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_answer_is_sent_once_however_often_the_form_is(officer: Any, case: Enquiry) -> None:
    from coorum.base.outbox import Letter

    facts = {"words": "10時からです。", "submission": "019a0000-0000-7000-8000-000000000001"}
    assert [officer.post(f"{HERE}{case.id}/answer/", facts).status_code for _ in range(2)] == [302, 302]
    assert Letter.objects.filter(kind="enquiry_answer").count() == 1
    assert state(case) == State.ANSWERED


def test_a_text_block_is_filled_in(officer: Any, case: Enquiry) -> None:
    officer.post(
        f"{HERE}blocks/", {"title": "お礼", "language": "ja", "words": "{name}様、番号 {number} です。{other}"}
    )
    with provider_scope():
        block = TextBlock.objects.get()
    page = officer.get(f"{HERE}{case.id}/?block={block.id}").content.decode()
    assert f"花子様、番号 {case.number} です。{{other}}" in page


def test_every_deed_of_a_waiting_case_can_be_done(officer: Any, second: Any, case: Enquiry, cast: Cast) -> None:
    for deed, facts, after in (
        ("take", {}, State.OPEN),
        ("kind", {"kind": "privacy"}, State.OPEN),
        ("spam", {"why": "広告"}, State.SPAM),
        ("back", {}, State.OPEN),
        ("escalate", {"why": "難しい"}, State.ESCALATED),
        ("operator", {"community": str(cast.kissa.id)}, State.FORWARDED),
        ("close", {}, State.CLOSED),
    ):
        assert officer.post(f"{HERE}{case.id}/{deed}/", facts).status_code == 302, deed
        assert state(case) == after
    assert officer.post(f"{HERE}{case.id}/nothing/", {}).status_code == 404


def test_one_press_opens_a_request_about_their_data(officer: Any, case: Enquiry) -> None:
    officer.post(f"{HERE}{case.id}/request/", {"kind": "disclosure", "words": "すべて"})
    with provider_scope():
        request = RightsRequest.objects.get()
    assert request.received_at == case.received_at
    assert request.label in officer.get(f"{HERE}{case.id}/").content.decode()


def test_a_complaint_is_refused_to_whoever_answered_before(officer: Any, second: Any, case: Enquiry) -> None:
    officer.post(f"{HERE}{case.id}/answer/", {"words": "はい"})
    with provider_scope():
        actions.write_again(Enquiry.objects.get(id=case.id), words="ひどい")
    officer.post(f"{HERE}{case.id}/kind/", {"kind": "complaint"})
    assert officer.post(f"{HERE}{case.id}/answer/", {"words": "はい"}).status_code == 400
    assert second.post(f"{HERE}{case.id}/answer/", {"words": "申し訳ありません"}).status_code == 302


def test_the_figures_say_how_quickly_we_answer(officer: Any, case: Enquiry) -> None:
    assert "まだ" not in officer.get(f"{HERE}figures/").content.decode().split("<table")[0]
    officer.post(f"{HERE}{case.id}/answer/", {"words": "はい"})
    assert "100 %" in officer.get(f"{HERE}figures/").content.decode()


def test_the_overview_names_what_is_due(officer: Any, cast: Cast) -> None:
    from datetime import timedelta

    long_ago = clock.now() - timedelta(days=9)
    with provider_scope(), clock.held_at(long_ago):
        case = actions.write_to_us(None, kind=Kind.QUESTION, subject="遅れ", words="まだですか", address="a@x.example")
    assert case.number in officer.get("/desk/").content.decode()


def test_what_calls_for_care_is_shown_to_an_officer_with_a_purpose_only(
    officer: Any, case: Enquiry, cast: Cast, visit: Any
) -> None:
    with provider_scope():
        actions.receive_mail(mail("うつ病です").as_bytes(), place="test:ill", claimed_at=clock.now())
        held = Held.objects.get()
    here, there = f"{HERE}apart/", f"{HERE}apart/{held.id}/"
    assert visit(None, as_=cast.desk).get(here).status_code == 404
    assert here not in visit(None, as_=cast.desk).get(HERE).content.decode(), "no link that leads nowhere"
    assert visit(None, as_=cast.desk).post(f"{there}look/", {"purpose": "decide"}).status_code == 404
    for page in (here, there, f"{HERE}{held.message.enquiry_id}/"):
        assert "うつ病です" not in officer.get(page).content.decode()
    assert officer.post(f"{there}look/", {}).status_code == 400
    assert officer.post(f"{there}release/").status_code == 400
    assert "うつ病です" in officer.post(f"{there}look/", {"purpose": "decide"}).content.decode()
    assert officer.post(f"{there}nothing/").status_code == 404
    assert officer.post(f"{there}ask/").status_code == 302
    assert officer.post(f"{there}erase/").status_code == 302
    assert officer.post(f"{there}erase/").status_code == 400
    assert "消去" in officer.get(here).content.decode()


def test_a_file_nobody_looked_into_opens_for_an_officer_only(officer: Any, cast: Cast, visit: Any) -> None:
    message = mail("写真です")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="画面.png")
    with provider_scope():
        actions.receive_mail(message.as_bytes(), place="test:png", claimed_at=clock.now())
        row = Attachment.objects.get()
        held, case = row.held, row.message.enquiry
    assert officer.get(f"{HERE}{case.id}/files/{row.id}/").status_code == 403
    answer = officer.post(f"{HERE}apart/{held.id}/look/", {"purpose": "decide"})
    assert (answer.content, answer["Content-Type"]) == (b"\x89PNG", "application/octet-stream")
    assert officer.post(f"{HERE}apart/{held.id}/release/").status_code == 302
    assert visit(None, as_=cast.desk).get(f"{HERE}{case.id}/files/{row.id}/").content == b"\x89PNG"


def test_the_overview_names_what_is_kept_apart_too_long(officer: Any, cast: Cast) -> None:
    from datetime import timedelta

    message = mail("写真です")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="画面.png")
    with provider_scope(), clock.held_at(clock.now() - timedelta(days=12)):
        actions.receive_mail(message.as_bytes(), place="test:late", claimed_at=clock.now())
        held = Held.objects.get()
    assert f"{HERE}apart/{held.id}/" in officer.get("/desk/").content.decode()


def test_an_inquiry_goes_from_its_arrival_to_what_was_given(officer: Any, second: Any, cast: Cast) -> None:
    here = "/desk/authorities/"
    facts = {
        "authority": "架空県警察",
        "document": "warrant",
        "asked": ["account", "sign_ins"],
        "words": "不正アクセスの件",
        "secrecy": "confidential",
    }
    assert officer.post(f"{here}new/", facts).status_code == 302
    with provider_scope():
        one = Inquiry.objects.get()
    call = {"number": "03-0000-0000", "found_in": "公式サイト", "spoke_to": "係長"}
    proposal = {"reply": "give", "ground": "law", "given": ["account"], "reason": "令状のとおり"}
    assert officer.post(f"{here}{one.id}/give/", {}).status_code == 400
    assert officer.post(f"{here}{one.id}/verify/", call).status_code == 302
    assert officer.post(f"{here}{one.id}/propose/", {**proposal, "given": ["posts"]}).status_code == 400
    assert officer.post(f"{here}{one.id}/propose/", proposal).status_code == 302
    assert officer.post(f"{here}{one.id}/approve/", {}).status_code == 400
    assert second.post(f"{here}{one.id}/approve/", {}).status_code == 302
    file = SimpleUploadedFile("a.csv", b"taro@people.example")
    facts = {"content": file, "method": "手渡し", "may_tell": "never"}
    assert officer.post(f"{here}{one.id}/give/", facts).status_code == 302
    page = officer.get(f"{here}{one.id}/").content.decode()
    assert "SHA-256" in page
    assert officer.get(here).status_code == 200


def test_inquiries_are_for_privacy_officers_only(cast: Cast, visit: Any) -> None:
    assert visit(None, as_=cast.desk).get("/desk/authorities/").status_code == 404
