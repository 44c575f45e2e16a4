import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from coorum.base import keys
from coorum.base.encryption import EncryptedTextField, Place, Sealed, UnknownKey, WrongPlace, key_of, open_, seal

texts = st.text(st.characters(exclude_categories=["Cs"]))
places = st.builds(Place, *[st.text(st.characters(max_codepoint=255), max_size=8)] * 4)
HERE = Place("site", "accounts_person", "secret", "1")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    return settings.COORUM_KEYS


def add_key(folder: Path, name: str) -> None:
    ring = json.loads((folder / "fields.json").read_text())
    other = json.loads((_fresh(folder / "other") / "fields.json").read_text())
    ring["keys"][name], ring["current"] = other["keys"]["k1"], name
    (folder / "fields.json").write_text(json.dumps(ring))


def _fresh(folder: Path) -> Path:
    keys.create(folder)
    return folder


@given(text=texts, place=places)
def test_what_is_sealed_opens_in_its_place(text, place):
    assert open_(place, seal(place, text)) == text


@given(text=texts, place=places, other=places)
def test_it_opens_in_no_other_place(text, place, other):
    if place != other:
        with pytest.raises(WrongPlace):
            open_(other, seal(place, text))


@pytest.mark.parametrize("part", ["site", "table", "column", "pk"])
def test_each_part_of_the_place_counts(part):
    with pytest.raises(WrongPlace, match="sealed for another place"):
        open_(replace(HERE, **{part: "other"}), seal(HERE, "text"))


def test_parts_that_run_into_each_other_are_told_apart():
    with pytest.raises(WrongPlace):
        open_(Place("ab", "c", "d", "e"), seal(Place("a", "bc", "d", "e"), "text"))


@given(text=texts, position=st.integers(0), bit=st.integers(0, 7))
def test_any_changed_bit_is_noticed(text, position, bit):
    blob = bytearray(seal(HERE, text))
    blob[position % len(blob)] ^= 1 << bit
    with pytest.raises((WrongPlace, UnknownKey)):
        open_(HERE, bytes(blob))


@given(blob=st.binary(max_size=80))
def test_anything_else_is_no_sealed_value(blob):
    with pytest.raises((WrongPlace, UnknownKey)):
        open_(HERE, blob)


def test_the_same_text_is_sealed_differently_each_time_and_nothing_of_it_shows():
    first, second = seal(HERE, "otpauth"), seal(HERE, "otpauth")
    assert first != second
    assert b"otpauth" not in first


def test_after_a_rotation_old_values_open_and_new_ones_take_the_new_key(folder):
    old = seal(HERE, "text")
    add_key(folder, "k2")
    assert (open_(HERE, old), key_of(old), key_of(seal(HERE, "text"))) == ("text", "k1", "k2")


def test_a_value_of_a_lost_key_says_which(folder):
    add_key(folder, "k2")
    blob = seal(HERE, "text")
    ring = json.loads((folder / "fields.json").read_text())
    del ring["keys"]["k2"]
    (folder / "fields.json").write_text(json.dumps({**ring, "current": "k1"}))
    with pytest.raises(UnknownKey, match="secret of 1 is sealed with 'k2'"):
        open_(HERE, blob)


@pytest.fixture
def box() -> Any:
    with isolate_apps("coorum.base"):

        class Box(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid4)
            site_id = models.UUIDField(default=UUID(int=5))
            secret = EncryptedTextField(null=True)

            class Meta:
                app_label = "base"
                db_table = "box"

        yield Box


def stored(box: models.Model) -> bytes:
    """What saving would write."""
    field = box._meta.get_field("secret")
    return field.get_prep_value(field.pre_save(box, add=True))


def loaded(box: type[models.Model], pk: UUID, blob: bytes | None) -> models.Model:
    """The row as Django reads it."""
    value = box._meta.get_field("secret").from_db_value(blob, None, None)
    return box.from_db("default", ["id", "site_id", "secret"], [pk, UUID(int=5), value])


def test_the_field_is_text_in_python_and_sealed_in_the_database(box):
    row = box(secret="otpauth://hana")
    blob = stored(row)
    assert b"hana" not in blob
    assert row.secret == loaded(box, row.pk, blob).secret == "otpauth://hana"


def test_none_stays_none(box):
    row = box(secret=None)
    assert stored(row) is None
    assert loaded(box, row.pk, None).secret is None


def test_an_empty_text_is_sealed_too(box):
    row = box(secret="")
    assert loaded(box, row.pk, stored(row)).secret == ""


def test_a_cell_copied_to_another_row_does_not_open(box):
    blob = stored(box(secret="hers"))
    with pytest.raises(WrongPlace, match=r"box\.secret"):
        loaded(box, uuid4(), blob).secret  # noqa: B018


def test_an_unchanged_value_is_written_back_as_it_was(box):
    row = box(secret="text")
    blob = stored(row)
    assert stored(loaded(box, row.pk, blob)) == blob


def test_a_changed_value_is_sealed_anew(box):
    row = box(secret="text")
    blob = stored(row)
    again = loaded(box, row.pk, blob)
    again.secret = "other"
    assert stored(again) != blob
    assert again.secret == "other"


def test_a_row_in_memory_holds_no_clear_text_once_saved(box):
    row = box(secret="text")
    stored(row)
    assert isinstance(row.__dict__["secret"], Sealed)
    assert "text" not in repr(row.__dict__)


def test_it_is_neither_searched_nor_updated_in_bulk(box):
    with pytest.raises(FieldError, match="sealed for its row"):
        box.objects.filter(secret="text")
    with pytest.raises(FieldError, match="sealed for its row"):
        box._meta.get_field("secret").get_db_prep_save("text", None)


def test_a_row_without_a_key_cannot_seal(box):
    with pytest.raises(FieldError, match="has no key yet"):
        stored(box(id=None, secret="text"))


@isolate_apps("coorum.base")
def test_a_model_whose_key_the_database_gives_is_refused():
    class Numbered(models.Model):
        secret = EncryptedTextField()

        class Meta:
            app_label = "base"

    assert [error.id for error in Numbered._meta.get_field("secret").check()] == ["base.E001"]


def test_dumps_leave_it_out(box):
    assert not box._meta.get_field("secret").serialize


def test_a_migration_can_name_it(box):
    _, path, args, kwargs = box._meta.get_field("secret").deconstruct()
    assert path == "coorum.base.encryption.EncryptedTextField"
    assert EncryptedTextField(*args, **kwargs).null
