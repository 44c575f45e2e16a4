"""Fail closed: outside its site's scope a row does not exist."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from coorum.accounts.models import Member, Pause
from coorum.base import clock
from coorum.base.errors import OutsideScope
from coorum.base.events import SYSTEM
from coorum.base.every_site import every_site
from coorum.base.scope import scope_cleared, site_scope
from tests.cast import Cast


def test_the_manager_refuses_to_answer_outside_a_scope(cast: Cast) -> None:
    with pytest.raises(OutsideScope):
        Member.objects.count()


def test_postgresql_answers_nothing_outside_a_scope(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_member")
        assert cursor.fetchone() == (0,)


def test_a_scope_shows_its_own_site_only(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        assert {member.display_name for member in Member.objects.all()} == {"Hana", "Taro"}
        with site_scope(cast.kiri.id):
            assert {member.display_name for member in Member.objects.all()} == {"Hana", "Mika"}
        assert Member.objects.count() == 2


def test_raw_sql_sees_no_other_site(cast: Cast) -> None:
    with site_scope(cast.kissa.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT site_id), count(*) FROM accounts_member")
        assert cursor.fetchone() == (1, 2)


def test_a_row_for_another_site_is_refused(cast: Cast) -> None:
    taro = cast.member(cast.taro, cast.kissa)
    with (
        site_scope(cast.kissa.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Pause(site_id=cast.kiri.id, member_id=taro.id, paused_at=clock.now()).save()


def test_a_foreign_key_cannot_point_into_another_site(cast: Cast) -> None:
    mika = cast.member(cast.mika, cast.kiri)
    with site_scope(cast.kissa.id), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            Pause.new(member_id=mika.id, paused_at=clock.now()).save()


def test_joins_carry_the_site(on_kissa: object) -> None:
    sql = str(Pause.objects.select_related("member").query)
    assert '("accounts_pause"."site_id" = "accounts_member"."site_id"' in sql
    reverse = str(Member.objects.filter(pauses__paused_at__isnull=False).query)
    assert '"accounts_member"."site_id" = "accounts_pause"."site_id"' in reverse


def test_every_site_reads_across_and_cannot_write(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        with every_site(reason="counting members for the monthly bill", actor=SYSTEM):
            assert Member.objects.count() == 4
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Member.objects.update(bio="changed")
        assert Member.objects.count() == 2


def test_every_site_wants_a_reason(cast: Cast) -> None:
    with (
        site_scope(cast.kissa.id),
        pytest.raises(ValueError, match="reason"),
        every_site(reason=" ", actor=SYSTEM),
    ):
        pass


def test_a_cleared_scope_is_no_scope(on_kissa: object) -> None:
    with scope_cleared(), pytest.raises(OutsideScope):
        Member.objects.count()
    assert Member.objects.count() == 2
