"""decide, overrule, appeal, decide_again, take_down, take_back"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.community import actions as community
from coorum.community.models import Post, PostRemoval
from coorum.community.retention import _posts
from coorum.moderation import actions, queries
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Kind, Outcome, Standard, State
from coorum.moderation.models import Case, Decision
from coorum.moderation.subjects import Matter
from tests.cast import Cast, refused
from tests.moderation.conftest import is_seen, japan, letters, reported
from tests.moderation.test_claim import reload
from tests.moderation.test_report import code_in

REMOVED = Verdict(Outcome.REMOVED, "許しのない広告です", Standard.PROMOTION)
KEPT = Verdict(Outcome.KEPT, "規約に反していません")


def removed(owen: Viewer, case: Case) -> Case:
    with clock.held_at(japan(2)):
        actions.decide(owen, case=case, verdict=REMOVED)
    return reload(case)


def test_both_are_told_what_was_decided_and_why(owen: Viewer, post: Post, claim: Callable[..., Case]) -> None:
    case = removed(owen, claim(Kind.TERMS))
    assert case.state == State.BOTH_TOLD
    assert not is_seen(post)
    for letter in (letters("words_decided")[0], letters("report_decided")[0]):
        assert "許しのない広告です" in letter.text
        assert letter.purpose == "enforce"
    author, reporter = letters("words_decided")[0], letters("report_decided")[0]
    assert (author.recipient, reporter.recipient) == ("hana@people.example", "taro@people.example")
    assert "6月16日" in author.text
    assert "6月16日" not in reporter.text
    assert "taro" not in author.text.lower()
    assert "hana" not in reporter.text.lower()


def test_an_address_that_was_not_confirmed_is_written_to_once(matter: Matter, owen: Viewer) -> None:
    made = reported(matter, Kind.TERMS)
    actions.decide(owen, case=made.case, verdict=KEPT)
    assert letters("report_decided") == []
    assert len(letters("report_code")) == 1


def test_what_is_kept_comes_back_as_it_was(owen: Viewer, post: Post, claim: Callable[..., Case]) -> None:
    case = claim(Kind.INTIMATE)
    assert not is_seen(post)
    actions.decide(owen, case=case, verdict=KEPT)
    assert is_seen(post)
    assert not PostRemoval.objects.exists()


def test_what_another_report_hides_stays_hidden(
    owen: Viewer, post: Post, claim: Callable[..., Case], matter: Matter
) -> None:
    first, second = claim(Kind.INTIMATE), reported(matter, Kind.CHILD)
    actions.show_code(second, code=code_in())
    actions.decide(owen, case=first, verdict=KEPT)
    assert not is_seen(post)
    actions.decide(owen, case=second.case, verdict=KEPT)
    assert is_seen(post)


def test_what_the_author_took_away_meanwhile_stays_away(
    hana: Viewer, owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = claim(Kind.INTIMATE)
    community.remove_post(hana, post=post)
    with refused("under_review"):
        community.restore_post(hana, post=post)
    actions.decide(owen, case=case, verdict=KEPT)
    assert not is_seen(post)
    community.restore_post(hana, post=post)
    assert is_seen(post)


def test_the_author_asks_for_another_look_and_somebody_else_decides(
    hana: Viewer, owen: Viewer, mika: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = removed(owen, claim(Kind.TERMS))
    with clock.held_at(japan(16, 23, 59)):
        actions.appeal(hana, case=case, words="広告ではありません")
        with refused("same_person"):
            actions.decide_again(owen.party, case=case, verdict=REMOVED, by=owen)
        actions.decide_again(mika.party, case=case, verdict=KEPT, by=mika)
    assert reload(case).state == State.FINAL
    assert is_seen(post)
    assert len(letters("words_decided")) == 2
    assert "別の者" in letters("words_decided")[1].text


def test_after_fourteen_days_it_is_final(hana: Viewer, owen: Viewer, claim: Callable[..., Case]) -> None:
    case = removed(owen, claim(Kind.TERMS))
    with clock.held_at(japan(17, 0)):
        with refused("too_late"):
            actions.appeal(hana, case=case, words="広告ではありません")
        actions.watch()
    assert reload(case).state == State.FINAL


def test_only_whom_it_went_against_may_ask(
    hana: Viewer, taro: Viewer, owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = removed(owen, claim(Kind.TERMS))
    report = queries.own_report(taro, case.id)
    with clock.held_at(japan(3)), refused("not_yours"):
        actions.appeal(taro, case=case, words="x", report=report)
    kept = claim(Kind.ILLEGAL)
    with clock.held_at(japan(2)):
        actions.decide(owen, case=kept, verdict=KEPT)
    with clock.held_at(japan(3)):
        with refused("not_yours"):
            actions.appeal(hana, case=kept, words="x")
        actions.appeal(taro, case=kept, words="広告に見えます", report=queries.own_report(taro, kept.id))
    assert reload(kept).state == State.APPEAL


def test_the_provider_decides_where_the_operator_has_nobody_else(
    cast: Cast, hana: Viewer, owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = removed(owen, claim(Kind.TERMS))
    with clock.held_at(japan(3)):
        actions.appeal(hana, case=case, words="広告ではありません")
        officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
        actions.decide_again(officer, case=case, verdict=KEPT)
    decision = Decision.objects.get(place=2)
    assert decision.at_desk
    assert decision.on_appeal
    assert is_seen(post)


def test_the_database_lets_nobody_decide_twice(
    hana: Viewer, owen: Viewer, claim: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = removed(owen, claim(Kind.TERMS))
    monkeypatch.setattr("coorum.moderation.rules.ensure_other_eyes", lambda *_a, **_k: None)
    with clock.held_at(japan(3)):
        actions.appeal(hana, case=case, words="広告ではありません")
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.decide_again(owen.party, case=case, verdict=REMOVED, by=owen)


@pytest.mark.parametrize("table", ["casestep", "decision"])
def test_what_was_decided_stays(owen: Viewer, claim: Callable[..., Case], table: str) -> None:
    removed(owen, claim(Kind.TERMS))
    for statement in (f"UPDATE moderation_{table} SET made_at = now()", f"DELETE FROM moderation_{table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_provider_overrules_upward_for_a_child_and_it_is_recorded(
    cast: Cast, owen: Viewer, post: Post, claim: Callable[..., Case]
) -> None:
    case = claim(Kind.CHILD)
    actions.decide(owen, case=case, verdict=KEPT)
    assert is_seen(post)
    officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
    with refused("only_upward"):
        actions.overrule(officer, case=case, verdict=KEPT)
    actions.overrule(officer, case=case, verdict=Verdict(Outcome.REMOVED, "子どもに害があります", Standard.CHILD))
    assert not is_seen(post)
    assert case.steps.filter(step="overrule", actor="officer").exists()
    with refused("not_now"):
        actions.overrule(officer, case=claim(Kind.TERMS), verdict=REMOVED)


def test_nobody_decides_about_their_own_words_or_report(
    cast: Cast, hana: Viewer, owen: Viewer, mika: Viewer, claim: Callable[..., Case]
) -> None:
    from coorum.accounts import actions as accounts
    from coorum.accounts.models import Role
    from coorum.accounts.queries import viewer_on_site

    case = claim(Kind.TERMS)
    for person in (cast.hana, cast.taro):
        accounts.grant_role(owen, person=person, role=Role.MODERATOR)
        with refused("own_case"):
            actions.decide(viewer_on_site(person), case=case, verdict=REMOVED)
    actions.decide(mika, case=case, verdict=REMOVED)


def test_members_decide_nothing(taro: Viewer, claim: Callable[..., Case]) -> None:
    case = claim(Kind.TERMS)
    with refused("not_staff"):
        actions.decide(taro, case=case, verdict=REMOVED)
    with refused("not_staff"):
        actions.take_up(taro, case=case)


def test_what_staff_take_away_is_a_case_told_and_open_to_another_look(
    hana: Viewer, owen: Viewer, mika: Viewer, post: Post
) -> None:
    with refused("reason_needed"):
        community.remove_post(owen, post=post)
    community.remove_post(owen, post=post, reason="許しのない広告です")
    community.remove_post(owen, post=post, reason="もう一度")
    case = Case.objects.get()
    assert not is_seen(post)
    assert len(letters("words_decided")) == 1
    actions.appeal(hana, case=case, words="広告ではありません")
    actions.decide_again(mika.party, case=case, verdict=KEPT, by=mika)
    assert is_seen(post)


def test_staff_take_back_what_they_removed_of_themselves(owen: Viewer, post: Post) -> None:
    community.remove_post(owen, post=post, reason="許しのない広告です")
    community.restore_post(owen, post=post)
    assert is_seen(post)
    assert Case.objects.get().state == State.FINAL


def test_the_words_are_kept_until_nobody_can_ask_any_more(owen: Viewer, claim: Callable[..., Case], post: Post) -> None:
    case = removed(owen, claim(Kind.TERMS))
    later = clock.now() + timedelta(days=400)
    assert not _posts(later).exists()
    with clock.held_at(japan(17)):
        actions.watch()
    assert reload(case).state == State.FINAL
    assert not _posts(japan(17)).exists()
    assert _posts(japan(18)).exists()


def test_who_is_not_told_is_not_told_and_it_is_written_why(owen: Viewer, claim: Callable[..., Case]) -> None:
    verdict = Verdict(Outcome.HIDDEN, "違法な勧誘です", Standard.UNLAWFUL, untold="通報した方に危険が及ぶため")
    actions.decide(owen, case=claim(Kind.ILLEGAL), verdict=verdict)
    assert letters("words_decided") == []
    assert len(letters("report_decided")) == 1
    assert Decision.objects.get().untold


def test_what_is_sorted_as_urgent_is_hidden(owen: Viewer, post: Post, claim: Callable[..., Case]) -> None:
    case = claim(Kind.TERMS)
    actions.sort_anew(owen, case=case, kind=Kind.CHILD)
    assert not is_seen(post)
    assert len(letters("words_hidden")) == 1


def test_a_case_is_taken_up_and_handed_over(owen: Viewer, mika: Viewer, claim: Callable[..., Case]) -> None:
    case = actions.take_up(owen, case=claim(Kind.TERMS))
    assert case.handler == owen.person.id
    assert actions.hand_over(owen, case=case, to=mika.person.id).handler == mika.person.id
    with refused("not_here"):
        actions.hand_over(owen, case=case, to=new_id())
