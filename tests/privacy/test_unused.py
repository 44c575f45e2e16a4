"""Accounts that nobody uses: told twice, erased after 24 months, kept by signing in; some are left alone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from coorum.accounts.models import Person, StaffRole
from coorum.base import clock, links
from coorum.base.events import Party
from coorum.base.ids import short
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.privacy.actions import retention
from coorum.privacy.models import Erasure
from coorum.privacy.retention import unused
from coorum.privacy.retention.kinds import HoldGround
from tests.cast import Cast
from tests.periods import let_go


@pytest.fixture
def began() -> datetime:
    return clock.now()


@pytest.fixture
def house(desk_scope: Cast, began: datetime) -> Cast:
    """Everybody was here today; afterwards Taro and Mika sign in now and then, and Hana never."""
    links._builders.setdefault("sign_in", lambda _one: "/signin/login/")
    Person.objects.update(last_login=began)
    return desk_scope


def erased() -> list[UUID | None]:
    """Whose erasure has begun."""
    return list(Erasure.objects.values_list("person", flat=True))


def after(began: datetime, months: float, house: Cast, *, but: Person | None = None) -> Any:
    """So long after; everybody but one signed in a day before."""
    moment = began + timedelta(days=months * 30.5)
    Person.objects.exclude(id=(but or house.hana).id).update(last_login=moment - timedelta(days=1))
    return clock.held_at(moment)


def test_people_are_told_after_eighteen_months_and_again_a_month_before(house: Cast, began: datetime) -> None:
    for months, told in ((17, 0), (18.2, 1), (19, 0), (22.5, 0), (23.2, 1), (23.5, 0)):
        with after(began, months, house):
            assert retention.tell_unused() == told, months
    first, last = Letter.objects.filter(kind="account_unused").order_by("written_at")
    assert first.recipient == last.recipient == house.hana.email
    assert first.subject != last.subject
    assert "/signin/login/" in first.text


def test_the_account_is_erased_after_twenty_four_months(house: Cast, began: datetime) -> None:
    for months, count in ((18.2, 0), (23.2, 0), (23.8, 0), (24.2, 1), (24.3, 0)):
        with after(began, months, house):
            retention.tell_unused()
            assert let_go("accounts.unused") == count, months
    assert erased() == [house.hana.id]
    assert Erasure.objects.get().state == "erasing"


def test_whoever_signs_in_keeps_the_account(house: Cast, began: datetime) -> None:
    with after(began, 18.2, house):
        retention.tell_unused()
        Person.objects.filter(id=house.hana.id).update(last_login=clock.now())
    with after(began, 24.5, house):
        assert let_go("accounts.unused") == 0
        assert retention.tell_unused() == 0
    assert erased() == []


def test_nobody_is_erased_who_was_not_told_a_month_ago(house: Cast, began: datetime) -> None:
    with after(began, 40, house):
        assert let_go("accounts.unused") == 0
        assert retention.tell_unused() == 1
        assert let_go("accounts.unused") == 0
    with after(began, 41.2, house):
        assert let_go("accounts.unused") == 1


def test_staff_and_officers_are_left_alone(cast: Cast, began: datetime) -> None:
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.hana, role="moderator", granted_at=clock.now()).save()
    with provider_scope():
        for alone in (cast.hana, cast.desk):
            Person.objects.update(last_login=began)
            with after(began, 25, cast, but=alone):
                assert retention.tell_unused() == 0


def test_who_is_under_a_hold_is_left_alone(house: Cast, officer: Party, began: datetime) -> None:
    with after(began, 18.2, house):
        retention.tell_unused()
        soon = clock.now().date() + timedelta(days=300)
        retention.place_hold(officer, ground=HoldGround.LAWSUIT, why="訴状", review_on=soon, person=house.hana)
    with after(began, 25, house):
        assert let_go("accounts.unused") == 0
        assert [one.id for one in unused.left_alone(Person.objects.filter(id=house.hana.id))[0]] == [house.hana.id]


def test_who_is_left_alone_is_listed_with_the_reason(cast: Cast, began: datetime) -> None:
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.hana, role="moderator", granted_at=clock.now()).save()
    with provider_scope():
        Person.objects.update(last_login=began)
        with clock.held_at(began + timedelta(days=700)):
            assert unused.spared() == []
        with clock.held_at(began + timedelta(days=760)):
            soon = clock.now().date() + timedelta(days=300)
            officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
            retention.place_hold(officer, ground=HoldGround.LAWSUIT, why="訴状", review_on=soon, person=cast.taro)
            found = {one.label: one.why for one in unused.spared()}
    labels = {name: short(getattr(cast, name).id)[-8:].upper() for name in ("hana", "taro", "desk", "mika")}
    assert {name: found[label].value for name, label in labels.items()} == {
        "hana": "staff",
        "taro": "hold",
        "desk": "desk",
        "mika": "untold",
    }
