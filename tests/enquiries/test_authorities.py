"""Inquiries of authorities: called back, looked over by a second officer, never more than asked, and on the record."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from coorum.base import clock, files
from coorum.base.events import Party
from coorum.base.personal_data import Subject
from coorum.base.scope import PROVIDER
from coorum.enquiries import attachments
from coorum.enquiries.actions import authorities as actions
from coorum.enquiries.authorities import queries, rules
from coorum.enquiries.authorities.kinds import BINDING, SECRET, Document, Ground, Item, MayTell, Phase, Reply, Step
from coorum.enquiries.keeper import Inquiries
from coorum.enquiries.models import Inquiry, InquiryAnswer, InquiryProposal, InquiryStep
from tests.cast import Cast, refused
from tests.enquiries.conftest import told

pytestmark = pytest.mark.django_db
CALL = {"number": "03-0000-0000", "found_in": "県警の公式サイト", "spoke_to": "生活安全課 係長"}


@pytest.fixture
def asked(officer: Party) -> Callable[..., Inquiry]:
    def ask(
        document: Document = Document.INQUIRY, items: tuple[Item, ...] = (Item.ACCOUNT, Item.POSTS), **more: Any
    ) -> Inquiry:
        return actions.register_inquiry(
            officer, authority="架空県警察", document=document, asked=items, words="会員について", **more
        )

    return ask


def approved(one: Inquiry, officer: Party, second: Party, given: tuple[Item, ...] = (Item.ACCOUNT,)) -> None:
    actions.verify(officer, inquiry=one, **CALL)
    actions.propose(officer, inquiry=one, reply=Reply.GIVE, ground=Ground.LAW, given=given, reason="令状のとおり")
    actions.approve(second, inquiry=one)


def give(officer: Party, one: Inquiry, **more: Any) -> InquiryAnswer:
    facts = {"content": b"taro@people.example", "method": "手渡し", "may_tell": MayTell.NEVER, **more}
    return actions.give(officer, inquiry=one, **facts)  # type: ignore[arg-type]


def test_what_is_given_is_sealed_and_its_digest_stands_in_the_chain(asked: Any, officer: Party, second: Party) -> None:
    one = asked()
    approved(one, officer, second)
    answer = give(officer, one)
    assert b"taro" not in files.read(PROVIDER, answer.file)
    assert attachments.content_of(answer) == b"taro@people.example"
    assert "enquiries.inquiry.given" in told()
    assert Inquiry.objects.get().phase == Phase.GIVEN


def test_nothing_is_given_before_the_authority_was_called_back(asked: Any, officer: Party) -> None:
    one = asked()
    with refused("not_now"):
        actions.propose(officer, inquiry=one, reply=Reply.GIVE, ground=Ground.LAW, given=[Item.ACCOUNT], reason="急ぎ")
    with refused("not_now"):
        give(officer, one)


@pytest.mark.parametrize("missing", ["number", "found_in", "spoke_to"])
def test_the_number_to_call_is_found_independently(asked: Any, officer: Party, missing: str) -> None:
    with refused("not_independent"):
        actions.verify(officer, inquiry=asked(), **{**CALL, missing: " "})


def test_a_forged_letter_ends_there(asked: Any, officer: Party) -> None:
    one = asked()
    actions.doubt(officer, inquiry=one, why="そのような係はないとのこと")
    with refused("not_now"):
        actions.verify(officer, inquiry=one, **CALL)


def test_no_more_than_was_asked_can_be_given(asked: Any, officer: Party) -> None:
    one = asked()
    actions.verify(officer, inquiry=one, **CALL)
    with refused("too_much"):
        actions.propose(
            officer,
            inquiry=one,
            reply=Reply.GIVE,
            ground=Ground.LAW,
            given=[Item.ACCOUNT, Item.PROFILE],
            reason="念のため",
        )


def test_the_database_refuses_more_than_asked_whoever_writes(asked: Any, officer: Party) -> None:
    one = asked()
    step = actions.verify(officer, inquiry=one, **CALL)
    row = {
        "step": step,
        "inquiry": one,
        "reply": Reply.GIVE,
        "ground": Ground.LAW,
        "reason": "x",
        "made_at": clock.now(),
    }
    for asked_for, given in ((one.asked, ["profile"]), ([*one.asked, "profile"], ["profile"])):
        with pytest.raises(DatabaseError), transaction.atomic():
            InquiryProposal.objects.create(**row, asked=asked_for, given=given)
    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(id=one.id).update(asked=["profile"])


def test_the_secrecy_of_communications_opens_on_a_judges_word_only() -> None:
    for document, item in product(Document, Item):
        opens = document in BINDING or item not in SECRET
        if opens:
            rules.ensure_lawful(document, Ground.LAW, [item], [item])
        else:
            with refused("secret"):
                rules.ensure_lawful(document, Ground.LAW, [item], [item])


def test_nobody_approves_their_own_proposal(asked: Any, officer: Party, second: Party) -> None:
    one = asked()
    actions.verify(officer, inquiry=one, **CALL)
    actions.propose(officer, inquiry=one, reply=Reply.REFUSE, reason="範囲が広すぎる")
    with refused("self_approval"):
        actions.approve(officer, inquiry=one)
    with refused("not_alone"):
        actions.approve(officer, inquiry=one, is_alone=True, why="休暇中")
    actions.approve(second, inquiry=one)
    actions.carry_out(officer, inquiry=one)
    actions.close_inquiry(officer, inquiry=one)
    assert Inquiry.objects.get().phase == Phase.CLOSED


def test_one_officer_alone_waives_the_second_on_the_record(asked: Any, officer: Party) -> None:
    one = asked()
    actions.verify(officer, inquiry=one, **CALL)
    actions.propose(officer, inquiry=one, reply=Reply.NOTHING, reason="該当なし")
    with refused("no_reason"):
        actions.approve(officer, inquiry=one, is_alone=True)
    assert actions.approve(officer, inquiry=one, is_alone=True, why="担当は一人").is_alone


def test_the_person_is_told_from_the_day_on_and_sees_it_in_their_data(
    asked: Any, officer: Party, second: Party, desk_scope: Cast
) -> None:
    one = asked(person_id=desk_scope.taro.id)
    approved(one, officer, second)
    later = (clock.now() + timedelta(days=30)).date()
    give(officer, one, may_tell=MayTell.LATER, tell_from=later)
    subject = Subject(person_id=desk_scope.taro.id)
    assert (queries.to_tell(), list(Inquiries().export(subject))) == ([], [])
    with refused("not_yet"):
        actions.tell_person(officer, inquiry=one, why="電話")
    with clock.held_at(clock.now() + timedelta(days=32)):
        assert [row["items"] for row in Inquiries().export(subject)] == [["account"]]
        assert len(queries.to_tell()) == 1
        actions.tell_person(officer, inquiry=one, why="メール")
        assert queries.to_tell() == []


def test_steps_and_verifications_cannot_be_edited_or_deleted(asked: Any, officer: Party) -> None:
    one = asked()
    actions.verify(officer, inquiry=one, **CALL)
    for change in (lambda: InquiryStep.objects.update(why="x"), lambda: InquiryStep.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_public_sees_counts_and_nothing_else(asked: Any, officer: Party, second: Party) -> None:
    approved(one := asked(Document.WARRANT), officer, second)
    give(officer, one)
    actions.doubt(officer, inquiry=asked(), why="偽物")
    (year,) = queries.years()
    assert (year.asked, year.given, year.refused, year.binding) == (1, 1, 0, 1)


def test_every_phase_takes_the_steps_of_the_design_and_refuses_all_others() -> None:
    reached, edge = {Phase.RECEIVED}, [Phase.RECEIVED]
    while edge:
        phase = edge.pop()
        for step in Step:
            if step not in rules.steps_open(phase):
                with refused("not_now"):
                    rules.next_phase(phase, step)
                continue
            after = rules.next_phase(phase, step)
            edge += [after] if after not in reached else []
            reached.add(after)
    assert reached == set(Phase)
    leading = {(phase, step) for phase in Phase for step in rules.steps_open(phase) if step == Step.GIVE}
    assert leading == {(Phase.APPROVED, Step.GIVE)}
    into = {
        phase for phase in Phase for step in rules.steps_open(phase) if rules.next_phase(phase, step) == Phase.APPROVED
    }
    assert into == {Phase.PROPOSED}
