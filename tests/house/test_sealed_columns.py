"""Every sealed column can be sealed anew, and is: or the old key could never be destroyed (`keys rotate`)."""

import os
import re
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection, models

import coorum
from coorum.base import keys, rotation
from coorum.base.encryption import EncryptedTextField, seal
from coorum.base.ids import new_id
from coorum.base.postgres.schema import is_site_owned
from coorum.base.rotation import sealed_fields
from coorum.base.scope import provider_scope, site_scope
from tests.cast import raise_curtain

HOUSE = Path(coorum.__file__).parent
#: Who seals more than columns: why nothing of it is forgotten when a key is destroyed.
ELSEWHERE = {
    "base/encryption.py": "columns",
    "base/rotation.py": "columns, anew",
    "enquiries/attachments.py": "files, counted there and sealed anew by a task",
    "privacy/actions/copying.py": "a file for a day, counted in privacy/sealed_files.py",
    "privacy/actions/proofs.py": "a file for thirty days, counted in privacy/sealed_files.py",
    "privacy/package.py": "a file for a fortnight, counted in privacy/sealed_files.py",
    "signin/views/factors.py": "a secret that stands in a page for some minutes, and then in no use",
}

#: Triggers that see every change of a table, and let none pass: their function never answers with the new row.
REFUSING = """
SELECT t.tgname, p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND t.tgtype & 16 > 0 AND t.tgqual IS NULL
AND p.prosrc NOT LIKE '%%NEW%%'
"""


def test_no_guard_stands_between_a_sealed_column_and_a_new_key(db: None) -> None:
    kept = []
    with connection.cursor() as cursor:
        for one in sealed_fields():
            table = one.model._meta.db_table
            cursor.execute("SELECT has_column_privilege('coorum_app', %s, %s, 'UPDATE')", [table, one.column])
            if cursor.fetchone() != (True,):
                kept.append(f"{table}.{one.column}: may not be updated")
            cursor.execute(REFUSING, [table])
            kept += [f"{table}.{one.column}: {name} ({function})" for name, function in cursor.fetchall()]
    assert kept == []


def test_whoever_seals_more_than_columns_is_known() -> None:
    """`encryption.seal` keeps nothing in view of `keys rotate`: only columns (`EncryptedTextField`) are found by themselves."""
    sealing = re.compile(
        r"\bencryption\.seal\(|from coorum\.base\.encryption import [^\n]*\bseal\b|^def seal\(", re.MULTILINE
    )
    found = {str(one.relative_to(HOUSE)) for one in HOUSE.rglob("*.py") if sealing.search(one.read_text("utf-8"))}
    assert found - {"base/pictures/seal.py"} == set(ELSEWHERE)


def test_a_rotation_reaches_every_sealed_column(
    committed: None, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """A row is put into each table that has sealed columns, whatever else it would need; then a new key takes over."""
    monkeypatch.setattr(rotation, "GRACE", rotation.GRACE * 0)
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    cast = raise_curtain()
    before, fields = _cells(), sealed_fields()
    rows = [_put(model, list(some), cast.kissa.id) for model, some in groupby(fields, key=lambda one: one.model)]
    assert sum(_cells().values()) == sum(before.values()) + len(fields)
    out = StringIO()
    call_command("keys", "rotate", stdout=out)
    assert set(_cells()) == {"k2"}, out.getvalue()
    for row in rows:
        with site_scope(cast.kissa.id) if is_site_owned(type(row)) else provider_scope():
            again = type(row)._base_manager.get(pk=row.pk)
            assert {getattr(again, one.name) for one in fields if one.model is type(row)} == {"secret"}


def _cells() -> Any:
    return rotation.cells_by_key()


def _put(model: type[models.Model], fields: list[EncryptedTextField], site: Any) -> models.Model:
    """A row with nothing but its key and what is sealed, put there by whoever owns the machine."""
    owned = is_site_owned(model)
    row = model(
        pk=(site, new_id()) if model._meta.pk.name == "pk" else new_id(), **({"site_id": site} if owned else {})
    )
    table, pk = model._meta.db_table, model._meta.pk.column
    values = {pk: row.pk} | ({"site_id": site} if owned else {})
    values |= {str(one.column): seal(one.place_in(row), "secret") for one in fields}
    with psycopg.connect(_superuser(), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        _loosen(owner, table, keep={pk, "site_id"})
        names = ", ".join(values)
        owner.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(values))})", list(values.values())
        )
    return row


def _loosen(owner: Any, table: str, *, keep: set[str]) -> None:
    checks = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'"
    for (name,) in owner.execute(checks, [table]).fetchall():
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    needed = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull AND NOT attisdropped"
    for (name,) in owner.execute(needed, [table]).fetchall():
        if name not in keep:
            owner.execute(f'ALTER TABLE {table} ALTER "{name}" DROP NOT NULL')


def _superuser() -> str:
    return os.environ["COORUM_TEST_SUPERUSER"].replace("/postgres?", f"/{connection.settings_dict['NAME']}?")
