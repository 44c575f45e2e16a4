"""The desk ends an operator's contract: the members are told, and it can be called off."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base.scope import provider_scope
from coorum.notices.models import ServiceNotice
from coorum.privacy.closing import queries
from tests.cast import Cast


def form(**given: str) -> dict[str, str]:
    ends = timezone.localtime() + timedelta(days=40)
    return {
        "given_by": "operator",
        "reason": "契約満了",
        "ends_at": ends.strftime("%Y-%m-%dT%H:%M"),
        "words_ja": "運営会社との契約が終わるため、閉じます。",
        "words_en": "The contract ends.",
        **given,
    }


def test_notice_is_given_and_called_off(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    assert desk.get("/desk/sites/kissa/end/").status_code == 200
    page = desk.post("/desk/sites/kissa/end/notice/", form(), follow=True).content.decode()
    assert "契約満了" in page
    assert "終了予定" in desk.get("/desk/sites/").content.decode()
    words = {"words_ja": "続けます。", "words_en": "It goes on."}
    desk.post("/desk/sites/kissa/end/calling-off/", words)
    with provider_scope():
        assert queries.closing_of(cast.kissa) is None
        assert ServiceNotice.objects.count() == 2


def test_too_short_a_notice_is_refused_and_nothing_is_lost(cast: Cast, visit: Any) -> None:
    soon = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    page = visit(None, as_=cast.desk).post("/desk/sites/kissa/end/notice/", form(ends_at=soon))
    assert page.status_code == 400
    assert "契約満了" in page.content.decode()
    with provider_scope():
        assert queries.closing_of(cast.kissa) is None


def test_there_is_no_certificate_before_the_deletion(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/end/notice/", form())
    assert desk.get("/desk/sites/kissa/end/certificate/").status_code == 404


def test_no_member_enters(cast: Cast, visit: Any) -> None:
    assert visit(None, as_=cast.hana).get("/desk/sites/kissa/end/").status_code in (302, 403, 404)


def test_a_privacy_officer_reads_how_it_goes_and_gives_no_notice(cast: Cast, visit: Any) -> None:
    """They confirm what went back, on the same page; the links of others are not shown to them."""
    with provider_scope():
        DeskRole.objects.create(person=cast.mika, duty=Duty.PRIVACY_OFFICER, granted_at=timezone.now())
    officer = visit(None, as_=cast.mika)
    assert "/end/notice/" not in officer.get("/desk/sites/kissa/end/").content.decode()
    visit(None, as_=cast.desk).post("/desk/sites/kissa/end/notice/", form())
    page = officer.get("/desk/sites/kissa/end/").content.decode()
    assert "契約満了" in page
    assert "/end/calling-off/" not in page
    assert "/desk/provider/" not in page
    assert "/desk/sites/new/" not in officer.get("/desk/sites/").content.decode()
