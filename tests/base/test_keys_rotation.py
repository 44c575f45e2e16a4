"""A new key takes over while everybody goes on; the old one can be destroyed, and opens nothing any more."""

import json
import os
import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections, models
from django.test.utils import isolate_apps

from coorum.base import keyring, keys, rotation
from coorum.base.encryption import EncryptedTextField, UnknownKey, key_of, open_
from coorum.base.ledger.models import Entry
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from tests.cast import Cast, raise_curtain

TABLE = """
CREATE TABLE box (id uuid PRIMARY KEY, site_id uuid NOT NULL, secret bytea);
GRANT SELECT, INSERT, UPDATE ON box TO coorum_app;
GRANT SELECT ON box TO coorum_every_site;
ALTER TABLE box ENABLE ROW LEVEL SECURITY;
CREATE POLICY site ON box USING (site_id = nullif(current_setting('app.site', true), '')::uuid);
CREATE POLICY every_site ON box FOR SELECT TO coorum_every_site USING (true);
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    return settings.COORUM_KEYS


@pytest.fixture
def cast(committed: None, folder: Path) -> Cast:
    return raise_curtain()


@pytest.fixture
def box(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A table of secrets, each of one site, behind its wall."""
    with isolate_apps("coorum.base"):

        class Box(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid4)
            site_id = models.UUIDField()
            secret = EncryptedTextField(null=True)

            class Meta:
                app_label = "base"
                db_table = "box"

    superuser = os.environ["COORUM_TEST_SUPERUSER"].replace("/postgres?", f"/{connection.settings_dict['NAME']}?")
    with psycopg.connect(superuser) as owner:
        owner.execute(TABLE)
    monkeypatch.setattr(rotation, "sealed_fields", lambda: [Box._meta.get_field("secret")])
    monkeypatch.setattr(rotation, "is_site_owned", lambda model: True)
    monkeypatch.setattr(rotation, "GRACE", timedelta())
    monkeypatch.setattr(rotation, "BATCH", 3)
    yield Box
    connections.close_all()


def fill(box: Any, site: UUID, count: int = 7) -> list[Any]:
    with site_scope(site):
        rows = [box(site_id=site, secret=f"secret {number}") for number in range(count)]
        for row in rows:
            row.save()
        return rows


def said(*words: str) -> str:
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue()


def blob_of(box: Any, row: Any) -> bytes:
    return box.objects.filter(pk=row.pk).values_list("secret", flat=True).get().blob


def test_after_a_rotation_everything_stands_under_the_new_key(box: Any, cast: Cast) -> None:
    rows = [(site.id, row) for site in (cast.kissa, cast.kiri) for row in fill(box, site.id)]
    with site_scope(cast.kissa.id):
        box(site_id=cast.kissa.id, secret=None).save()
        old = blob_of(box, rows[0][1])
    assert "14 cells sealed anew" in said("rotate")
    assert rotation.cells_by_key() == {"k2": 14}
    for site, row in rows:
        with site_scope(site):
            assert box.objects.get(pk=row.pk).secret == row.secret
    place = box._meta.get_field("secret").place_in(rows[0][1])
    assert open_(place, old) == "secret 0"
    assert "is destroyed" in said("destroy", "k1")
    with pytest.raises(UnknownKey):
        open_(place, old)
    with provider_scope():
        kinds = Entry.objects.filter(site_id=PROVIDER, kind__startswith="operations.key").values_list("kind", flat=True)
        assert list(kinds) == ["operations.key.added", "operations.key.destroyed"]


def test_a_rotation_that_was_interrupted_goes_on_and_ends(box: Any, cast: Cast) -> None:
    fill(box, cast.kissa.id)
    keyring.seal_with(keyring.add_field_key())
    next(rotation.reseal_all([cast.kissa.id]))
    assert rotation.cells_by_key() == {"k1": 4, "k2": 3}
    with pytest.raises(CommandError, match="4 cells stand under k1"):
        said("destroy", "k1")
    assert "4 cells sealed anew" in said("reseal")
    assert "0 cells sealed anew" in said("reseal")
    assert "k2" in said("status")


def test_a_row_read_before_and_saved_after_takes_the_new_key(box: Any, cast: Cast) -> None:
    row = fill(box, cast.kissa.id, 1)[0]
    with site_scope(cast.kissa.id):
        row = box.objects.get(pk=row.pk)
        keyring.seal_with(keyring.add_field_key())
        row.save()
        assert key_of(blob_of(box, row)) == "k2"
        assert box.objects.get(pk=row.pk).secret == "secret 0"


def test_what_cannot_be_opened_is_named_and_keeps_its_key(box: Any, cast: Cast) -> None:
    rows = fill(box, cast.kissa.id, 2)
    with site_scope(cast.kissa.id), connection.cursor() as cursor:
        cursor.execute("UPDATE box SET secret = (SELECT secret FROM box WHERE id = %s)", [rows[0].pk])
    with pytest.raises(CommandError, match=f"box.secret of {rows[1].pk}"):
        said("rotate")
    with pytest.raises(CommandError, match="1 cells stand under k1"):
        said("destroy", "k1")


def test_the_key_that_seals_is_never_destroyed(box: Any) -> None:
    with pytest.raises(CommandError, match="is the key that seals"):
        said("destroy", "k1")
    with pytest.raises(keyring.StillNeeded):
        keyring.destroy_field_key("k1")
    with pytest.raises(CommandError, match="no key k9"):
        said("destroy", "k9")


def test_a_key_is_not_destroyed_while_somebody_may_still_write_with_it(
    box: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(
        f"user=coorum_app host={os.environ['COORUM_TEST_SOCKET']} dbname={connection.settings_dict['NAME']}"
    ) as slow:
        slow.execute("SELECT 1")
        said("rotate")
        with pytest.raises(CommandError, match="1 transactions began before"):
            said("destroy", "k1")
        slow.rollback()
        monkeypatch.setattr(rotation, "GRACE", timedelta(minutes=1))
        with pytest.raises(CommandError, match="a moment ago"):
            said("destroy", "k1")


def test_a_new_key_can_be_spread_before_it_seals(folder: Path) -> None:
    assert keyring.add_field_key() == keyring.add_field_key() == "k2"
    assert keys.field_keys().current == "k1"
    keyring.seal_with("k2")
    assert keyring.add_field_key() == "k3"
    assert (folder / "fields.json").stat().st_mode & 0o077 == 0


def test_keys_in_the_environment_are_changed_where_they_are_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORUM_FIELD_KEYS", (folder / "fields.json").read_text())
    with pytest.raises(ImproperlyConfigured, match="where that is set"):
        keyring.add_field_key()
    assert json.loads((folder / "fields.json").read_text())["current"] == "k1"


class Writer(threading.Thread):
    """Writes and reads secrets of one site, and counts its rounds; stops at the first thing that goes wrong."""

    def __init__(self, box: Any, site: UUID) -> None:
        super().__init__(daemon=True)
        self.box, self.site = box, site
        self.rounds, self.kept, self.may_end = 0, dict[UUID, str](), threading.Event()
        self.trouble: Exception | None = None
        self.turned = threading.Condition()

    def run(self) -> None:
        try:
            while not self.may_end.is_set():
                self._round()
                with self.turned:
                    self.rounds += 1
                    self.turned.notify_all()
        except Exception as error:  # noqa: BLE001  told by go_on
            self.trouble = error
        finally:
            connections.close_all()

    def _round(self) -> None:
        text = f"round {self.rounds}"
        with site_scope(self.site):
            if self.rounds % 2 and self.kept:
                row = self.box.objects.get(pk=random.choice(list(self.kept)))  # noqa: S311
                assert row.secret == self.kept[row.pk]
                row.secret = text
            else:
                row = self.box(site_id=self.site, secret=text)
            row.save()
        self.kept[row.pk] = text

    def go_on(self, rounds: int) -> None:
        """Return when it has gone round so many times more."""
        with self.turned:
            aim = self.rounds + rounds
            assert self.turned.wait_for(lambda: self.rounds >= aim or self.trouble, timeout=20)
        assert self.trouble is None, self.trouble


def test_everybody_goes_on_writing_during_a_rotation(box: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 20)
    writers = [Writer(box, site.id) for site in (cast.kissa, cast.kiri)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.go_on(30)
    said("rotate")
    for writer in writers:
        writer.go_on(10)  # whoever had begun under the old key is done
    said("reseal")
    said("destroy", "k1")
    for writer in writers:
        writer.go_on(20)
        writer.may_end.set()
        writer.join()
        assert writer.trouble is None
    assert set(rotation.cells_by_key()) == {"k2"}
    for writer in writers:
        with site_scope(writer.site):
            assert {row.pk: row.secret for row in box.objects.filter(site_id=writer.site)} == writer.kept
