"""Whether the database is at this version already: asking Django costs two seconds, at every start.

The database carries, as its comment, a fingerprint of the migrations on disk and of those recorded as applied. If either
changes, by a new version or by a hand, the fingerprint no longer fits and `migrate` is asked after all.
"""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version

import psycopg
from psycopg import sql

from coorum.launch.checkout import PACKAGE

LIBRARIES = ("django", "django-allauth", "procrastinate")
APPLIED = "SELECT string_agg(app || '.' || name, ' ' ORDER BY app, name) FROM django_migrations"
COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def is_current(addresses: Mapping[str, str]) -> bool:
    """Whether what was remembered still fits. False without an owner: then `migrate` may say what it needs."""
    if not (owner := addresses.get("COORUM_OWNER_DATABASE_URL")):
        return False
    with psycopg.connect(owner) as connection:
        row = connection.execute(COMMENT).fetchone()
        try:
            return row is not None and row[0] == _fingerprint(connection)
        except psycopg.errors.UndefinedTable:
            return False


def remember(addresses: Mapping[str, str]) -> None:
    """Note that the database has just been migrated."""
    with psycopg.connect(addresses["COORUM_OWNER_DATABASE_URL"]) as connection:
        name = sql.Identifier(connection.info.dbname)
        text = sql.Literal(_fingerprint(connection))
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, text))


def _fingerprint(connection: psycopg.Connection) -> str:
    print_ = hashlib.sha256()
    for file in sorted([*PACKAGE.glob("**/migrations/*.py"), *PACKAGE.glob("commands/**/migrate.py")]):
        print_.update(str(file.relative_to(PACKAGE)).encode() + b"\0" + file.read_bytes())
    print_.update(" ".join(f"{library} {version(library)}" for library in LIBRARIES).encode())
    applied = connection.execute(APPLIED).fetchone()
    print_.update(str(applied).encode())
    return f"coorum {print_.hexdigest()}"
