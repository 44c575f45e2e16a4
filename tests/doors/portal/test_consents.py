"""My consents and who has my data, through URLs."""

from typing import Any

import pytest

from coorum.base.scope import site_scope
from coorum.consent.models import Receipt
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from tests.cast import Cast


@pytest.fixture
def mika_joined(cast: Cast) -> Cast:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
    return cast


def test_the_page_says_who_can_see_the_address(mika_joined: Cast, visit: Any) -> None:
    page = visit(mika_joined.kissa, as_=mika_joined.mika).get("/my/data/").content.decode()
    assert "1社があなたのメールアドレスを見ることができます" in page
    assert mika_joined.kissa.operator.legal_name in page


def test_withdrawing_takes_one_press_and_pauses(mika_joined: Cast, visit: Any) -> None:
    mika = visit(mika_joined.kissa, as_=mika_joined.mika)
    page = mika.post("/my/consents/provision/withdrawal/", follow=True).content.decode()
    assert "休止中" in page
    assert "見ることができる会社はありません" in mika.get("/my/data/").content.decode()


def test_agreeing_again_wants_the_notice_that_was_shown(mika_joined: Cast, visit: Any) -> None:
    mika = visit(mika_joined.kissa, as_=mika_joined.mika)
    mika.post("/my/consents/provision/withdrawal/")
    assert mika.post("/my/consents/provision/consent/", {"fingerprint": "of another text"}).status_code == 409
    shown = joining_notice(mika_joined.kissa, "ja").fingerprint
    assert mika.post("/my/consents/provision/consent/", {"fingerprint": shown}).status_code == 302


def test_a_receipt_is_read_downloaded_and_checked(mika_joined: Cast, visit: Any) -> None:
    mika = visit(mika_joined.kissa, as_=mika_joined.mika)
    with site_scope(mika_joined.kissa.id):
        receipt = Receipt.objects.get()
    assert mika.get(f"/my/receipts/{receipt.id}/").status_code == 200
    signed = mika.get(f"/my/receipts/{receipt.id}/file/").content.decode()
    guest = visit(mika_joined.kissa)
    assert "本物です" in guest.post("/receipts/check/", {"receipt": signed}).content.decode()
    assert "本物ではありません" in guest.post("/receipts/check/", {"receipt": signed[:-4] + "AAAA"}).content.decode()


def test_nobody_reads_the_receipt_of_another(mika_joined: Cast, visit: Any) -> None:
    with site_scope(mika_joined.kissa.id):
        receipt = Receipt.objects.get()
    assert visit(mika_joined.kissa, as_=mika_joined.taro).get(f"/my/receipts/{receipt.id}/").status_code == 404
    assert visit(mika_joined.kiri, as_=mika_joined.mika).get(f"/my/receipts/{receipt.id}/").status_code == 404


def test_the_legal_block_and_the_way_to_ask_are_public(cast: Cast, visit: Any) -> None:
    page = visit(cast.kissa).get("/about/").content.decode()
    assert cast.kissa.operator.representative in page
    assert "privacy@provider.example" in visit(cast.kissa).get("/contact/").content.decode()


def test_the_language_is_remembered_and_the_way_back_is_ours(cast: Cast, visit: Any) -> None:
    guest = visit(cast.kissa)
    assert guest.get("/language/?to=en&next=//evil.example/").headers["Location"] == "/"
    assert guest.get("/language/?to=en&next=/about/").headers["Location"] == "/about/"
    assert "Who runs this place" in guest.get("/about/").content.decode()
