"""The texts that were hashed, written out of the columns by plain SQL.

Not by the functions that wrote them (migrations/0001_functions.sql): a function that was replaced must not vouch for itself.
"""

from collections.abc import Generator
from typing import Any

from django.db import connection

_TIME = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_COMMIT = """coalesce('"' || encode(commitment, 'hex') || '"', 'null')"""
_SUBJECT = """coalesce('"' || subject || '"', 'null')"""

ENTRY_TAG = b"coorum ledger entry 1\n"
ENTRY_TEXT = f"""
    '{{"actor":"' || actor || '","commit":' || {_COMMIT} || ',"key":' || coalesce('"' || key || '"', 'null')
    || ',"kind":"' || kind || '","n":' || n || ',"prev":"' || encode(prev, 'hex') || '","refs":' || refs
    || ',"site":"' || site_id || '","subject":' || {_SUBJECT} || ',"time":"' || {_TIME}
    || '","version":' || version || '}}'"""

LEAF_TAG = b"coorum ledger leaf 1\n"
LEAF_TEXT = f"""
    '{{"actor":"' || actor || '","commit":' || {_COMMIT} || ',"id":"' || id || '","kind":"' || kind || '","refs":' || refs
    || ',"site":"' || site_id || '","subject":' || {_SUBJECT} || ',"time":"' || {_TIME}
    || '","version":' || version || '}}'"""


def copy_out(sql: str, values: Any) -> Generator[bytes]:
    """Rows of COPY's text format, each with its line feed. What is in the ledger holds nothing that COPY would escape."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT", values) as rows:
        try:
            for row in rows:
                yield bytes(row)
        finally:
            # Whoever stops early wants to go on in the same transaction: read to the end, or it would be cancelled.
            for _ in rows:
                pass
