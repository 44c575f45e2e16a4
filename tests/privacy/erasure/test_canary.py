"""After an erasure no byte of a canary is found in any table, file, letter or cache (invariant I5)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from coorum.accounts.models import Person
from coorum.base.postgres.schema import is_site_owned
from coorum.base.rotation import sealed_fields
from coorum.base.scope import provider_scope, site_scope
from coorum.privacy.erasure.kinds import State
from coorum.privacy.models import Erasure
from coorum.privacy.tasks import carry_on
from coorum.sites.queries import all_sites
from tests.cast import Cast
from tests.privacy.erasure.conftest import CANARIES, pass_time

Leave = Callable[..., Erasure]


def scopes() -> Iterator[Any]:
    yield provider_scope
    for site in all_sites():
        yield lambda site=site: site_scope(site.id)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        return [name for (name,) in cursor.fetchall()]


def forms(canary: str) -> list[str]:
    """As it stands in a text, in JSON, and in bytes as PostgreSQL shows them."""
    return [canary, json.dumps(canary)[1:-1], canary.encode().hex()]


def where_it_sings() -> set[tuple[str, str]]:
    """(table, canary) for every table in which one is found; sealed columns are opened."""
    found = set()
    for scope in scopes():
        with scope(), connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"SELECT t::text FROM {table} t")
                rows = "\n".join(row for (row,) in cursor.fetchall())
                found |= {(table, one) for one in CANARIES if any(form in rows for form in forms(one))}
            for field in sealed_fields():
                if is_site_owned(field.model) and scope is provider_scope:
                    continue
                told = "\n".join(str(getattr(row, field.attname)) for row in field.model._default_manager.all())
                found |= {(field.model._meta.db_table, one) for one in CANARIES if one in told}
    return found


def files_that_sing(folder: Path) -> list[str]:
    kept = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in kept if any(one.encode() in path.read_bytes() for one in CANARIES)]


def test_a_canary_is_found_wherever_it_is(canary: Person) -> None:
    """Or the other tests would prove nothing."""
    seen = {table for table, _one in where_it_sings()}
    assert {"accounts_person", "accounts_member", "community_post", "community_comment", "community_draft"} <= seen
    assert {"provision_providedprofile", "account_emailaddress", "session", "letter", "accounts_invitation"} <= seen


def test_after_closing_the_account_nothing_sings(
    canary: Person, leave: Leave, deliver: Callable[[], None], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erasure = leave(canary)
        deliver()
        pass_time(erasure.due_at)
    erasure.refresh_from_db()
    faults = {(one.system, one.fault) for one in erasure.answers.exclude(result="done")}
    assert (erasure.state, faults) == (State.RESIDUAL, set())
    deliver()
    assert where_it_sings() == set()
    assert files_that_sing(tmp_path) == []
    assert list((tmp_path / "files").rglob("*.webp")) == []


def test_what_stays_is_listed_with_rule_and_end(canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    document = erasure.manifests.get().document
    rules = {one["rule"]: one for one in document["residual"]}
    assert set(rules) == {
        "consent.receipts",
        "provision.records",
        "provision.looks",
        "privacy.cases",
        "privacy.incidents",
        "privacy.erasures",
        "ledger.legal",
    }
    assert all(one["until"] > document["backups"]["gone_by"] for one in rules.values())
    assert all(one["why"] for one in document["residual"])
    done = {one["name"]: one for one in document["systems"] if one["erased"]}
    assert {"accounts.persons", "base.letters", "community.words", "community.traces", "community.pictures"} <= set(
        done
    )
    assert done["ledger"]["erased"] >= 3
    assert len(document["shredded"]["commitments_sha256"]) >= 2


def test_after_leaving_one_site_the_account_lives_and_the_site_is_silent(
    cast: Cast, canary: Person, leave: Leave, deliver: Callable[[], None]
) -> None:
    erasure = leave(canary, cast.kissa)
    deliver()
    pass_time(erasure.due_at)
    deliver()
    left = {(table, one) for table, one in where_it_sings() if one != "kanarie.7f3a"}
    assert left <= {("letter", "カナリア七三")}
    canary.refresh_from_db()
    assert canary.is_active
    with site_scope(cast.kissa.id):
        assert not any("kanarie" in table for table, _one in where_it_sings() if table.startswith("community"))


def test_posts_that_were_left_say_no_name(cast: Cast, canary: Person, leave: Leave) -> None:
    erasure = leave(canary, keep_posts=True)
    pass_time(erasure.due_at)
    assert {table for table, _one in where_it_sings()} <= {"community_post", "community_comment", "letter"}
    assert not any(one in {"カナリア七三", "canary_7f3a"} for table, one in where_it_sings() if table != "letter")


def test_a_canary_is_still_gone_after_another_run(canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    with provider_scope():
        carry_on.shell(str(erasure.id))
    erasure.refresh_from_db()
    assert erasure.state == State.RESIDUAL
