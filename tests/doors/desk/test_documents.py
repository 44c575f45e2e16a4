"""Publishing at the desk: read, look, publish; what was not shown is not published."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coorum.accounts import actions as accounts
from coorum.accounts.roles import Duty
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.consent import queries
from coorum.consent.kinds import PolicyKind
from coorum.promises.relation import QUESTIONS
from tests.cast import Cast
from tests.promises.conftest import ENGLISH, JAPANESE, LATER, PURPOSE

pytestmark = pytest.mark.usefixtures("toy_policies")

PAGE = "/desk/documents/privacy/"


def read(desk: Any, japanese: Any = JAPANESE, english: str = ENGLISH) -> tuple[str, dict[str, str]]:
    """The page after reading, and what its form would send."""
    page = desk.post(PAGE, {"step": "read", "text_ja": japanese, "text_en": english}).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    number = re.search(r'name="number" value="([0-9.]+)"', page)
    return page, {
        "step": "publish",
        "text_ja": japanese,
        "text_en": english,
        "seen": seen[1] if seen else "",
        "number": number[1] if number else "",
        "summary_ja": "最初の版です。",
        "summary_en": "The first version.",
        "sure": "on",
    }


def numbers() -> list[str]:
    with provider_scope():
        return [version.number for version in queries.versions(PolicyKind.PROVIDER_POLICY)]


def test_a_text_is_read_shown_and_published(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    page, form = read(desk)
    assert "利用目的" in page
    assert numbers() == []
    assert desk.post(PAGE, form).headers["Location"] == "/desk/documents/"
    assert numbers() == ["1.0"]
    assert "1.0" in desk.get("/desk/documents/").content.decode()


def test_the_next_version_shows_what_changed(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post(PAGE, read(desk)[1])
    page, form = read(desk, LATER)
    assert "<ins>" in page
    assert form["number"] == "1.1"
    assert desk.post(PAGE, form).status_code == 400
    desk.post(PAGE, {**form, "change_class": "N1"})
    assert numbers() == ["1.1", "1.0"]


def test_a_graver_change_waits_for_a_second_officer(cast: Cast, visit: Any) -> None:
    with provider_scope():
        second = accounts.appoint_officer(SYSTEM, email="second@people.example", duty=Duty.PRIVACY_OFFICER)
    desk = visit(None, as_=cast.desk)
    desk.post(PAGE, read(desk)[1])
    page, form = read(desk, PURPOSE)
    assert "利用目的が変わります" in page
    assert 'value="N1"' not in page
    way = desk.post(PAGE, {**form, "change_class": "N2"}).headers["Location"]
    assert numbers() == ["1.0"]
    assert desk.post(way, {"step": "test", "q1": "no"}).status_code == 400
    desk.post(
        way, {"step": "test", "reason": "登録の一部として予想できるため。", **{f"q{one}": "no" for one in QUESTIONS}}
    )
    desk.post(way, {"step": "approve"})
    assert numbers() == ["1.0"]
    assert "ほかの個人情報保護担当者" in desk.get(way).content.decode()
    assert visit(None, as_=second).post(way, {"step": "approve"}).headers["Location"] == "/desk/documents/"
    assert numbers() == ["1.1", "1.0"]


def test_a_revision_can_be_dropped_and_a_lone_officer_says_why(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post(PAGE, read(desk)[1])
    way = desk.post(PAGE, {**read(desk, LATER)[1], "change_class": "C"}).headers["Location"]
    assert way in desk.get(PAGE).content.decode()
    assert desk.post(way, {"step": "drop"}).headers["Location"] == "/desk/documents/"
    way = desk.post(PAGE, {**read(desk, LATER)[1], "change_class": "C"}).headers["Location"]
    assert desk.post(way, {"step": "waive"}).status_code == 400
    desk.post(way, {"step": "waive", "why": "担当者が一人のため"})
    assert numbers() == ["1.1", "1.0"]


def test_what_was_not_shown_is_not_published(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    form = read(desk)[1]
    page = desk.post(PAGE, {**form, "text_ja": LATER}).content.decode()
    assert numbers() == []
    assert "案内" in page


def test_publishing_wants_a_confirmation(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    form = read(desk)[1]
    del form["sure"]
    assert desk.post(PAGE, form).status_code == 400
    assert numbers() == []


def test_all_that_is_missing_is_said_at_once(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post(PAGE, read(desk)[1])
    form = read(desk, LATER)[1]
    del form["sure"]
    page = desk.post(PAGE, {**form, "summary_ja": ""}).content.decode()
    assert page.count('<p class="error">') == 3


def test_unreadable_lines_are_named_and_block_publishing(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    page, form = read(desk, JAPANESE + "\n<div>続き</div>\n")
    assert "&lt;div&gt;続き" in page
    assert 'value="publish"' not in page
    desk.post(PAGE, form)
    assert numbers() == []


def test_what_comes_as_a_file_is_read_in_its_encoding(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    file = SimpleUploadedFile("policy.txt", JAPANESE.encode("cp932"), content_type="text/plain")
    page = desk.post(PAGE, {"step": "read", "file_ja": file}).content.decode()
    assert "会員登録のために使います" in page
    picture = SimpleUploadedFile("policy.txt", b"\x89PNG\r\n\x1a\n", content_type="text/plain")
    assert desk.post(PAGE, {"step": "read", "file_ja": picture}).status_code == 400


def test_our_template_fills_the_form_in_one_press(cast: Cast, visit: Any) -> None:
    page = visit(None, as_=cast.desk).get(f"{PAGE}?from=template").content.decode()
    assert "架空コミュニティ株式会社" in page
    assert "Imaginary Community K.K." in page


def test_the_overview_names_what_is_not_published(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    assert "/desk/documents/privacy/" in desk.get("/desk/").content.decode()
    desk.post(PAGE, read(desk)[1])
    assert "/desk/documents/privacy/" not in desk.get("/desk/").content.decode()
