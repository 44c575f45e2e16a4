"""told, of_member, case_about, to_close: what a member may know of, and how often the database is asked for it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.community import actions as community
from coorum.community.models import Comment, Post
from coorum.moderation import actions, queries, subjects
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Kind, Outcome, Standard
from coorum.moderation.models import Case
from tests.moderation.conftest import japan
from tests.moderation.test_claim import asked, reload

UNTOLD = Verdict(Outcome.HIDDEN, "違法な勧誘です", Standard.UNLAWFUL, untold="通報した方に危険が及ぶため")


@pytest.fixture
def reported(hana: Viewer, taro: Viewer, post: Post) -> Callable[..., Case]:
    """`reported(kind)`: Taro reports one more comment of Hana's."""

    def report(kind: Kind) -> Case:
        said: Comment = community.post_comment(hana, post=post, body="六時です", key=new_id())
        matter = subjects.find("comment", said.id)
        assert matter
        return actions.report(taro, matter=matter, kind=kind, words="こまります").case

    return report


def decided(owen: Viewer, case: Case, verdict: Verdict, at: datetime) -> Case:
    with clock.held_at(at):
        actions.decide(owen, case=case, verdict=verdict)
    return reload(case)


def test_authors_know_of_what_was_hidden_claimed_or_decided_and_told(
    hana: Viewer, owen: Viewer, reported: Callable[..., Case]
) -> None:
    with clock.held_at(japan(1)):
        filed = (Kind.TERMS, Kind.INTIMATE, Kind.RIGHTS, Kind.TERMS, Kind.ILLEGAL)
        silent, hidden, claimed, kept, secret = [reported(kind) for kind in filed]
    asked(owen, claimed, at=japan(1))
    decided(owen, kept, Verdict(Outcome.KEPT, "規約に反していません"), japan(2))
    decided(owen, secret, UNTOLD, japan(2))
    known = {case.id for case in queries.of_member(hana).about}
    assert known == {hidden.id, claimed.id, kept.id}
    assert [bool(queries.case_about(hana, one.id)) for one in (silent, secret, hidden)] == [False, False, True]


def test_twice_as_many_reports_ask_the_database_as_often(
    hana: Viewer, taro: Viewer, owen: Viewer, reported: Callable[..., Case]
) -> None:
    def statements() -> list[int]:
        counts = []
        for ask in (
            lambda: queries.of_member(hana),
            lambda: queries.of_member(taro),
            lambda: queries.to_close(japan(30)),
        ):
            with CaptureQueriesContext(connection) as made:
                ask()
            counts.append(len(made))
        return counts

    def file(day: int) -> None:
        for kind in (Kind.INTIMATE, Kind.TERMS):
            with clock.held_at(japan(day)):
                case = reported(kind)
            if kind == Kind.TERMS:
                decided(owen, case, Verdict(Outcome.KEPT, "規約に反していません"), japan(day))

    file(1)
    few = statements()
    file(2)
    assert (len(queries.of_member(hana).about), len(queries.to_close(japan(30)))) == (4, 2)
    assert statements() == few


def test_a_case_is_finished_when_the_last_day_for_another_look_has_passed(
    owen: Viewer, reported: Callable[..., Case]
) -> None:
    with clock.held_at(japan(1)):
        case = reported(Kind.TERMS)
    decided(owen, case, Verdict(Outcome.KEPT, "規約に反していません"), japan(2, 23, 59))
    assert queries.to_close(japan(16, 23, 59)) == []
    assert queries.to_close(japan(17, 0)) == [case]
