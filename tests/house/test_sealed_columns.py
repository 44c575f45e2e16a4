"""Every sealed column can be sealed anew: or the old key could never be destroyed (`keys rotate`)."""

from django.db import connection

from coorum.base.rotation import sealed_fields

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
