"""The walls between sites, read off the catalogue: no table can be forgotten (docs/decisions/0002)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from coorum.base.postgres.schema import is_site_owned
from coorum.base.site_key import SiteForeignKey

SITE_OWNED = sorted((model for model in apps.get_models() if is_site_owned(model)), key=lambda model: model._meta.label)
#: From the cellar up, as in pyproject.toml; a foreign key may point to the same storey's own room or below.
STOREYS = [
    "base",
    "ledger",
    "sites",
    "consent",
    "accounts",
    "factors",
    "linking",
    "inviting",
    "profiles",
    "notices",
    "organisation",
    "provision",
    "moderation",
    "search",
    "privacy",
    "openid",
    "community",
    "customers",
    "enquiries",
    "integrations",
    "promises",
    "demo",
]


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def table_ids() -> list[str]:
    return [model._meta.db_table for model in SITE_OWNED]


@pytest.mark.django_db
@pytest.mark.parametrize("model", SITE_OWNED, ids=table_ids())
class TestSiteOwnedTable:
    def test_row_level_security_is_forced(self, model: type[models.Model]) -> None:
        sql = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"
        assert rows(sql, model._meta.db_table) == [(True, True)]

    def test_policies_are_plain_and_complete(self, model: type[models.Model]) -> None:
        sql = "SELECT policyname, cmd, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY policyname"
        policies = {name: (cmd, qual, check) for name, cmd, qual, check in rows(sql, model._meta.db_table)}
        assert {"site", "every_site"} <= set(policies)
        assert not any("SELECT" in f"{qual}{check}".upper() for _cmd, qual, check in policies.values())
        assert policies["site"][1] == policies["site"][2]
        assert policies["every_site"][0] == "SELECT"

    def test_every_key_and_index_leads_with_the_site(self, model: type[models.Model]) -> None:
        sql = """
            SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = %s::regclass
        """
        assert {name: first for name, first in rows(sql, model._meta.db_table) if first != "site_id"} == {}

    def test_the_application_does_not_own_it(self, model: type[models.Model]) -> None:
        assert rows("SELECT tableowner FROM pg_tables WHERE tablename = %s", model._meta.db_table) == [
            ("coorum_owner",)
        ]


@pytest.mark.django_db
def test_foreign_keys_between_site_owned_tables_are_composite() -> None:
    sql = """
        SELECT conname, conrelid::regclass::text, confrelid::regclass::text, cardinality(conkey)
        FROM pg_constraint WHERE contype = 'f'
    """
    owned = set(table_ids())
    assert [name for name, table, target, width in rows(sql) if {table, target} <= owned and width < 2] == []


@pytest.mark.django_db
def test_the_application_role_bypasses_nothing() -> None:
    sql = "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert rows(sql) == [("coorum_app", False, False, False)]


@pytest.mark.django_db
def test_without_a_scope_no_site_owned_table_answers() -> None:
    for model in SITE_OWNED:
        assert rows(f"SELECT count(*) FROM {model._meta.db_table}") == [(0,)]


def foreign_keys() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models():
        if model.__module__.startswith("coorum."):
            for field in model._meta.local_fields:
                if field.is_relation:
                    yield model, field


def test_foreign_keys_point_downstairs() -> None:
    upward = [
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if field.related_model._meta.label != "accounts.Person"
        and STOREYS.index(field.related_model._meta.app_label) > STOREYS.index(model._meta.app_label)
    ]
    assert upward == []


def test_site_owned_tables_refer_to_each_other_through_the_site() -> None:
    plain = [
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if is_site_owned(model) and is_site_owned(field.related_model) and not isinstance(field, SiteForeignKey)
    ]
    assert plain == []
