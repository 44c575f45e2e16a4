"""What staff were taught, on which devices they work, and who is told of a day."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from coorum.accounts import actions as accounts
from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.outbox import Letter
from coorum.organisation.actions import people as actions
from coorum.organisation.models import Attendance, Course, Device, RoleSnapshot
from coorum.organisation.people import queries
from coorum.organisation.people.kinds import DeviceKind, How
from coorum.organisation.people.rules import Lateness
from tests.cast import refused
from tests.organisation.conftest import NOON, Officers

BOTH = (Duty.PRIVACY_OFFICER, Duty.ADMINISTRATOR)


def person(officers: Officers, which: str = "first") -> Person:
    return Person.objects.get(id=getattr(officers, which).id)


def course(officers: Officers, **more: object) -> Course:
    words = {"title_ja": "個人情報の取扱い", "title_en": "Handling personal information"}
    return actions.make_course(officers.first, duties=[Duty.PRIVACY_OFFICER], **words, **more)  # type: ignore[arg-type]


def read(officers: Officers) -> Course:
    return course(officers, text_ja="読むもの", text_en="To read")


def device(officers: Officers) -> Device:
    return actions.register_device(
        officers.first,
        label="庄司のノートPC",
        kind=DeviceKind.LAPTOP,
        holder=person(officers),
        is_encrypted=True,
        is_locked=True,
    )


def lesson(officers: Officers) -> queries.Lesson:
    found = queries.employee(officers.first.id)  # type: ignore[arg-type]
    assert found
    return found.lessons[0]


def test_who_has_a_duty_must_have_its_course_within_a_month(officers: Officers) -> None:
    course(officers)
    first = lesson(officers)
    assert first.last is None
    assert first.day.due == queries.today() + timedelta(days=30)
    with clock.held_at(NOON + timedelta(days=31)):
        assert lesson(officers).day.lateness is Lateness.PASSED
    with clock.held_at(NOON + timedelta(days=61)):
        assert lesson(officers).day.lateness is Lateness.LONG_PASSED


def test_a_course_is_due_again_when_its_months_are_over(officers: Officers) -> None:
    one = course(officers, months=6)
    actions.record_attendance(
        officers.second,
        course=one,
        person=person(officers),
        happened_on=queries.today(),
        how=How.CLASS,
        evidence="出席簿",
    )
    assert f"{lesson(officers).day.due}" == "2026-12-10"


def test_nobody_vouches_for_themselves(officers: Officers) -> None:
    one = course(officers)
    facts = {"course": one, "happened_on": queries.today(), "evidence": "出た"}
    with refused("own_attendance"):
        actions.record_attendance(officers.first, person=person(officers), how=How.CLASS, **facts)  # type: ignore[arg-type]
    with refused("not_read"):
        actions.record_attendance(officers.second, person=person(officers), how=How.READ, **facts)  # type: ignore[arg-type]
    with refused("no_text"):
        actions.confirm_reading(person(officers), course=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            course=one,
            person=officers.first.id,
            happened_on=queries.today(),
            how=How.CLASS,
            recorded_by=officers.first.id,
            made_at=clock.now(),
        )


def test_who_read_the_text_says_so(officers: Officers) -> None:
    actions.confirm_reading(person(officers), course=read(officers))
    assert lesson(officers).day.lateness is Lateness.QUIET


def test_a_text_stands_in_both_languages(officers: Officers) -> None:
    with refused("one_language"):
        course(officers, text_ja="読むもの")


def test_a_course_that_ended_is_asked_of_nobody(officers: Officers) -> None:
    actions.end_course(officers.second, course=course(officers), why="新しい講座に替えた")
    found = queries.employee(officers.first.id)  # type: ignore[arg-type]
    assert found is not None
    assert found.lessons == []


def test_a_device_is_checked_every_year(officers: Officers) -> None:
    one = device(officers)
    (gear,) = queries.devices()
    assert f"{gear.day.due}" == "2027-06-10"
    assert not gear.wants
    actions.check_device(officers.second, device=one, is_encrypted=True, is_locked=False, words="画面ロックなし")
    assert queries.devices()[0].wants


def test_what_is_given_back_is_wiped_or_explained(officers: Officers) -> None:
    one = device(officers)
    with refused("no_reason"):
        actions.give_back(officers.second, device=one, returned_on=queries.today())
    actions.give_back(officers.second, device=one, returned_on=queries.today(), wiped_on=queries.today())
    assert queries.devices() == []
    with refused("not_now"):
        actions.check_device(officers.second, device=one, is_encrypted=True, is_locked=True)


def test_a_device_of_who_left_is_astray(officers: Officers) -> None:
    device(officers)
    accounts.dismiss_officer(officers.second, person=person(officers))
    assert queries.devices()[0].is_astray


def test_devices_are_for_staff(officers: Officers) -> None:
    stranger = Person.objects.get(email="hana@people.example")
    with refused("not_at_desk"):
        actions.register_device(
            officers.first, label="x", kind="laptop", holder=stranger, is_encrypted=True, is_locked=True
        )


def test_the_person_and_the_administrators_are_told_three_times(officers: Officers) -> None:
    DeskRole.objects.filter(person=officers.second.id).delete()
    DeskRole.objects.filter(duty=Duty.ADMINISTRATOR).update(expires_at=NOON + timedelta(days=360), confirmed_at=NOON)
    end = DeskRole.objects.get(person=officers.first.id).expires_at
    told = []
    for ahead in (40, 30, 29, 7, 6, -1, -2):
        with clock.held_at(end - timedelta(days=ahead)):
            accounts.appoint_officer(SYSTEM, email="desk@people.example", duty=Duty.ADMINISTRATOR)
            told.append(actions.watch_people())
    assert told == [0, 2, 0, 2, 0, 2, 0]
    assert Letter.objects.filter(recipient="desk@people.example").count() == 3


def test_the_duties_are_written_down_once_a_month(officers: Officers) -> None:
    assert actions.snapshot_roles()
    assert actions.snapshot_roles() is None
    with clock.held_at(NOON + timedelta(days=30)):
        assert actions.snapshot_roles()
    assert [one.officers for one in queries.snapshots()] == [2, 2]


def test_what_was_written_down_stays(officers: Officers) -> None:
    actions.confirm_reading(person(officers), course=read(officers))
    device(officers)
    actions.snapshot_roles()
    for table in ("course", "attendance", "device", "devicecheck", "rolesnapshot"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM organisation_{table}")
    assert RoleSnapshot.objects.exists()


def test_a_duty_that_nobody_has_is_vacant(officers: Officers) -> None:
    DeskRole.objects.filter(duty=Duty.PRIVACY_OFFICER).update(expires_at=clock.now())
    assert queries.vacancies() == [Duty.PRIVACY_OFFICER]
