"""People without an account: the form, the code, the page by the link of a letter, the package."""

import io
import re
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.privacy import actions
from coorum.privacy.kinds import Outcome, State
from coorum.privacy.models import MailCode, RightsRequest
from tests.cast import Cast
from tests.searching import search_all

FORM = {"address": "guest@people.example", "kind": "disclosure", "words": "メールの記録"}


@pytest.fixture
def guest(cast: Cast, visit: Any) -> Any:
    return visit(None)


def last_code() -> str:
    with provider_scope():
        letter = Letter.objects.filter(kind="request_code").latest("written_at")
    found = re.search(r"^(\d{4}-\d{4})$", letter.text, re.MULTILINE)
    assert found
    return found[1]


def the_case() -> RightsRequest:
    with provider_scope():
        return RightsRequest.objects.get()


def ask(guest: Any) -> str:
    """Ask and enter the code; the address of the page."""
    to_code = guest.post("/requests/", FORM)["Location"]
    return str(guest.post(to_code, {"code": last_code()})["Location"])


def test_a_guest_asks_shows_the_address_is_theirs_and_is_told_the_fee(cast: Cast, guest: Any) -> None:
    page = guest.get(ask(guest)).content.decode()
    assert "3,000円" in page
    assert "見本銀行" in page
    case = the_case()
    assert case.state == State.FEE_QUOTED
    with provider_scope():
        assert (case.identity.method, case.identity.level) == ("mail_code", "address")


def test_three_wrong_guesses_void_the_code_and_are_counted(cast: Cast, guest: Any) -> None:
    to_code = guest.post("/requests/", FORM)["Location"]
    right = last_code()
    for _guess in range(3):
        assert guest.post(to_code, {"code": "00000000"}).status_code == 200
    assert guest.post(to_code, {"code": right}).status_code == 200
    assert the_case().state == State.IDENTITY_PENDING
    with provider_scope():
        assert MailCode.objects.get().guesses == 3


def test_a_code_is_good_for_half_an_hour_and_once(cast: Cast, guest: Any) -> None:
    to_code = guest.post("/requests/", FORM)["Location"]
    case, code = the_case(), last_code()
    with provider_scope():
        with clock.held_at(clock.now() + timedelta(minutes=31)):
            assert not actions.show_code(case, code=code)
        assert actions.show_code(case, code=code)
        assert not actions.show_code(case, code=code)
    assert guest.get(to_code).status_code == 200


def test_whoever_types_the_address_of_another_learns_nothing(cast: Cast, guest: Any) -> None:
    known = guest.post("/requests/", {**FORM, "address": cast.hana.email})
    unknown = guest.post("/requests/", FORM)
    assert known.status_code == unknown.status_code == 302
    token = known["Location"].rstrip("/").rsplit("/", 1)[1]
    assert guest.get(f"/requests/{token}/").status_code == 404  # the link of the form is not the link of the letter


def test_a_mailbox_is_not_flooded(cast: Cast, guest: Any) -> None:
    answers = [guest.post("/requests/", FORM).status_code for _turn in range(6)]
    assert answers == [302] * 5 + [200]


def test_a_guests_package_takes_a_fresh_code(cast: Cast, guest: Any) -> None:
    at, case = ask(guest), the_case()
    officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
    with provider_scope():
        actions.record_transfer(officer, request=case, reference="1", payer="")
    assert 'data-fresh="2"' in guest.get(at).content.decode()
    with provider_scope():
        search_all(case.id)
        case.refresh_from_db()
        assert case.state == State.REVIEW  # an address alone: an officer looks
        actions.decide(officer, request=case, outcome=Outcome.FULL)
    old = last_code()
    assert guest.post(f"{at}package/")["Location"] == f"{at}package/"
    assert guest.post(f"{at}package/", {"code": old}).status_code == 200
    answer = guest.post(f"{at}package/", {"code": last_code()})
    assert "your-data.html" in ZipFile(io.BytesIO(answer.content)).namelist()


def test_the_request_of_a_member_has_no_guests_page(cast: Cast, guest: Any) -> None:
    from coorum.portal.addresses import guest_page

    with provider_scope():
        asked = actions.ask(cast.hana, kind="disclosure", words="")  # type: ignore[arg-type]
    assert guest.get(guest_page(asked.id)).status_code == 404
    assert guest.get("/requests/nonsense/").status_code == 404


def test_a_fresh_code_is_sent_on_request_and_voids_the_earlier(cast: Cast, guest: Any) -> None:
    to_code = guest.post("/requests/", FORM)["Location"]
    old = last_code()
    assert guest.post(to_code)["Location"] == to_code
    assert guest.post(to_code, {"code": old}).status_code == 200
    assert guest.post(to_code, {"code": last_code()}).status_code == 302
