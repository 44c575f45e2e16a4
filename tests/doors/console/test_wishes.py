"""The list of who wants advertising mail, at the console and for the member."""

import csv
import io
from typing import Any

import pytest

from coorum.accounts.models import Member
from coorum.base.scope import site_scope
from coorum.consent.models import Receipt
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from tests.cast import Cast

LIST, FILE = "/console/members/?wish=on", "/console/members/advertising/file/"


def join(cast: Cast, person: Any, *, advertising: bool) -> None:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.join(person, fingerprint=fingerprint, language="ja", advertising=advertising)


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    join(cast, cast.mika, advertising=True)
    return visit(cast.kissa, as_=cast.owen)


def rows_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_names_who_wants_advertising_mail(owen: Any) -> None:
    page = owen.get(LIST).content.decode()
    assert "mika@people.example" in page
    assert "同意した日時" in page


def test_the_page_of_a_member_says_since_when_they_want_it(cast: Cast, owen: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        member = Member.objects.get(person=cast.mika)
    page = owen.get(f"/console/members/{member.id}/").content.decode()
    assert "から希望" in page
    visit(cast.kissa, as_=cast.mika).post("/my/consents/advertising/withdrawal/")
    assert "から希望" not in owen.get(f"/console/members/{member.id}/").content.decode()


def test_who_gave_provision_and_not_advertising_is_in_no_view_of_the_list(cast: Cast, visit: Any) -> None:
    join(cast, cast.mika, advertising=False)
    owen = visit(cast.kissa, as_=cast.owen)
    assert "mika@people.example" in owen.get("/console/members/").content.decode()
    assert "mika@people.example" not in owen.get(LIST).content.decode()
    assert "mika@people.example" not in owen.get(f"{LIST}&q=mika").content.decode()
    assert len(rows_of(owen.post(FILE, {"q": ""}))) == 1


def test_the_file_says_when_and_how_each_of_them_agreed(cast: Cast, owen: Any) -> None:
    head, row = rows_of(owen.post(FILE, {"q": "mika"}))
    with site_scope(cast.kissa.id):
        receipt = Receipt.objects.get(kind="advertising")
    assert head[0] == "メールアドレス"
    assert row[0] == "mika@people.example"
    assert row[2] == receipt.document["event"]["control"]
    assert "広告・宣伝のメール" in row[3]


def test_after_the_withdrawal_the_file_is_without_them(cast: Cast, owen: Any, visit: Any) -> None:
    visit(cast.kissa, as_=cast.mika).post("/my/consents/advertising/withdrawal/")
    assert "mika@people.example" not in owen.get(LIST).content.decode()
    assert len(rows_of(owen.post(FILE, {"q": ""}))) == 1
    assert "mika@people.example" in owen.get("/console/members/").content.decode()


def test_the_member_sees_the_wish_who_looked_and_the_way_to_stop(cast: Cast, owen: Any, visit: Any) -> None:
    owen.post(FILE, {"q": ""})
    page = visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()
    assert "1社があなたのメールアドレスを見ることができます" in page
    assert "/my/consents/advertising/withdrawal/" in page
    assert "広告・宣伝のメールを希望するかどうか" in page
    assert "会員一覧を書き出しました" in page


def test_a_member_is_no_reader_of_the_list(cast: Cast, owen: Any, visit: Any) -> None:
    assert visit(cast.kissa, as_=cast.mika).post(FILE, {"q": ""}).status_code == 404
