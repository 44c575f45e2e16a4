"""What is left of an erased account goes once nothing refers to it, on no site; not before, and never under a hold."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from coorum.accounts import queries as people
from coorum.accounts.models import Closure, Departure, Member, Person
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.privacy.models import LegalHold
from coorum.privacy.retention.kinds import HoldGround
from tests.cast import Cast
from tests.periods import let_go

BEGAN = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
GRACE = timedelta(days=90)


@pytest.fixture
def mask(cast: Cast) -> Person:
    """Erased in March 2024; nothing is left but the row."""
    with provider_scope():
        person = Person.objects.create(email="x@erased.invalid", is_active=False)
        Closure.objects.create(person=person, begun_at=BEGAN, erased_at=BEGAN)
    return person


def is_there(person: Person) -> bool:
    return Person.objects.filter(id=person.id).exists()


def test_a_mask_goes_when_no_backup_knows_the_name_any_more(mask: Person) -> None:
    for late, gone in ((GRACE - timedelta(seconds=1), 0), (GRACE + timedelta(seconds=1), 1)):
        with clock.held_at(BEGAN + late), provider_scope():
            assert let_go("accounts.erased") == gone
    assert not is_there(mask)
    assert not Closure.objects.filter(person_id=mask.id).exists()


def test_who_is_not_erased_is_never_a_mask(cast: Cast) -> None:
    with provider_scope():
        Closure.objects.create(person=cast.hana, begun_at=BEGAN)
        assert let_go("accounts.erased") == 0
        assert called("accounts_person_let_go", cast.hana.id) == 0
        assert is_there(cast.hana)


def test_a_record_on_any_site_keeps_it(mask: Person, cast: Cast) -> None:
    with site_scope(cast.kiri.id):
        member = Member.new(person=mask, display_name="", user_id="gone", joined_at=BEGAN, has_left=True)
        member.save()
    with provider_scope():
        assert let_go("accounts.erased") == 0
        assert called("accounts_person_let_go", mask.id) == 0
    with site_scope(cast.kiri.id):
        member.delete()
    with provider_scope():
        assert let_go("accounts.erased") == 1


def test_it_looks_behind_every_wall_and_leaves_the_scope_as_it_was(mask: Person, cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        here = Member.objects.count()
        assert unreferred() == [mask.id]
        assert Member.objects.count() == here
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.site')")
            assert cursor.fetchone() == (str(cast.kissa.id),)


def test_a_hold_keeps_it_in_the_database_too(mask: Person) -> None:
    with provider_scope():
        soon = clock.now().date() + timedelta(days=90)
        LegalHold.objects.create(
            person=mask.id, ground=HoldGround.LAWSUIT, why="訴状", review_on=soon, placed_at=clock.now()
        )
        assert let_go("accounts.erased") == 0
        with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
            called("accounts_person_let_go", mask.id)
        assert is_there(mask)


def test_a_former_member_goes_once_nothing_refers_to_them(cast: Cast) -> None:
    with clock.held_at(BEGAN), site_scope(cast.kissa.id):
        board = community.open_board(people.viewer_on_site(cast.owen), name="話", slug="old-talk")
        spoke, silent = (Member.objects.get(person=one) for one in (cast.hana, cast.taro))
        community.write_post(people.viewer_on_site(cast.hana), board=board, title="話", body="話", key=new_id())
        for one in (spoke, silent):
            Member.objects.filter(id=one.id).update(has_left=True)
            Departure.new(member=one, departed_at=BEGAN, kept_posts=True).save()
    for late, gone in ((GRACE - timedelta(seconds=1), 0), (GRACE + timedelta(seconds=1), 1)):
        with clock.held_at(BEGAN + late), site_scope(cast.kissa.id):
            assert let_go("accounts.former_members") == gone
    with site_scope(cast.kissa.id):
        assert [one.id for one in Member.objects.filter(id__in=[spoke.id, silent.id])] == [spoke.id]


def called(function: str, *ids: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [list(ids)])
        return int(cursor.fetchone()[0])


def unreferred() -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_person_unreferred(%s)", [clock.now()])
        return list(cursor.fetchone()[0])
