"""The desk announces an interruption, follows its letters and takes it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone

from coorum.base.scope import provider_scope
from coorum.notices import queries
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    caches["local"].clear()


def form(**given: str) -> dict[str, str]:
    begins = timezone.localtime() + timedelta(days=2)
    return {
        "slug": "kissa",
        "begins_at": begins.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (begins + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        "words_ja": "設備の点検のため、お休みします。",
        "words_en": "The service rests for maintenance.",
        **given,
    }


def test_an_interruption_is_announced_shown_and_taken_back(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    assert "設備の点検" not in visit(cast.kissa).get("/").content.decode()
    caches["local"].clear()
    page = desk.post("/desk/notices/new/", form(), follow=True).content.decode()
    assert "喫茶こもれび" in page
    assert "設備の点検のため、お休みします。" in visit(cast.kissa).get("/").content.decode()
    assert "設備の点検" not in visit(cast.kiri).get("/").content.decode()
    with provider_scope():
        notice = queries.notices()[0]
    caches["local"].clear()
    words = {"words_ja": "中止しました。", "words_en": "Called off."}
    desk.post(f"/desk/notices/{notice.id}/taking-back/", words)
    assert "設備の点検" not in visit(cast.kissa).get("/").content.decode()
    assert "取り消し" in desk.get("/desk/notices/").content.decode()


def test_what_is_refused_stays_in_the_form(cast: Cast, visit: Any) -> None:
    page = visit(None, as_=cast.desk).post("/desk/notices/new/", form(words_ja="秋のセール開催中"))
    assert page.status_code == 400
    assert "秋のセール開催中" in page.content.decode()
    assert "セール" in page.content.decode()
    with provider_scope():
        assert not queries.notices()


def test_nothing_was_announced_yet(cast: Cast, visit: Any) -> None:
    page = visit(None, as_=cast.desk).get("/desk/notices/")
    assert page.status_code == 200


def test_no_member_enters(cast: Cast, visit: Any) -> None:
    assert visit(None, as_=cast.hana).get("/desk/notices/").status_code in (302, 403, 404)
