"""A house comes back from its backup, and whoever left it since stays away."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from coorum.accounts import queries as people
from coorum.base import files
from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import site_scope
from coorum.launch.backup.tables import LEFT_OUT
from coorum.launch.postgres import Cluster, ensure_database, running
from coorum.launch.postgres.cluster import SUPERUSER
from coorum.provision import actions as provision
from tests.cast import Cast, raise_curtain
from tests.launch.houses import Vault, complaint, coorum, counts
from tests.provision.test_joining import join

WALLS = """
SELECT count(*) FILTER (WHERE relforcerowsecurity), (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'),
       (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated), (SELECT count(*) FROM pg_policy)
FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path)
    coorum("backup", "--make-key", str(tmp_path / "lock" / "key"))
    return vault


def superuser_of(house: dict[str, str]) -> str:
    return house["COORUM_DATABASE_URL"].replace("coorum_app", SUPERUSER)


def leave(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        provision.leave_site(people.viewer_on_site(cast.mika), keep_posts=True)


def test_a_house_comes_back_as_it_was_but_for_who_left_since(house: Any, vault: Vault, data: Path) -> None:
    cast = raise_curtain()
    join(cast.mika, cast.kissa)
    picture = files.put(cast.kissa.id, b"picture", "image/webp")
    sign_heads()
    connections.close_all()
    vault.save(*vault.lock, **house)
    before = counts(superuser_of(house))
    with psycopg.connect(superuser_of(house)) as old:
        walls = old.execute(WALLS).fetchone()
    leave(cast)

    refusal = complaint("restore", str(vault.backups), "--keys", str(vault.keys), *vault.lock, "--data", str(data))
    assert "--tombstones" in refusal
    assert not data.exists()
    said = vault.bring_back("--data", str(data), "--tombstones", house["COORUM_TOMBSTONES"])
    assert "The evidence holds" in said
    assert "Let go of again: 2." in said  # the consent, and the membership

    with running(data, durable=False) as cluster:
        restored = cluster.url(SUPERUSER)
        after = counts(restored)
        same = {name for name in before if not name.startswith(("ledger_", "consent_", "provision_", "procrastinate_"))}
        # who left since leaves again, and systems that keep up are told so
        changed = {*LEFT_OUT, "tombstone", "accounts_departure", "letter", "integrations_change"}
        assert {name: after[name] for name in same - changed} == {name: before[name] for name in same - changed}
        assert [after[name] for name in LEFT_OUT] == [0, 0, 0]
        with psycopg.connect(restored) as new:
            assert new.execute(WALLS).fetchone() == walls
            member = new.execute("SELECT display_name FROM accounts_member WHERE has_left").fetchall()
            assert member == [("—",)]
            assert new.execute("SELECT FROM provision_providedprofile").fetchall() == []
            kinds = "SELECT kind FROM ledger_entry WHERE kind LIKE 'operations.%' ORDER BY n"
            assert new.execute(kinds).fetchall() == [("operations.backup.restored",)]
    assert (data / "files" / picture.key).read_bytes() == b"picture"
    assert (data / "keys" / "fields.json").read_bytes() == (settings.COORUM_KEYS / "fields.json").read_bytes()
    assert not (data / "restoring").exists()
    words = ["restore", str(vault.backups), "--keys", str(vault.keys), *vault.lock, "--no-tombstones"]
    assert "is not empty" in complaint(*words, "--data", str(data))


def test_nothing_is_served_from_a_restore_that_did_not_end(house: Any) -> None:
    with psycopg.connect(superuser_of(house)) as owner:
        owner.execute("CREATE SCHEMA coorum_restoring")
    for command in ("serve", "worker", "live"):
        assert "has not ended" in complaint(command, **house)


@pytest.mark.slow
def test_a_house_moves_to_a_server_of_another_version(house: Any, vault: Vault, data: Path, other: Cluster) -> None:
    cast = raise_curtain()
    join(cast.mika, cast.kissa)
    connections.close_all()
    vault.save(*vault.lock, **house)
    ensure_database(other, "coorum")
    there = {
        "COORUM_DATABASE_URL": other.url("coorum_app"),
        "COORUM_OWNER_DATABASE_URL": other.url("coorum_owner"),
        "COORUM_DATA": str(data),
        "COORUM_MAIL_FOLDER": str(data / "mail"),
        "COORUM_MODE": "test",
    }
    words = ["--tombstones", house["COORUM_TOMBSTONES"]]
    vault.bring_back(*words, **there)
    before, after = counts(superuser_of(house)), counts(other.url(SUPERUSER))
    assert {name: after[name] for name in before if name.startswith(("accounts_member", "community_", "sites_"))} == {
        name: before[name] for name in before if name.startswith(("accounts_member", "community_", "sites_"))
    }
    assert "is not empty" in complaint(
        "restore", str(vault.backups), "--keys", str(vault.keys), *vault.lock, *words, **there
    )
    vault.bring_back(*words, "--fresh", **there)
    assert counts(other.url(SUPERUSER))["accounts_member"] == before["accounts_member"]
