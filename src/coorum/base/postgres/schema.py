"""Tables are born behind their wall: nobody can forget it in a migration.

A table with a foreign key named `site` to `sites.Site` is *site-owned*. Such a table gets, as it is created, the primary
key (site_id, id), forced row-level security with plain predicates, and composite foreign keys to other site-owned
tables (scale.md: what sharding by site asks of the schema from the first migration).
"""

from typing import Any

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models import Field, Model

from coorum.base.site_key import SiteForeignKey

SITE = "nullif(current_setting('app.site', true), '')::uuid"

WALL = """
ALTER TABLE {table} DROP CONSTRAINT {pkey}, ADD CONSTRAINT {pkey} PRIMARY KEY (site_id, {pk});
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY site ON {table} USING (site_id = {site}) WITH CHECK (site_id = {site});
CREATE POLICY every_site ON {table} FOR SELECT TO coorum_every_site USING (true);
"""


def is_site_key(field: Any) -> bool:
    """Whether this field is what makes its table site-owned."""
    return field.name == "site" and field.is_relation and field.related_model._meta.label_lower == "sites.site"


def is_site_owned(model: type[Model]) -> bool:
    """Whether each row of this table belongs to one site."""
    return any(is_site_key(field) for field in model._meta.local_fields)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Builds the wall with the table."""

    # Foreign keys of added columns too go through `_create_fk_sql`, so that they can be composite.
    sql_create_column_inline_fk: Any = None

    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        if is_site_owned(model):
            self._build_wall(model)

    def add_field(self, model: type[Model], field: Field) -> None:
        super().add_field(model, field)
        if is_site_key(field):
            self._build_wall(model)

    def _build_wall(self, model: type[Model]) -> None:
        table = model._meta.db_table
        names = {
            "table": self.quote_name(table),
            "pkey": self.quote_name(f"{table}_pkey"),
            "pk": self.quote_name(str(model._meta.pk.column)),
            "site": SITE,
        }
        self.execute(WALL.format(**names), None)

    def _create_fk_sql(self, model: type[Model], field: Any, suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]  # not in the stubs
        if isinstance(field, SiteForeignKey):
            table, to_table = model._meta.db_table, field.target_field.model._meta.db_table
            to_columns = ["site_id", str(field.target_field.column)]
            statement.parts["column"] = Columns(table, ["site_id", field.column], self.quote_name)
            statement.parts["to_column"] = Columns(to_table, to_columns, self.quote_name)
        return statement
