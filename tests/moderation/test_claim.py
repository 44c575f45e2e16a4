"""A rights claim: seven days' silence, an objection at the last minute, an intimate picture (obligations c-4, g)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.community.models import Post
from coorum.moderation import actions, queries, rules
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Ground, Kind, Outcome, Standard, State, Step
from coorum.moderation.models import Case, Decision, Hearing
from tests.cast import Cast, refused
from tests.moderation.conftest import is_seen, japan, letters

SILENT = Verdict(Outcome.REMOVED, "お答えがありませんでした", Standard.COPYRIGHT, Ground.SILENT)
JUDGED = Verdict(Outcome.REMOVED, "撮った方の写真と同じです", Standard.COPYRIGHT, Ground.JUDGED)


def asked(owen: Viewer, case: Case, *, at: datetime, in_election: bool = False) -> Case:
    """Owen shows the author the claim."""
    with clock.held_at(at):
        actions.ask_sender(owen, case=case, words="写真は自分が撮った、というお申し出です。", in_election=in_election)
    return reload(case)


def reload(case: Case) -> Case:
    found = queries.case_by_id(case.id)
    assert found
    return found


def test_after_seven_silent_days_removal_is_allowed_and_somebody_decides_it(
    owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    with clock.held_at(japan(1)):
        case = claim(Kind.RIGHTS)
    case = asked(owen, case, at=japan(1, 23, 50))
    assert case.state == State.SENDER_ASKED
    with clock.held_at(japan(8, 23, 59)):
        actions.watch()
        assert reload(case).state == State.SENDER_ASKED
        assert not queries.is_removal_allowed(case)
        with refused("not_heard"):
            actions.decide(owen, case=case, verdict=SILENT)
    with clock.held_at(japan(9, 0)):
        assert queries.is_removal_allowed(case)
        actions.watch()
        case = reload(case)
        assert case.state == State.INVESTIGATING
        assert is_seen(post)
        assert "2026" not in letters("report_waits")[-1].subject
        actions.decide(owen, case=case, verdict=SILENT)
    assert not is_seen(post)
    assert Decision.objects.get().ground == Ground.SILENT


def test_an_objection_in_the_last_minute_leaves_no_way_by_itself(
    hana: Viewer, owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    with clock.held_at(japan(1)):
        case = claim(Kind.RIGHTS)
    case = asked(owen, case, at=japan(1, 10))
    with clock.held_at(japan(8, 23, 59)):
        actions.object_to(hana, case=case, words="これは私が撮りました。")
    with clock.held_at(japan(30)):
        actions.watch()
        case = reload(case)
        assert case.state == State.INVESTIGATING
        assert is_seen(post)
        assert not queries.is_removal_allowed(case)
        with refused("no_ground"):
            actions.decide(owen, case=case, verdict=SILENT)
        assert is_seen(post)
        actions.decide(owen, case=case, verdict=JUDGED)
    assert not is_seen(post)


def test_an_objection_a_minute_later_is_too_late(hana: Viewer, owen: Viewer, claim: Callable[..., Case]) -> None:
    case = asked(owen, claim(Kind.RIGHTS), at=japan(1, 10))
    with clock.held_at(japan(9, 0)), refused("too_late"):
        actions.object_to(hana, case=case, words="これは私が撮りました。")


def test_nothing_is_removed_before_the_author_was_heard(owen: Viewer, post: Post, claim: Callable[..., Case]) -> None:
    case = claim(Kind.RIGHTS)
    for verdict in (SILENT, JUDGED):
        with refused("not_heard"):
            actions.decide(owen, case=case, verdict=verdict)
    assert is_seen(post)


def test_time_alone_removes_nothing(owen: Viewer, post: Post, claim: Callable[..., Case]) -> None:
    case = asked(owen, claim(Kind.RIGHTS), at=japan(1, 10))
    for day in range(1, 30):
        with clock.held_at(japan(day)):
            actions.watch()
    assert is_seen(post)
    assert not Decision.objects.exists()
    assert reload(case).state == State.INVESTIGATING


def test_an_intimate_picture_is_hidden_at_once_and_its_author_has_two_days(
    owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = claim(Kind.INTIMATE)
    assert not is_seen(post)
    case = asked(owen, case, at=japan(1, 10))
    assert Hearing.objects.get().ends_at == japan(4, 0)
    assert not is_seen(post)
    with clock.held_at(japan(4, 0)):
        assert queries.is_removal_allowed(case)


def test_words_about_an_election_give_two_days(owen: Viewer, claim: Callable[..., Case]) -> None:
    asked(owen, claim(Kind.RIGHTS), at=japan(1, 10), in_election=True)
    assert Hearing.objects.get().ends_at == japan(4, 0)


def test_the_claimant_is_told_why_the_answer_comes_later(owen: Viewer, claim: Callable[..., Case]) -> None:
    with clock.held_at(japan(1)):
        case = claim(Kind.RIGHTS)
        assert case.due_at == japan(9, 0)
    case = asked(owen, case, at=japan(3))
    assert case.due_at == japan(18, 0)
    assert [one.recipient for one in letters("report_later")] == ["taro@people.example"]


def test_the_author_reads_the_claim_and_not_who_made_it(owen: Viewer, claim: Callable[..., Case]) -> None:
    asked(owen, claim(Kind.RIGHTS), at=japan(1))
    letter = letters("words_claimed")[0]
    assert letter.recipient == "hana@people.example"
    assert "自分が撮った" in letter.text
    assert "私が撮ったもの" not in letter.text
    assert "taro" not in letter.text.lower()
    assert "6月8日" in letter.text


def test_only_the_author_answers(taro: Viewer, owen: Viewer, hana: Viewer, claim: Callable[..., Case]) -> None:
    case = asked(owen, claim(Kind.RIGHTS), at=japan(1))
    with clock.held_at(japan(2)):
        for viewer in (taro, owen):
            with refused("not_yours"):
                actions.agree(viewer, case=case)
        actions.agree(hana, case=case)
        assert queries.grounds_of(reload(case)) == {Ground.JUDGED, Ground.AGREED}
        with refused("not_now"):
            actions.object_to(hana, case=case, words="やはり")


@pytest.mark.parametrize(
    "change",
    ["ends_at = ends_at + interval '1 day'", "in_election = true", "answered_at = NULL, is_objection = NULL"],
)
def test_the_database_moves_no_deadline_and_no_answer(
    cast: Cast, hana: Viewer, owen: Viewer, claim: Callable[..., Case], change: str
) -> None:
    from django.db import connection

    case = asked(owen, claim(Kind.RIGHTS), at=japan(1))
    with clock.held_at(japan(2)):
        actions.object_to(hana, case=case, words="これは私が撮りました。")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE moderation_hearing SET {change}")


def test_a_claim_is_shown_once(owen: Viewer, hana: Viewer, claim: Callable[..., Case]) -> None:
    case = asked(owen, claim(Kind.RIGHTS), at=japan(1))
    with clock.held_at(japan(2)):
        actions.object_to(hana, case=case, words="これは私が撮りました。")
        assert Step.ASK not in rules.steps_open(queries.standing_of(reload(case)))
        with refused("not_now"):
            actions.ask_sender(owen, case=case, words="もう一度")


def test_a_report_against_the_terms_needs_no_hearing(owen: Viewer, claim: Callable[..., Case], post: Post) -> None:
    case = claim(Kind.TERMS)
    with refused("not_now"):
        actions.ask_sender(owen, case=case, words="x")
    actions.decide(owen, case=case, verdict=Verdict(Outcome.HIDDEN, "広告です", Standard.PROMOTION))
    assert not is_seen(post)


def test_the_delay_of_an_answer_is_said_once_with_its_reason(owen: Viewer, claim: Callable[..., Case]) -> None:
    with clock.held_at(japan(1)):
        case = claim(Kind.ILLEGAL)
        with refused("reason_needed"):
            actions.delay(owen, case=case, why=" ")
        case = actions.delay(owen, case=case, why="専門の者に確かめています")
        assert case.due_at == japan(16, 0)
        with refused("not_now"):
            actions.delay(owen, case=case, why="もう少し")
    assert "専門の者に確かめています" in letters("report_later")[0].text


def test_the_staff_are_reminded_a_day_before_and_after_once_each(
    cast: Cast, owen: Viewer, claim: Callable[..., Case]
) -> None:
    with clock.held_at(japan(1)):
        claim(Kind.TERMS)
    seen = []
    for moment in (japan(7, 23, 59), japan(8), japan(8, 23, 59), japan(9, 0), japan(10)):
        with clock.held_at(moment + timedelta(0)):
            actions.watch()
            seen.append(len(letters("report_waits")))
    assert seen == [0, 1, 1, 2, 2]
