"""report, show_code"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.community.models import Comment, Post
from coorum.community.queries import posts_visible_to
from coorum.moderation import actions, queries, rules, subjects
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import URGENT, Kind, Outcome, State
from coorum.moderation.models import Case, Report
from coorum.moderation.subjects import Matter
from tests.cast import Cast, refused
from tests.moderation.conftest import is_seen, japan, letters, reported, told


def code_in(kind: str = "report_code") -> str:
    """The code of the newest letter."""
    found = re.search(r"\d{4}-\d{4}", letters(kind)[-1].text)
    assert found
    return found[0]


def test_a_member_reports_and_is_confirmed_at_once(claim: Callable[..., Case], post: Post) -> None:
    with clock.held_at(japan(1)):
        case = claim(Kind.TERMS)
    assert (case.state, case.due_at) == (State.TRIAGED, japan(9, 0))
    assert [one.recipient for one in letters("report_received")] == ["taro@people.example"]
    assert is_seen(post)
    assert "moderation.report.filed" in told()


def test_the_same_person_reports_the_same_thing_once(taro: Viewer, matter: Matter) -> None:
    key = new_id()
    first = actions.report(taro, matter=matter, kind=Kind.TERMS, words="広告です", key=key)
    assert actions.report(taro, matter=matter, kind=Kind.TERMS, words="広告です", key=key).id == first.id
    assert actions.report(taro, matter=matter, kind=Kind.TERMS, words="また").id == first.id
    assert len(letters("report_received")) == 1


def test_reports_of_several_about_the_same_are_one_case(taro: Viewer, matter: Matter) -> None:
    first = actions.report(taro, matter=matter, kind=Kind.TERMS, words="広告です")
    second = reported(matter, Kind.TERMS)
    assert second.case_id == first.case_id
    assert reported(matter, Kind.ILLEGAL).case_id != first.case_id


@pytest.mark.parametrize("kind", sorted(URGENT))
def test_what_is_urgent_is_hidden_at_once_and_the_author_is_told(
    claim: Callable[..., Case], post: Post, kind: Kind
) -> None:
    case = claim(kind)
    assert case.is_hidden
    assert not is_seen(post)
    assert Post.objects.get().body
    assert [one.recipient for one in letters("words_hidden")] == ["hana@people.example"]
    assert "taro" not in letters("words_hidden")[0].text.lower()
    assert [one.recipient for one in letters("report_waits")] == ["owen@people.example"]
    assert "moderation.content.hidden" in told()


def test_a_guests_address_counts_once_it_is_shown_to_be_theirs(matter: Matter, post: Post) -> None:
    made = reported(matter, Kind.INTIMATE)
    assert is_seen(post)
    assert not queries.is_answered_at(made)
    assert not actions.show_code(made, code="0000-0000")
    assert actions.show_code(made, code=code_in())
    assert not is_seen(post)
    assert queries.is_answered_at(made)
    assert not actions.show_code(made, code=code_in())
    assert "guest" not in letters("words_hidden")[0].text.lower()


def test_a_code_ends_after_half_an_hour_and_three_guesses(matter: Matter) -> None:
    made = reported(matter, Kind.TERMS)
    with clock.held_at(clock.now() + timedelta(minutes=31)):
        assert not actions.show_code(made, code=code_in())
    actions.send_code(made)
    for _each in range(3):
        assert not actions.show_code(made, code="1")
    assert not actions.show_code(made, code=code_in())


def test_an_address_is_not_flooded_and_nobody_reports_without_end(
    taro: Viewer, hana: Viewer, board: Any, matter: Matter
) -> None:
    made = reported(matter, Kind.TERMS)
    for _each in range(4):
        actions.send_code(made)
    with refused("too_many"):
        actions.send_code(made)
    from coorum.community import actions as community

    for number in range(rules.REPORTS_AN_HOUR + 1):
        post = (
            community.write_post(hana, board=board, title=f"{number}", body="x", key=new_id()) if number < 9 else None
        )
        found = subjects.find("post", post.id) if post else matter
        assert found
        kind = Kind.TERMS if number < 10 else Kind.ILLEGAL
        if number == rules.REPORTS_AN_HOUR:
            with refused("too_many"):
                actions.report(taro, matter=found, kind=kind, words="広告です")
        else:
            actions.report(taro, matter=found, kind=kind, words="広告です")


def test_a_report_needs_words_and_somewhere_to_answer(taro: Viewer, matter: Matter) -> None:
    with refused("words_needed"):
        actions.report(taro, matter=matter, kind=Kind.TERMS, words=" ")
    with refused("address_needed"):
        actions.report(None, matter=matter, kind=Kind.TERMS, words="困ります")
    with refused("card_number"):
        actions.report(taro, matter=matter, kind=Kind.TERMS, words="4111 1111 1111 1111")


def test_nobody_reports_their_own_words(hana: Viewer, matter: Matter) -> None:
    with refused("own_words"):
        actions.report(hana, matter=matter, kind=Kind.TERMS, words="x")


def test_false_alarms_hide_nothing_any_more(
    cast: Cast, taro: Viewer, owen: Viewer, hana: Viewer, board: Any, post: Post
) -> None:
    from coorum.community import actions as community

    for number in range(rules.FALSE_ALARMS):
        other = community.write_post(hana, board=board, title=f"{number}", body="x", key=new_id())
        found = subjects.find("post", other.id)
        assert found
        case = actions.report(taro, matter=found, kind=Kind.CHILD, words="x").case
        assert not is_seen(other)
        actions.decide(owen, case=case, verdict=Verdict(Outcome.KEPT, "問題ありません"))
        assert is_seen(other)
    found = subjects.find("post", post.id)
    assert found
    assert not actions.report(taro, matter=found, kind=Kind.CHILD, words="x").case.is_hidden
    assert is_seen(post)


def test_what_was_found_to_be_all_right_is_not_hidden_again(
    cast: Cast, owen: Viewer, claim: Callable[..., Case], matter: Matter, post: Post
) -> None:
    actions.decide(owen, case=claim(Kind.INTIMATE), verdict=Verdict(Outcome.KEPT, "料理の写真です"))
    made = reported(matter, Kind.INTIMATE)
    assert actions.show_code(made, code=code_in())
    assert is_seen(post)


def test_a_comment_is_hidden_and_counted(taro: Viewer, hana: Viewer, post: Post) -> None:
    from coorum.community import actions as community

    comment = community.post_comment(taro, post=post, body="七時です", key=new_id())
    found = subjects.find("comment", comment.id)
    assert found
    actions.report(hana, matter=found, kind=Kind.INTIMATE, words="x")
    assert Post.objects.get(id=post.id).comment_count == 0
    assert Comment.objects.get().removals.get().is_held
    assert posts_visible_to(None).exists()


def test_staff_see_no_address(claim: Callable[..., Case], matter: Matter) -> None:
    claim(Kind.TERMS)
    reported(matter, Kind.TERMS)
    assert Report.objects.filter(staff=None).count() == 2
    for letter in letters("report_waits"):
        assert "taro@" not in letter.text
        assert "guest@" not in letter.text
