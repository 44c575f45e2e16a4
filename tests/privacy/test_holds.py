"""Legal holds: what they cover is not destroyed, whoever asks, until another officer lifts them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.gates import HOLD
from coorum.base.outbox import Letter
from coorum.base.personal_data import Subject
from coorum.privacy.actions import remind_due, retention
from coorum.privacy.models import LegalHold
from coorum.privacy.retention.holds import holds_on, holds_to_review, standing_holds
from coorum.privacy.retention.kinds import HoldGround
from tests.cast import Cast, refused
from tests.periods import let_go

LONG_AGO = datetime(2012, 3, 1, 3, 0, tzinfo=UTC)


def held(officer: Party, **what: Any) -> LegalHold:
    soon = clock.now().date() + timedelta(days=90)
    return retention.place_hold(officer, ground=HoldGround.LAWSUIT, why="訴状が届いた", review_on=soon, **what)


def test_a_hold_covers_what_it_names_and_nothing_else(desk_scope: Cast, officer: Party) -> None:
    hana, kissa = desk_scope.hana, desk_scope.kissa
    held(officer, person=hana, community=kissa, dataset="community.words")
    assert not HOLD.allows("community.words", Subject(hana.id, kissa.id))
    assert HOLD.allows("community.traces", Subject(hana.id, kissa.id))
    assert HOLD.allows("community.words", Subject(hana.id, desk_scope.kiri.id))
    assert HOLD.allows("community.words", Subject(hana.id))
    assert HOLD.allows("community.words", Subject(desk_scope.taro.id, kissa.id))


def test_a_hold_on_a_person_covers_everything_about_them(desk_scope: Cast, officer: Party) -> None:
    hold = held(officer, person=desk_scope.hana)
    with refused("held"):
        HOLD.ensure("accounts.persons", Subject(desk_scope.hana.id))
    assert list(holds_on("community.words", Subject(desk_scope.hana.id, desk_scope.kiri.id))) == [hold]


def test_a_hold_on_a_site_covers_everybody_there(desk_scope: Cast, officer: Party) -> None:
    held(officer, community=desk_scope.kissa)
    assert not HOLD.allows("community.words", Subject(desk_scope.taro.id, desk_scope.kissa.id))
    assert HOLD.allows("accounts.persons", Subject(desk_scope.taro.id))


def test_whoever_placed_a_hold_does_not_lift_it(desk_scope: Cast, officer: Party, second: Party) -> None:
    hold = held(officer, person=desk_scope.hana)
    with refused("self_approval"):
        retention.lift_hold(officer, hold=hold, why="判決が確定した")
    retention.lift_hold(second, hold=hold, why="判決が確定した")
    assert HOLD.allows("accounts.persons", Subject(desk_scope.hana.id))
    assert not standing_holds().exists()
    with refused("not_now"):
        retention.lift_hold(second, hold=hold, why="もう一度")


def test_the_only_officer_may_lift_it_and_it_is_written_down(desk_scope: Cast, officer: Party) -> None:
    hold = held(officer, person=desk_scope.hana)
    assert retention.lift_hold(officer, hold=hold, why="ほかに担当者がいない", is_alone=True).waived


def test_nobody_is_alone_where_there_is_another_officer(desk_scope: Cast, officer: Party) -> None:
    DeskRole.objects.create(person=desk_scope.taro, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    hold = held(officer, person=desk_scope.hana)
    with refused("not_alone"):
        retention.lift_hold(officer, hold=hold, why="ひとり", is_alone=True)


def test_a_hold_needs_something_to_hold_a_reason_and_a_day(desk_scope: Cast, officer: Party) -> None:
    with refused("of_nothing"):
        held(officer)
    with refused("no_dataset"):
        held(officer, dataset="kitchen.spoons")
    for day in (clock.now().date(), clock.now().date() + timedelta(days=400)):
        with refused("review"):
            retention.place_hold(officer, ground=HoldGround.TAX, why="税務調査", review_on=day, person=desk_scope.hana)
    with refused("no_reason"):
        retention.place_hold(
            officer, ground=HoldGround.TAX, why=" ", review_on=date(2999, 1, 1), person=desk_scope.hana
        )


def test_the_database_keeps_who_is_held_and_the_hold_itself(desk_scope: Cast, officer: Party) -> None:
    nobody = Person.objects.create(email="nobody@people.example")
    hold = held(officer, person=nobody)
    for destroy in (
        lambda: Person.objects.filter(id=nobody.id)._raw_delete(using="default"),
        lambda: LegalHold.objects.filter(id=hold.id).update(person=desk_scope.taro.id),
        lambda: hold.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            destroy()


def test_a_hold_goes_three_years_after_it_was_lifted(desk_scope: Cast, officer: Party, second: Party) -> None:
    with clock.held_at(LONG_AGO):
        hold = held(officer, person=desk_scope.hana)
        retention.lift_hold(second, hold=hold, why="判決が確定した")
    hold.delete()
    assert not LegalHold.objects.exists()


def test_a_registration_that_is_held_is_not_forgotten(desk_scope: Cast, officer: Party) -> None:
    with clock.held_at(LONG_AGO):
        held_one, other = (Person.objects.create(email=f"{name}@people.example") for name in ("held", "other"))
        Person.objects.filter(id__in=[held_one.id, other.id]).update(created_at=LONG_AGO)
    held(officer, person=held_one)
    assert let_go("accounts.unconfirmed") == 1
    assert Person.objects.filter(id=held_one.id).exists()


def test_the_provider_is_told_once_when_somebody_must_look_again(
    desk_scope: Cast, officer: Party, second: Party
) -> None:
    hold = held(officer, person=desk_scope.hana)
    counts = []
    for days in (88, 91, 92):
        with clock.held_at(clock.now() + timedelta(days=days)):
            remind_due()
        counts.append(Letter.objects.filter(kind="holds_due").count())
    retention.lift_hold(second, hold=hold, why="判決が確定した")
    assert counts == [0, 1, 1]
    assert not holds_to_review()
