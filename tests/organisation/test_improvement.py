"""From what was found wanting to what is mended: by rounds, by audits, by people."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from coorum.accounts.models import DeskRole, Person
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.organisation.actions import improving
from coorum.organisation.improvement import queries, rules
from coorum.organisation.improvement.kinds import Gravity, Source, State, Step
from coorum.organisation.models import ControlRun, Finding, FindingStep
from tests.cast import refused
from tests.organisation.conftest import NOON, Officers


def round_of(**verdicts: str) -> None:
    improving.follow_round(new_id(), {name.replace("_", "."): word for name, word in verdicts.items()})


def audited(officers: Officers) -> Finding:
    return improving.open_finding(
        officers.first, source=Source.AUDIT, title="入退室の記録", words="記録がない日がある", gravity=Gravity.ORDINARY
    )


def work(officer: object, finding: Finding, step: Step, words: str = "対応した", **more: bool) -> None:
    improving.work_on_finding(officer, finding=finding, step=step, words=words, **more)  # type: ignore[arg-type]
    finding.refresh_from_db()


def test_a_promise_that_turns_red_opens_a_finding_and_joins_the_same(officers: Officers) -> None:
    round_of(P9_1="broken", P9_2="kept", P9_3="at-risk")
    round_of(P9_1="broken", P9_3="at-risk")
    found = {one.promise: one for one in Finding.objects.all()}
    assert set(found) == {"P9.1", "P9.3"}
    assert f"{found['P9.1'].due_on}" == "2026-06-17"
    assert f"{found['P9.3'].due_on}" == "2026-07-10"
    assert FindingStep.objects.count() == 2


def test_only_a_later_round_mends_a_promise(officers: Officers) -> None:
    round_of(P9_1="broken")
    one = Finding.objects.get()
    work(officers.first, one, Step.DO)
    with refused("not_now"):
        work(officers.second, one, Step.AGREE)
    round_of(P9_1="not-measured")
    one.refresh_from_db()
    assert one.state == State.DONE
    round_of(P9_1="kept")
    one.refresh_from_db()
    assert one.state == State.MENDED


def test_what_turns_red_again_is_found_again(officers: Officers) -> None:
    for word in ("broken", "kept", "at-risk"):
        round_of(P9_1=word)
    one = Finding.objects.get()
    assert one.state == State.OPEN
    assert one.gravity == Gravity.ORDINARY
    round_of(P9_1="kept")
    with clock.held_at(NOON + rules.SAME_MATTER + timedelta(days=1)):
        round_of(P9_1="broken")
    assert Finding.objects.count() == 2


def test_what_gets_worse_is_due_sooner(officers: Officers) -> None:
    round_of(P9_1="at-risk")
    round_of(P9_1="broken")
    one = Finding.objects.get()
    assert one.gravity == Gravity.GRAVE
    assert f"{one.due_on}" == "2026-06-17"
    round_of(P9_1="at-risk")
    one.refresh_from_db()
    assert one.gravity == Gravity.GRAVE


def test_an_audits_finding_is_mended_when_a_second_person_agrees(officers: Officers) -> None:
    one = audited(officers)
    work(officers.first, one, Step.DO)
    with refused("self_approval"):
        work(officers.first, one, Step.AGREE)
    with refused("not_alone"):
        work(officers.first, one, Step.AGREE, is_alone=True)
    work(officers.second, one, Step.AGREE)
    assert one.state == State.MENDED


def test_alone_one_says_why(officers: Officers) -> None:
    one = audited(officers)
    work(officers.first, one, Step.DO)
    DeskRole.objects.exclude(person=officers.first.id).delete()
    with refused("no_reason"):
        work(officers.first, one, Step.AGREE, "", is_alone=True)
    work(officers.first, one, Step.AGREE, "ほかに担当者がいない", is_alone=True)
    assert FindingStep.objects.get(step=Step.AGREE).is_alone


def test_it_is_sent_back_and_found_again(officers: Officers) -> None:
    one = audited(officers)
    work(officers.first, one, Step.DO)
    work(officers.second, one, Step.SEND_BACK, "まだ足りない")
    assert one.state == State.OPEN
    work(officers.first, one, Step.DO)
    work(officers.second, one, Step.AGREE)
    work(officers.second, one, Step.REOPEN, "また見つかった")
    assert one.state == State.OPEN


def test_somebody_at_the_desk_sees_to_it(officers: Officers) -> None:
    one = audited(officers)
    with refused("not_at_desk"):
        improving.take_finding(officers.first, finding=one, owner=Person.objects.get(email="hana@people.example"))
    improving.take_finding(officers.first, finding=one, owner=Person.objects.get(id=officers.second.id))
    (matter,) = queries.open_findings()
    assert matter.owner
    assert matter.owner.id == officers.second.id


def test_what_is_late_or_nobodys_presses(officers: Officers) -> None:
    audited(officers)
    assert queries.pressing_findings() == []
    with clock.held_at(NOON + timedelta(days=8)):
        assert queries.pressing_findings()[0].is_nobodys
    with clock.held_at(NOON + timedelta(days=31)):
        assert queries.pressing_findings()[0].is_late


def test_rounds_and_steps_stay(officers: Officers) -> None:
    round_of(P9_1="broken", P9_2="kept")
    assert ControlRun.objects.get().looked_at == 2
    for model in (ControlRun, FindingStep):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()  # type: ignore[attr-defined]
