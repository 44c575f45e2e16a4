"""The desk's first page: what is for today, what has time, what is kept in view."""

from datetime import timedelta
from typing import Any

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.enquiries import actions as enquiries
from coorum.enquiries import kinds
from coorum.privacy.kinds import Kind
from tests.cast import Cast
from tests.doors.desk.test_privacy import asked


def wrote(days_ago: int) -> str:
    """The number of an enquiry that came so many days ago."""
    with provider_scope(), clock.held_at(clock.now() - timedelta(days=days_ago)):
        case = enquiries.write_to_us(
            None, kind=kinds.Kind.QUESTION, subject="遅れ", words="まだですか", address=f"a{days_ago}@x.example"
        )
    return case.number


def test_what_is_longest_overdue_stands_first_under_today_and_what_has_time_below(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/suspension/", {"reason": "料金のお支払いが確認できないため"})
    lately = wrote(9)
    with clock.held_at(clock.now() - timedelta(days=2)):
        new = asked(cast, Kind.CORRECTION)
    long_ago = wrote(20)
    page = desk.get("/desk/").content.decode().partition("<main")[2]
    found = ["今日すること", long_ago, lately, "これからすること", new.label, "見守っていること", "料金のお支払い"]
    places = [page.index(one) for one in found]
    assert places == sorted(places)


def test_one_thing_is_not_told_of_as_many(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    wrote(0)
    desk.cookies["language"] = "en"
    page = desk.get("/desk/").content.decode()
    assert "<b>1</b>chain</p>" in page
