"""Nobody but its staff sees a community before it is open."""

from typing import Any

import pytest

from coorum.sites.models import Site
from tests.cast import Cast


@pytest.fixture
def closed(cast: Cast) -> Cast:
    Site.objects.filter(id=cast.kissa.id).update(opened_at=None)
    return cast


def test_a_guest_and_a_member_are_told_to_come_back(closed: Cast, visit: Any) -> None:
    for browser in (visit(closed.kissa), visit(closed.kissa, as_=closed.taro)):
        answer = browser.get("/")
        assert answer.status_code == 503
        assert "準備" in answer.content.decode()
        assert browser.get("/boards/").status_code == 503


def test_who_answers_for_it_and_the_way_in_stay_reachable(closed: Cast, visit: Any) -> None:
    guest = visit(closed.kissa)
    assert guest.get("/about/").status_code == 200
    assert guest.get("/signin/enter").status_code == 302


def test_the_staff_see_it_already(closed: Cast, visit: Any) -> None:
    assert visit(closed.kissa, as_=closed.owen).get("/").status_code == 200
