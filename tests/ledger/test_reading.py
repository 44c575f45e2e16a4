"""Acts of staff: from both streams, and found without looking through those of everybody else."""

from uuid import UUID

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coorum.base.ledger import reading
from coorum.base.ledger.entries import append, note
from coorum.base.scope import site_scope
from tests.ledger.conftest import Draw


def test_acts_of_staff_come_from_both_streams(draw: Draw, site: UUID) -> None:
    with transaction.atomic():
        append([draw(actor="staff", kind="accounts.role.granted"), draw()])
        note([draw(actor="staff", kind="provision.members.looked_up"), draw(kind="accounts.person.signed_in")])
    with site_scope(site):
        kinds = {act.kind for act in reading.acts_of_staff(limit=100)}
    assert kinds == {"accounts.role.granted", "provision.members.looked_up"}


def test_they_are_found_by_an_index_of_their_own(draw: Draw, site: UUID) -> None:
    append([draw(actor="staff")])
    with site_scope(site), connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as asked:
            reading.acts_of_staff(limit=100)
        plans = []
        for one in asked.captured_queries:
            if "actor = 'staff'" in one["sql"]:
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(f"EXPLAIN {one['sql']}")
                plans.append(" ".join(line for (line,) in cursor.fetchall()))
    assert [f"{table}_staff" in plan for table, plan in zip(("ledger_entry", "ledger_leaf"), plans, strict=True)] == [
        True,
        True,
    ]
