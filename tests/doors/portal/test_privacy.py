"""Requests about my data, through URLs: asked, shown to be mine, paid, fetched."""

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest

from coorum.base.events import Party
from coorum.base.scope import provider_scope
from coorum.privacy import actions, printing, queries
from coorum.privacy.kinds import Kind, State
from coorum.privacy.models import FeePaper, RightsRequest
from tests.cast import PASSWORD, Cast
from tests.searching import search_all

HERE = "/my/data/requests/"
ASKED = {"words": "すべて", "form": "electronic", "community": ""}


@pytest.fixture
def hana(cast: Cast, visit: Any) -> Any:
    """Hana on the provider's host."""
    return visit(None, as_=cast.hana)


def sign_in_again(browser: Any, address: str) -> Any:
    """Follow `address` through the question for the password."""
    asked = browser.get(address)
    assert asked.status_code == 302, asked.content[:200]
    assert asked["Location"].startswith("/signin/again/")
    return browser.post(asked["Location"], {"password": PASSWORD})


def ask(browser: Any, kind: str = "disclosure", **more: str) -> str:
    """Ask, show who one is; the address of the request."""
    to_identity = browser.post(f"{HERE}new/{kind}/", {**ASKED, **more})["Location"]
    back = sign_in_again(browser, to_identity)["Location"]
    return str(browser.get(back)["Location"])


def pay(browser: Any, at: str) -> None:
    sandbox = browser.post(f"{at}payment/")["Location"]
    page = browser.get(sandbox).content.decode()
    found = re.search(r'name="answer" value="([^"]+)"', page)
    assert found
    browser.get(f"{at}payment/return/", {"answer": found[1]})


def test_what_can_be_asked_is_told_with_its_price(cast: Cast, hana: Any) -> None:
    page = hana.get(HERE).content.decode()
    assert "3,000円" in page
    assert all(str(kind.label) in page for kind in Kind)


def test_on_a_communitys_host_one_is_led_to_the_provider(cast: Cast, visit: Any) -> None:
    answer = visit(cast.kissa, as_=cast.hana).get(HERE)
    assert answer["Location"] == f"http://provider.test{HERE}?from=kissa"


def test_a_disclosure_from_the_question_to_the_download(cast: Cast, hana: Any) -> None:
    at = ask(hana)
    page = hana.get(at).content.decode()
    assert "3,000円" in page
    assert "272円" in page
    pay(hana, at)
    with provider_scope():
        request = RightsRequest.objects.get()
        assert request.state == State.SCOPED
        search_all(request.id)
    page = hana.get(at).content.decode()
    link = re.search(rf'href="({at}package/[^"]+)"', page)
    assert link
    answer = hana.get(link[1])
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    names = ZipFile(io.BytesIO(answer.content)).namelist()
    assert set(names) - {"your-data.pdf"} == {"your-data.html", "your-data.json"}


def test_while_the_house_searches_the_page_tells_how_far_it_is(cast: Cast, hana: Any) -> None:
    at = ask(hana)
    assert "data-fresh" not in hana.get(at).content.decode()
    pay(hana, at)
    page = hana.get(at).content.decode()
    assert 'value="0"' in page
    assert 'data-fresh="2"' in page
    assert "ページを読み込み直す" in page.split("<noscript>")[1]
    with provider_scope():
        actions.collect(RightsRequest.objects.get().id)
    assert 'value="1"' in hana.get(at).content.decode()


def test_without_signing_in_once_more_nothing_goes_on(cast: Cast, hana: Any) -> None:
    to_identity = hana.post(f"{HERE}new/disclosure/", ASKED)["Location"]
    assert hana.get(to_identity)["Location"].startswith("/signin/again/")
    with provider_scope():
        assert RightsRequest.objects.get().state == State.IDENTITY_PENDING


def test_a_package_link_is_for_its_owner_its_package_and_a_fortnight(cast: Cast, hana: Any, visit: Any) -> None:
    at = ask(hana)
    pay(hana, at)
    with provider_scope():
        search_all(RightsRequest.objects.get().id)
    link = re.search(rf'href="({at}package/[^"]+)"', hana.get(at).content.decode())
    assert link
    assert hana.get(link[1][:-3] + "xx/").status_code == 404
    taro = visit(None, as_=cast.taro)
    assert sign_in_again(taro, link[1]).status_code == 302
    assert taro.get(link[1]).status_code == 404
    assert visit(None).get(link[1]).status_code == 302


def test_nobody_sees_the_request_of_another(cast: Cast, hana: Any, visit: Any) -> None:
    at, taro = ask(hana), visit(None, as_=cast.taro)
    assert taro.get(at).status_code == 404
    for path in ("withdrawal/", "payment/", "reopening/"):
        assert taro.post(at + path).status_code == 404
    for path in ("payment/sandbox/", "payment/return/", "receipt/"):
        assert taro.get(at + path).status_code == 404


def test_a_request_is_taken_back_with_one_press(cast: Cast, hana: Any) -> None:
    at = ask(hana)
    assert "ご請求を取り下げました" in hana.post(f"{at}withdrawal/", follow=True).content.decode()


def test_an_abandoned_payment_charges_nothing(cast: Cast, hana: Any) -> None:
    at = ask(hana)
    assert "お支払いは完了していません" in hana.get(f"{at}payment/return/", follow=True).content.decode()


def test_a_correction_is_free_and_must_say_what(cast: Cast, hana: Any) -> None:
    page = hana.post(f"{HERE}new/correction/", {"words": "", "community": ""})
    assert 'class="error"' in page.content.decode()
    to_identity = hana.post(f"{HERE}new/correction/", {"words": "読みが違います", "community": ""})["Location"]
    back = sign_in_again(hana, to_identity)["Location"]
    at = hana.get(back)["Location"]
    page = hana.get(at).content.decode()
    assert "手数料" not in page.split("</main>")[0].split("<main")[1]


def test_the_receipt_is_a_qualified_invoice(cast: Cast, hana: Any) -> None:
    with provider_scope():
        actions.set_issuing(Party("officer"), registration="T9000000000000", first_month=4)
    at = ask(hana)
    assert hana.get(f"{at}receipt/").status_code == 404
    pay(hana, at)
    page = hana.post(f"{at}receipt/", {"payer": "株式会社<はな>"}, follow=True).content.decode()
    for part in ("T9000000000000", "3,000円", "272円", "10%", "架空コミュニティ株式会社", "株式会社&lt;はな&gt;"):
        assert part in page
    assert "適格請求書" in page


def test_a_plain_receipt_says_that_it_is_no_invoice(cast: Cast, hana: Any) -> None:
    at = ask(hana)
    pay(hana, at)
    assert "適格請求書ではありません" in hana.get(f"{at}receipt/").content.decode()


def test_a_receipt_is_saved_as_a_file_or_the_page_says_why_not(cast: Cast, hana: Any, monkeypatch: Any) -> None:
    at = ask(hana)
    pay(hana, at)
    with provider_scope():
        number = FeePaper.objects.get().number
    if printing.is_available():
        answer = hana.get(f"{at}receipt/{number}/")
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"].startswith("attachment")
    monkeypatch.setattr(printing, "family", lambda: "")
    assert hana.get(f"{at}receipt/{number}/").status_code == 404
    assert "日本語のフォント" in hana.get(f"{at}receipt/").content.decode()


def test_an_unknown_kind_is_no_page(cast: Cast, hana: Any) -> None:
    assert hana.get(f"{HERE}new/everything/").status_code == 404


def test_my_data_leads_to_the_requests(cast: Cast, visit: Any) -> None:
    assert HERE in visit(cast.kissa, as_=cast.hana).get("/my/data/").content.decode()
    with provider_scope():
        assert not queries.open_cases()
