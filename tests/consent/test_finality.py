"""What is published or signed stays as it is: neither the application nor the owner of the tables changes it."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from coorum.base import clock
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyText, PolicyVersion

TABLES = ("consent_policyversion", "consent_policytext", "consent_receipt")


def version(**changed: Any) -> PolicyVersion:
    now = clock.now()
    facts = {"number": "1.0", "announced_at": now, "effective_at": now, **changed}
    return PolicyVersion.objects.create(kind=PolicyKind.PROVIDER_POLICY, change_class=ChangeClass.FIRST, **facts)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_changes_nothing_that_is_published(db: None, table: str, sql: str) -> None:
    PolicyText.objects.create(version=version(), language="ja", document={}, sha256="0" * 64)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


@pytest.fixture
def superuser(db: None) -> Iterator[psycopg.Connection]:
    """A superuser's connection, to which no grant and no wall says no; its transaction is thrown away."""
    name = psycopg.conninfo.conninfo_to_dict(os.environ["COORUM_TEST_SUPERUSER"])["user"]
    where = {"host": os.environ["COORUM_TEST_SOCKET"], "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**where, user=name) as open_one:
        yield open_one
        open_one.rollback()


ROWS = {
    "consent_policyversion": """INSERT INTO consent_policyversion
        (id, kind, number, change_class, summary, announced_at, effective_at)
        VALUES (gen_random_uuid(), 'provider_policy', '99', 'N1', '{}', now(), now())""",
    "consent_policytext": """INSERT INTO consent_policytext (id, version_id, language, document, sha256)
        VALUES (gen_random_uuid(), gen_random_uuid(), 'ja', '{}', 'x')""",
    "consent_receipt": """INSERT INTO consent_receipt
        (id, site_id, person_id, kind, event, document, signed, ledger_key, made_at)
        VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'provision', 'given', '{}', 'x',
                gen_random_uuid(), now())""",
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_triggers_refuse_even_the_owner(superuser: psycopg.Connection, table: str, sql: str) -> None:
    if not sql.startswith("TRUNCATE"):  # its trigger needs no row, and it waits for no foreign key
        superuser.execute(ROWS[table])
    with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
        superuser.execute(sql.format(table))


def test_no_version_holds_before_it_is_announced(db: None) -> None:
    now = clock.now()
    with pytest.raises(IntegrityError, match="policy_version_never_retroactive"), transaction.atomic():
        version(announced_at=now, effective_at=now - timedelta(seconds=1))
    assert version(announced_at=now, effective_at=now).number == "1.0"
