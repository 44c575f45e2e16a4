"""The database wrapper Django loads by name (`ENGINE = "coorum.base.postgres"`)."""

import select

from django.db.backends.postgresql import base
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from coorum.base.postgres.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with our schema editor, and with fewer words on the way: each costs a page a tenth of a millisecond.

    Transactions are opened with `atomic` only. BEGIN travels with what the transaction is opened for (`opening`).
    """

    SchemaEditorClass = DatabaseSchemaEditor

    #: A statement to be said together with the next BEGIN, then forgotten.
    opening = ""

    def init_connection_state(self) -> None:
        super().init_connection_state()
        # The statements PostgreSQL keeps are those of `@compiled`: a plan that serves every site, made once.
        if self.connection is not None:
            self.connection.execute("SET plan_cache_mode = force_generic_plan")

    def is_usable(self) -> bool:
        """Whether the server is still there. After an error we ask it; before a request only if it said something unasked."""
        quiet = self.connection is not None and not select.select([self.connection.pgconn.socket], [], [], 0)[0]
        return (quiet and not self.errors_occurred) or super().is_usable()

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        """The driver stays in autocommit; BEGIN is ours."""
        if not self.connection.autocommit:
            super()._set_autocommit(autocommit=True)  # type: ignore[misc]  # the stubs do not know it
        if not autocommit:
            self.begin()

    def begin(self) -> None:
        """Open a transaction, with `opening` as its first word."""
        said, self.opening = f"BEGIN;{self.opening}", ""
        self._say(said)

    def _commit(self) -> None:
        if self.connection is not None:
            self._say("COMMIT")

    def _say(self, words: str) -> None:
        """A command without values or rows, straight to the library below the driver."""
        with self.wrap_database_errors:
            result = self.connection.pgconn.exec_(words.encode())
            if result.status != ExecStatus.COMMAND_OK:
                raise error_from_result(result)
