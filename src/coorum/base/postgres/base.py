"""The database wrapper Django loads by name (`ENGINE = "coorum.base.postgres"`)."""

from django.db.backends.postgresql import base

from coorum.base.postgres.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with our schema editor."""

    SchemaEditorClass = DatabaseSchemaEditor
