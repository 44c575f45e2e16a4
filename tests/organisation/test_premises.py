"""Measures on premises, equipment and rules: entered, looked at in time, attested by somebody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from coorum.accounts.models import Person
from coorum.base import clock, links
from coorum.base.outbox import Letter
from coorum.organisation.actions import people, premises
from coorum.organisation.models import Safeguard, SafeguardCheck
from coorum.organisation.people.rules import Lateness
from coorum.organisation.premises import queries
from tests.cast import refused
from tests.organisation.conftest import NOON, Officers
from tests.periods import let_go


def person(officers: Officers, which: str = "second") -> Person:
    return Person.objects.get(id=getattr(officers, which).id)


def door(officers: Officers, months: int = 6) -> Safeguard:
    return premises.enter_safeguard(
        officers.first, field="areas", place="執務室", what="施錠し、入退室を記録する", months=months
    )


def look(officers: Officers, one: Safeguard, *, is_met: bool = True) -> SafeguardCheck:
    return premises.attest_look(
        officers.first,
        safeguard=one,
        looked_by=person(officers),
        looked_on=queries.today(),
        is_met=is_met,
        words="記録を確かめた",
    )


def only() -> queries.Guarded:
    (one,) = queries.safeguards()
    return one


def test_nobody_attests_their_own_look(officers: Officers) -> None:
    one = door(officers)
    facts = {"looked_on": queries.today(), "is_met": True, "words": "見た"}
    with refused("own_look"):
        premises.attest_look(officers.second, safeguard=one, looked_by=person(officers), **facts)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        SafeguardCheck.objects.create(
            safeguard=one, looked_by=officers.first.id, recorded_by=officers.first.id, made_at=clock.now(), **facts
        )


def test_what_is_not_said_or_not_so_is_refused(officers: Officers) -> None:
    one, facts = door(officers), {"looked_by": person(officers), "is_met": True}
    with refused("in_future"):
        tomorrow = queries.today() + timedelta(days=1)
        premises.attest_look(officers.first, safeguard=one, looked_on=tomorrow, words="見た", **facts)  # type: ignore[arg-type]
    with refused("no_reason"):
        premises.attest_look(officers.first, safeguard=one, looked_on=queries.today(), words=" ", **facts)  # type: ignore[arg-type]
    with refused("not_at_desk"):
        stranger = Person.objects.exclude(id__in=[officers.first.id, officers.second.id]).filter(desk_role=None)[0]
        premises.attest_look(
            officers.first, safeguard=one, looked_by=stranger, looked_on=queries.today(), is_met=True, words="見た"
        )
    premises.end_safeguard(officers.first, safeguard=one, why="移転した")
    with refused("not_now"):
        look(officers, one)
    with refused("not_now"):
        premises.end_safeguard(officers.first, safeguard=one, why="移転した")
    assert queries.safeguards() == []


def test_the_first_look_is_due_within_a_month(officers: Officers) -> None:
    door(officers)
    for day, lateness in (
        (30, Lateness.NEAR),
        (31, Lateness.PASSED),
        (60, Lateness.PASSED),
        (61, Lateness.LONG_PASSED),
    ):
        with clock.held_at(NOON + timedelta(days=day)):
            assert only().day.lateness is lateness, day


def test_the_next_look_is_due_to_the_day(officers: Officers) -> None:
    """Looked at on 10 June 2026: again through 10 December, midnight in Japan."""
    look(officers, door(officers, months=6))
    last = datetime(2026, 12, 10, 14, 59, 59, tzinfo=UTC)
    for moment, has_passed in ((last, False), (last + timedelta(seconds=1), True)):
        with clock.held_at(moment):
            assert only().day.has_passed is has_passed


def test_what_was_not_as_it_should_be_waits_for_somebody(officers: Officers) -> None:
    one = door(officers)
    assert queries.wanting() == [only()]
    look(officers, one, is_met=False)
    assert [found.safeguard for found in queries.wanting()] == [one]
    with clock.held_at(NOON + timedelta(days=1)):
        look(officers, one)
        assert queries.wanting() == []


def test_officers_are_reminded_of_a_look(officers: Officers) -> None:
    for name in ("safeguard", "employee"):
        links._builders.setdefault(name, lambda one: f"/desk/{one}/")
    look(officers, door(officers, months=6))
    for day, letters in ((152, 0), (153, 1), (176, 2), (183, 2), (184, 3)):
        with clock.held_at(NOON + timedelta(days=day)):
            people.watch_people()
            about = [one for one in Letter.objects.filter(kind="staff_due") if "執務室" in one.text]
            assert len(about) == letters, day


def test_the_public_figures_speak_once_everything_was_looked_at(officers: Officers) -> None:
    assert queries.figures() == queries.Figures(0, 0, None)
    first, second = door(officers), premises.enter_safeguard(officers.first, field="rules", place="全社", what="規程")
    look(officers, first)
    assert queries.figures() == queries.Figures(2, 2, None)
    look(officers, second)
    assert queries.figures() == queries.Figures(2, 2, queries.today())


def test_measures_and_looks_cannot_be_changed(officers: Officers) -> None:
    made = look(officers, door(officers))
    for row in (made, made.safeguard):
        for touch in (lambda row=row: type(row).objects.update(made_at=clock.now()), row.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                touch()


def test_they_go_five_years_after_their_end(officers: Officers) -> None:
    with clock.held_at(datetime(2015, 3, 10, 3, tzinfo=UTC)):
        one = door(officers)
        look(officers, one)
        look(officers, one)
    with clock.held_at(datetime(2016, 3, 10, 3, tzinfo=UTC)):
        look(officers, one)
        premises.end_safeguard(officers.first, safeguard=one, why="移転した")
    for moment, looks, safeguards in (
        (datetime(2020, 3, 10, 2, tzinfo=UTC), 0, 0),
        (datetime(2020, 3, 10, 4, tzinfo=UTC), 2, 0),
        (datetime(2021, 3, 10, 2, tzinfo=UTC), 0, 0),
        (datetime(2021, 3, 10, 4, tzinfo=UTC), 0, 1),
    ):
        with clock.held_at(moment):
            assert (let_go("organisation.looks"), let_go("organisation.safeguards")) == (looks, safeguards), moment
    assert not SafeguardCheck.objects.exists()
