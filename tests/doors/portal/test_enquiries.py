"""Writing to the provider: with an account and without, reading the answer, and saying whether it helped."""

import re
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.enquiries import actions
from coorum.enquiries.kinds import State
from coorum.enquiries.models import Enquiry, Held, HeldDecision, Rating
from tests.cast import Cast
from tests.enquiries.conftest import appointed, mail

pytestmark = pytest.mark.django_db
WRITE = "/contact/write/"
FACTS = {
    "kind": "question",
    "subject": "営業時間",
    "words": "いつ開きますか",
    "address": "guest@people.example",
    "name": "客",
}


def written(browser: Any, **changed: str) -> Enquiry:
    answer = browser.post(WRITE, {**FACTS, **changed})
    assert answer.status_code == 302, answer.content.decode()
    with provider_scope():
        return Enquiry.objects.select_related("community", "person").latest("received_at")


def link(kind: str, page: str) -> str:
    """The address of a page in the newest letter of a kind."""
    text = Letter.objects.filter(kind=kind).latest("written_at").text
    found = re.search(rf"https?://[^/]+(/{page}/\S+)", text)
    assert found
    return found[1]


def answered(cast: Cast, case: Enquiry) -> None:
    with provider_scope():
        actions.answer(appointed(cast.desk), enquiry=case, words="10時からです。")


def test_a_guest_writes_from_a_community_and_gets_a_number(cast: Cast, visit: Any) -> None:
    browser = visit(cast.kissa)
    answer = browser.post(WRITE, FACTS)
    page = browser.get(answer["Location"]).content.decode()
    with provider_scope():
        case = Enquiry.objects.get()
        assert (case.community, case.address, case.state) == (cast.kissa, "guest@people.example", State.ACKED)
    assert case.number in page
    assert Letter.objects.filter(kind="enquiry_received", recipient="guest@people.example").count() == 1


def test_the_form_sent_twice_is_one_enquiry(cast: Cast, visit: Any) -> None:
    browser = visit(cast.kissa)
    for _ in range(2):
        browser.post(WRITE, {**FACTS, "submission": "019a0000-0000-7000-8000-000000000001"})
    with provider_scope():
        assert Enquiry.objects.count() == 1


def test_an_address_writes_five_times_an_hour_and_not_more(cast: Cast, visit: Any) -> None:
    browser = visit(cast.kissa)
    codes = [browser.post(WRITE, {**FACTS, "words": f"質問 {n}"}).status_code for n in range(6)]
    assert codes == [302] * 5 + [400]


def test_a_member_is_known_and_asked_for_no_address(cast: Cast, visit: Any) -> None:
    browser = visit(cast.kissa, as_=cast.hana)
    assert 'name="address"' not in browser.get(WRITE).content.decode()
    facts = {name: value for name, value in FACTS.items() if name not in ("address", "name")}
    assert browser.post(WRITE, facts).status_code == 302
    with provider_scope():
        assert Enquiry.objects.get().person == cast.hana


def test_a_member_reads_the_answer_and_writes_again(cast: Cast, visit: Any) -> None:
    with provider_scope():
        case = actions.write_to_us(cast.hana, kind="question", subject="質問", words="いつ")  # type: ignore[arg-type]
    answered(cast, case)
    browser = visit(None, as_=cast.hana)
    assert case.number in browser.get("/my/enquiries/").content.decode()
    page = f"/my/enquiries/{case.id}/"
    assert "10時からです。" in browser.get(page).content.decode()
    assert browser.post(page, {"words": "日曜は？"}).status_code == 302
    with provider_scope():
        assert Enquiry.objects.get().state == State.REOPENED
    assert visit(None, as_=cast.taro).get(page).status_code == 404


def test_a_guest_reads_the_thread_with_a_code_only(cast: Cast, visit: Any) -> None:
    case = written(visit(cast.kissa))
    answered(cast, case)
    browser = visit(None)
    page = link("enquiry_received", "enquiries")
    assert "10時からです。" not in browser.get(page).content.decode()
    browser.post(page)
    text = Letter.objects.get(kind="enquiry_code").text
    code = re.search(r"\d{4}-\d{4}", text)
    assert code
    assert browser.post(page, {"code": "0000-0000"}).status_code == 200
    way = browser.post(page, {"code": code[0]})["Location"]
    assert "10時からです。" in browser.get(way).content.decode()
    assert browser.post(way, {"words": "ありがとう"}).status_code == 302
    assert browser.post(page, {"code": code[0]}).status_code == 200, "a code works once"


def test_an_answer_is_rated_once_and_not_by_following_a_link(cast: Cast, visit: Any) -> None:
    case = written(visit(cast.kissa))
    answered(cast, case)
    browser, page = visit(None), link("enquiry_answer", "ratings")
    browser.get(f"{page}?score=1")
    with provider_scope():
        assert not Rating.objects.exists()
    browser.post(page, {"score": "5", "words": "助かりました"})
    browser.post(page, {"score": "1"})
    with provider_scope():
        assert Rating.objects.get().score == 5


@pytest.mark.parametrize("page", ["/enquiries/", "/enquiries/read/", "/ratings/", "/contact/sent/"])
def test_a_link_that_is_not_ours_opens_nothing(cast: Cast, visit: Any, page: str) -> None:
    assert visit(None).get(f"{page}0123:abc/").status_code == 404


def test_everybody_sees_how_often_authorities_asked(cast: Cast, visit: Any) -> None:
    assert visit(None).get("/authorities/").status_code == 200
    assert visit(cast.kissa).get("/contact/").content.decode().count(WRITE) == 1


@pytest.mark.parametrize("field", ["words", "subject", "name"])
def test_the_form_takes_no_number_that_opens_doors(cast: Cast, visit: Any, field: str) -> None:
    answer = visit(cast.kissa).post(WRITE, {**FACTS, field: "6214 9832 0257"})
    assert answer.status_code == 400
    with provider_scope():
        assert not Enquiry.objects.exists()


def test_what_calls_for_care_is_sent_only_by_whoever_means_it(cast: Cast, visit: Any) -> None:
    browser, facts = visit(cast.kissa), {**FACTS, "words": "うつ病で通院中のため、返事が遅れます"}
    assert 'name="openly"' not in browser.get(WRITE).content.decode()
    refusal = browser.post(WRITE, facts)
    assert refusal.status_code == 400
    assert 'name="openly"' in refusal.content.decode()
    with provider_scope():
        assert not Enquiry.objects.exists()
    written(browser, words=facts["words"], openly="on")
    assert Entry.objects.filter(kind="enquiries.care.meant").count() == 1


def test_what_is_added_later_takes_no_number_either(cast: Cast, visit: Any) -> None:
    with provider_scope():
        case = actions.write_to_us(cast.hana, kind="question", subject="質問", words="いつ")  # type: ignore[arg-type]
    browser, page = visit(None, as_=cast.hana), f"/my/enquiries/{case.id}/"
    assert browser.post(page, {"words": "6214 9832 0257"}).status_code == 400
    assert browser.post(page, {"words": "入院中です"}).status_code == 400
    assert browser.post(page, {"words": "入院中です", "openly": "on"}).status_code == 302


def test_whoever_wrote_of_an_illness_by_mail_decides_by_the_link_in_the_letter(cast: Cast, visit: Any) -> None:
    with provider_scope():
        for n in (1, 2):
            raw = mail(f"うつ病です {n}", sender=f"h{n}@people.example").as_bytes()
            actions.receive_mail(raw, place=f"test:ill{n}", claimed_at=clock.now())
    letters = Letter.objects.filter(kind="enquiry_received").order_by("written_at")
    pages = [re.search(r"http[^\s]+(/enquiries/apart/[^\s]+)", one.text) for one in letters]
    browser, (first, second) = visit(None), [found[1] for found in pages if found]
    assert "うつ病" not in browser.get(first).content.decode()
    with provider_scope():
        assert Held.objects.filter(content__isnull=False).count() == 2, "looking at the page decides nothing"
    assert browser.post(first, {"answer": "perhaps"}).status_code == 400
    assert browser.post(first, {"answer": "agree"}).status_code == 302
    assert browser.post(second, {"answer": "erase"}).status_code == 302
    assert browser.post(second, {"answer": "agree"}).status_code == 302, "it is too late for that"
    with provider_scope():
        outcomes = HeldDecision.objects.order_by("made_at").values_list("outcome", flat=True)
        assert list(outcomes) == ["agreed", "declined"]
    assert browser.get("/enquiries/apart/0123:abc/").status_code == 404
