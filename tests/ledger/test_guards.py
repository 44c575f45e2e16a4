"""Who may do what to the ledger: the application's role, the one across sites, the auditor's, the owner's."""

import json
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from coorum.base.ledger.entries import PROVIDER_CHAIN, Draft, append, note
from coorum.base.ledger.models import Chain, Entry, Leaf, Opening
from coorum.base.ledger.sealing import seal_once
from coorum.base.scope import provider_scope, scope_cleared, site_scope
from tests.ledger.openings import erase_openings

TABLES = ["chain", "entry", "leaf", "opening", "key", "head", "frontier", "node"]
CALLABLE = {
    "ledger_append",
    "ledger_note",
    "ledger_seal",
    "ledger_erase",
    "ledger_unsigned",
    "ledger_sign",
    "ledger_newest_heads",
}


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(found.value)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_can_only_read_the_tables(db, table, sql):
    column = {"key": "id = id", "entry": "n = n", "node": "level = level"}.get(table, "site_id = site_id")
    assert "permission denied" in refused(sql.format(f"ledger_{table}", column))


def test_the_application_can_call_what_appends_and_nothing_behind_it(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.proname, p.prosecdef, p.proconfig FROM pg_proc p
               WHERE p.proname LIKE 'ledger%%' AND has_function_privilege(current_user, p.oid, 'EXECUTE')"""
        )
        found = {name: (definer, config) for name, definer, config in cursor.fetchall()}
    assert {name for name, (definer, _) in found.items() if definer} == CALLABLE
    assert all("search_path=pg_catalog, pg_temp" in found[name][1] for name in CALLABLE)
    assert set(found) - CALLABLE == {
        "ledger_time_text",
        "ledger_entry_text",
        "ledger_leaf_text",
        "ledger_hash",
        "ledger_refuse",
    }


def test_a_table_slipped_in_front_fools_no_function(draw, site):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE ledger_entry (LIKE public.ledger_entry)")
        append([draw()])
        cursor.execute("SELECT count(*) FROM pg_temp.ledger_entry")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("table", ["entry", "leaf", "opening", "head", "frontier", "node", "chain"])
def test_policies_are_forced_and_plain(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [f"ledger_{table}"]
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute("SELECT roles, cmd, qual FROM pg_policies WHERE tablename = %s", [f"ledger_{table}"])
        policies = {tuple(roles): (cmd, qual) for roles, cmd, qual in cursor.fetchall()}
    scope = "(site_id = (NULLIF(current_setting('app.site'::text, true), ''::text))::uuid)"
    assert policies.pop(("coorum_app",)) == ("SELECT", scope)
    assert policies.pop(("coorum_every_site",)) == ("SELECT", "true")
    assert policies.pop(("coorum_owner",)) == ("ALL", "true")
    assert policies.pop(("coorum_auditor",), None) == (None if table == "opening" else ("SELECT", "true"))
    assert policies == {}


def test_each_key_and_index_leads_with_the_site(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
               JOIN pg_class t ON t.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
               WHERE t.relname LIKE 'ledger%%' AND t.relname <> 'ledger_key' AND a.attname <> 'site_id'"""
        )
        assert cursor.fetchall() == []


def test_a_scope_shows_its_own_chain_only(draw, site):
    other = uuid4()
    append([draw(payload={"a": 1}), draw(site=other, payload={"a": 2})])
    note([draw(), draw(site=other)])
    for model in (Chain, Entry, Leaf, Opening):
        with site_scope(site):
            assert {row.site_id for row in model.objects.all()} == {site}


def test_outside_a_scope_no_chain_is_shown(connect, site):
    own = connect()
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}}
    own.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft])])
    assert own.execute("SELECT count(*) FROM ledger_entry").fetchone() == (0,)


def test_the_providers_chain_is_shown_in_the_providers_scope_only(site):
    with scope_cleared(), provider_scope():
        append([Draft(PROVIDER_CHAIN, "accounts.person.registered", "person")])
        assert {entry.site_id for entry in Entry.objects.all()} == {PROVIDER_CHAIN}
        with site_scope(site):
            assert not Entry.objects.filter(site_id=PROVIDER_CHAIN).exists()


def test_the_auditor_reads_the_evidence_but_no_payload(draw, as_superuser):
    append([draw(payload={"a": 1})])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE coorum_auditor")
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone()[0] >= 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT * FROM ledger_opening")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET actor = 'staff'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "UPDATE ledger_leaf SET actor = 'staff'",
        "UPDATE ledger_leaf SET seal = 99, number = 99",
        "DELETE FROM ledger_leaf",
        "TRUNCATE ledger_leaf",
        "UPDATE ledger_opening SET payload = '{}'",
        "TRUNCATE ledger_opening",
        "UPDATE ledger_key SET since = now()",
        "DELETE FROM ledger_key",
        "TRUNCATE ledger_key CASCADE",
        "UPDATE ledger_head SET n = 99",
        "DELETE FROM ledger_head",
        "TRUNCATE ledger_head",
        "DELETE FROM ledger_chain",
        "TRUNCATE ledger_chain",
        "TRUNCATE ledger_node",
    ],
)
def test_triggers_stop_a_slip_of_the_owners(draw, key_folder, as_superuser, sql):
    from coorum.base.ledger.heads import sign_heads

    append([draw(payload={"a": 1})])
    note([draw()])
    seal_once()
    sign_heads()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE coorum_owner")
    assert "append-only" in refused(sql)


def test_openings_are_erased_in_their_own_scope_only(draw, site):
    append([draw(payload={"a": 1})])
    with (
        site_scope(uuid4()),
        pytest.raises(DatabaseError, match="in the scope of that site only"),
        transaction.atomic(),
    ):
        erase_openings(site, entries=[1])
    with site_scope(site):
        assert Opening.objects.count() == 1
        assert erase_openings(site, entries=[1]) == 1
        assert Opening.objects.count() == 0


def test_a_failed_statement_leaves_nothing_behind(draw, site):
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}}
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft, {**draft, "actor": "not fit"}])])
    assert append([draw()])[0].n == 1


def test_no_function_runs_for_somebody_who_only_reads(connect, site):
    reader = connect()
    reader.execute("SET ROLE coorum_every_site")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute("SELECT ledger_append('[]')")
