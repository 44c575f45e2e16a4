"""A revision is compared, classified, tested against the original, looked at by a second officer, and only then announced."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from coorum.accounts import actions as accounts
from coorum.accounts.queries import person_party
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM, Party
from coorum.consent import queries as consent
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.notices.models import Mailing
from coorum.promises import actions, revisions
from coorum.promises.drafts import draft_of
from coorum.promises.kinds import Answer, RevisionState
from coorum.promises.models import Revision, RevisionStep
from coorum.promises.relation import MOST_HOPS, QUESTIONS, is_related
from tests.cast import Cast, refused
from tests.promises.conftest import ENGLISH, JAPANESE, LATER, PURPOSE

pytestmark = pytest.mark.usefixtures("toy_policies")

POLICY = PolicyKind.PROVIDER_POLICY
NO = dict.fromkeys(QUESTIONS, Answer.NO)
WHY = "登録された方へのご案内は、登録の一部として予想できるため。"


@pytest.fixture
def officers(at_the_desk: Cast) -> tuple[Party, Party]:
    """Two privacy officers, and a first version."""
    named = [
        accounts.appoint_officer(SYSTEM, email=f"{name}@people.example", duty=Duty.PRIVACY_OFFICER)
        for name in ("officer", "second")
    ]
    first = draft_of(POLICY, {"ja": JAPANESE, "en": ENGLISH})
    summary = {"ja": "最初の版です。", "en": "The first version."}
    facts: dict[str, Any] = {"kind": POLICY, "number": "1.0", "texts": first.documents, "summary": summary}
    actions.publish_policy(SYSTEM, NextVersion(change_class=ChangeClass.FIRST, **facts))
    first_, second_ = (person_party(one) for one in named)
    return first_, second_


def draft(officer: Party, text: str, change: ChangeClass, **more: Any) -> Revision:
    found = draft_of(POLICY, {"ja": text, "en": ENGLISH})
    summary = {"ja": "案内を加えました。", "en": "Adds guidance."}
    facts: dict[str, Any] = {"number": found.number, "texts": found.documents, "summary": summary}
    key = more.pop("key", None)
    return actions.draft_revision(officer, NextVersion(kind=POLICY, change_class=change, **facts | more), key=key)


def states(revision_id: UUID) -> list[str]:
    steps = RevisionStep.objects.filter(revision=revision_id).order_by("at", "id")
    return list(steps.values_list("state", flat=True))


def test_a_related_purpose_goes_through_test_and_second_look(officers: tuple[Party, Party]) -> None:
    officer, second = officers
    revision = draft(officer, PURPOSE, ChangeClass.N2)
    with refused("untested"):
        actions.approve_revision(second, revision_id=revision.id)
    actions.answer_relation_test(officer, revision_id=revision.id, answers=NO, reason=WHY)
    version = actions.approve_revision(second, revision_id=revision.id)
    assert (version.id, version.change_class) == (revision.id, ChangeClass.N2)
    assert states(revision.id) == ["draft", "diffed", "classified", "announced", "effective"]
    assert Mailing.objects.get().about == version.id


@pytest.mark.parametrize("number", QUESTIONS)
@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNCLEAR])
def test_any_yes_or_doubt_asks_everybody(officers: tuple[Party, Party], number: int, answer: Answer) -> None:
    officer, second = officers
    revision = draft(officer, PURPOSE, ChangeClass.N2)
    test = actions.answer_relation_test(officer, revision_id=revision.id, answers=NO | {number: answer}, reason=WHY)
    assert not test.is_related
    assert actions.approve_revision(second, revision_id=revision.id).change_class == ChangeClass.C
    assert states(revision.id)[-1] == "open"


def test_every_question_and_the_sentence_are_wanted(officers: tuple[Party, Party]) -> None:
    revision = draft(officers[0], PURPOSE, ChangeClass.N2)
    with refused("unanswered"):
        actions.answer_relation_test(officers[0], revision_id=revision.id, answers={1: Answer.NO}, reason=WHY)
    with refused("no_reason"):
        actions.answer_relation_test(officers[0], revision_id=revision.id, answers=NO, reason="はい")


def test_many_small_steps_are_a_long_way() -> None:
    assert is_related(NO, MOST_HOPS - 1)
    assert not is_related(NO, MOST_HOPS)


def test_the_test_is_made_against_the_original(officers: tuple[Party, Party]) -> None:
    officer, second = officers
    text = JAPANESE
    for hop, word in enumerate(("ご案内", "ご連絡", "お知らせ", "集計")):
        text = text.replace("のために使います", f"と{word}のために使います")
        revision = draft(officer, text, ChangeClass.N2)
        test = actions.answer_relation_test(officer, revision_id=revision.id, answers=NO, reason=WHY)
        original = revisions.version_by_id(test.original)
        assert (original and original.number, test.hops, test.is_related) == ("1.0", hop, hop < MOST_HOPS)
        actions.approve_revision(second, revision_id=revision.id)


def test_nobody_approves_what_they_wrote_or_tested(officers: tuple[Party, Party]) -> None:
    officer, second = officers
    revision = draft(officer, LATER, ChangeClass.C)
    for who in (officer, Party("officer"), SYSTEM):
        with refused("not_second"):
            actions.approve_revision(who, revision_id=revision.id)
    actions.drop_revision(officer, revision_id=revision.id)
    tested = draft(officer, PURPOSE, ChangeClass.N2)
    actions.answer_relation_test(second, revision_id=tested.id, answers=NO, reason=WHY)
    with refused("not_second"):
        actions.approve_revision(second, revision_id=tested.id)


def test_only_a_privacy_officer_is_the_second(officers: tuple[Party, Party], at_the_desk: Cast) -> None:
    revision = draft(officers[0], LATER, ChangeClass.C)
    with refused("not_second"):
        actions.approve_revision(person_party(at_the_desk.desk), revision_id=revision.id)


def test_the_second_look_is_waived_only_where_there_is_nobody(officers: tuple[Party, Party]) -> None:
    officer, second = officers
    revision = draft(officer, LATER, ChangeClass.C)
    with refused("second_there"):
        actions.waive_review(officer, revision_id=revision.id, reason="一人のため")
    from coorum.accounts.models import DeskRole

    DeskRole.objects.filter(person_id=second.id).delete()
    with refused("no_reason"):
        actions.waive_review(officer, revision_id=revision.id, reason=" ")
    assert actions.waive_review(officer, revision_id=revision.id, reason="一人のため").number == "1.1"


def test_what_is_announced_beforehand_takes_effect_on_its_day(officers: tuple[Party, Party]) -> None:
    officer, second = officers
    with refused("beforehand"):
        draft(officer, LATER, ChangeClass.N3)
    with refused("too_soon"):
        draft(officer, LATER, ChangeClass.N3, effective_at=clock.now() + timedelta(days=29))
    day = clock.now() + timedelta(days=31)
    revision = draft(officer, LATER, ChangeClass.N3, effective_at=day)
    with clock.held_at(clock.now() + timedelta(days=2)), refused("too_soon"):
        actions.approve_revision(second, revision_id=revision.id)
    actions.approve_revision(second, revision_id=revision.id)
    assert states(revision.id)[-1] == "scheduled"
    assert actions.take_effect() == 0
    with clock.held_at(day + timedelta(minutes=1)):
        assert actions.take_effect() == 1
        assert actions.take_effect() == 0
        in_force = consent.version_in_force(POLICY)
    assert in_force is not None
    assert in_force.id == revision.id
    first = Revision.objects.get(number="1.0")
    assert states(first.id)[-1] == RevisionState.SUPERSEDED


def test_one_revision_at_a_time(officers: tuple[Party, Party]) -> None:
    revision = draft(officers[0], LATER, ChangeClass.C)
    with refused("under_way"):
        draft(officers[0], PURPOSE, ChangeClass.C, number="1.2")
    actions.drop_revision(officers[0], revision_id=revision.id)
    with refused("not_open"):
        actions.approve_revision(officers[1], revision_id=revision.id)
    draft(officers[0], PURPOSE, ChangeClass.C)


def test_a_form_sent_twice_drafts_once(officers: tuple[Party, Party]) -> None:
    key = UUID(int=7)
    assert draft(officers[0], LATER, ChangeClass.C, key=key) == draft(officers[0], LATER, ChangeClass.C, key=key)


@pytest.mark.parametrize("table", ["revision", "revisionstep"])
def test_what_was_decided_is_never_edited(officers: tuple[Party, Party], table: str) -> None:
    from django.db import connection

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM promises_{table}")
