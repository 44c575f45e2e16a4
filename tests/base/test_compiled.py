"""compiled: the rows of a queryset, its SQL made once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from coorum.accounts.models import Member, Pause
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.base.errors import OutsideScope
from coorum.base.scope import site_scope
from tests.cast import Cast


@compiled
def members_named(name: str, *, paused: bool = False) -> QuerySet[Member]:
    rows = Member.objects.select_related("person").filter(display_name=name)
    return rows.filter(pauses__isnull=False) if paused else rows.annotate(word=Value("fixed"))


@compiled
def facts_of(member: UUID | None, *, limit: int) -> QuerySet[Member, dict[str, Any]]:
    rows = Member.objects.filter(id=member) if member else Member.objects.all()
    is_paused = Exists(Pause.objects.filter(member=OuterRef("id")))
    return rows.annotate(is_paused=is_paused).values("display_name", "is_paused").order_by("user_id")[:limit]


@compiled
def none_of(member: UUID) -> QuerySet[Member]:
    return Member.objects.filter(id=member, display_name__in=[])


def test_rows_come_as_from_the_queryset(cast: Cast, on_kissa: UUID) -> None:
    (hana,) = members_named("Hana")
    assert (hana.person.email, hana.word, hana.site_id) == (cast.hana.email, "fixed", on_kissa)
    assert members_named("Nobody") == []
    assert facts_of(hana.id, limit=5) == [{"display_name": "Hana", "is_paused": False}]
    assert [row["display_name"] for row in facts_of(None, limit=1)] == ["Hana"]
    assert [row["display_name"] for row in facts_of(None, limit=2)] == ["Hana", "Taro"]


def test_each_site_sees_its_own(cast: Cast) -> None:
    for site, found in ((cast.kissa, 1), (cast.kiri, 0), (cast.kissa, 1)):
        with site_scope(site.id):
            assert len(members_named("Taro")) == found


def test_outside_a_scope_nothing_answers(cast: Cast, on_kissa: UUID) -> None:
    from coorum.base.scope import scope_cleared

    members_named("Hana")
    with scope_cleared(), pytest.raises(OutsideScope):
        members_named("Hana")


def test_the_shape_decides_which_query_it_is(cast: Cast, on_kissa: UUID) -> None:
    taro = cast.member(cast.taro, cast.kissa)
    Pause.new(member=taro, paused_at=clock.now()).save()
    assert [member.id for member in members_named("Taro", paused=True)] == [taro.id]
    assert members_named("Hana", paused=True) == []


def test_every_time_is_one_statement_that_can_be_counted(cast: Cast, on_kissa: UUID) -> None:
    for _ in range(3):
        with CaptureQueriesContext(connection) as statements:
            members_named("Hana")
        assert len(statements) == 1


def test_a_query_without_rows_is_not_asked(cast: Cast, on_kissa: UUID) -> None:
    with CaptureQueriesContext(connection) as statements:
        assert none_of(uuid4()) == []
    assert len(statements) == 0


def test_a_value_that_shapes_the_query_is_a_mistake(on_kissa: UUID) -> None:
    @compiled
    def wrong(name: str) -> QuerySet[Member]:
        return Member.objects.order_by(*(["id"] if name else []))

    with pytest.raises(ValueError, match="no parameter"):
        wrong("Hana")
    with pytest.raises(TypeError, match="keyword"):
        members_named(True)


@pytest.mark.django_db
def test_postgresql_keeps_the_statement_with_one_plan_for_every_site(cast: Cast) -> None:
    for site in (cast.kissa, cast.kiri):
        with site_scope(site.id):
            members_named("Hana")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%display_name%'"
        )
        kept = cursor.fetchall()
    assert [(generic >= 2, custom) for generic, custom in kept] == [(True, 0)]
