"""Texts sealed for one place: AES-256-GCM whose associated data is the cell's address and the key's name.

A sealed value that is copied into another row, column, table or site does not open there. Layout of a sealed value:

    0x01 ‖ length of the key's name (1 byte) ‖ the key's name ‖ nonce (12 bytes) ‖ ciphertext and tag (16 bytes)

Nonces are random: one key is good for some 2^32 values (NIST SP 800-38D, 8.3), then the ring gets a new one. Lengths of
texts are not hidden.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from coorum.base import keys

VERSION = 1
NONCE = 12


class WrongPlace(ValueError):  # noqa: N818  says what happened
    """The value was sealed for another place, or was changed since. Nothing of it can be read here."""


class UnknownKey(LookupError):  # noqa: N818
    """The value was sealed with a key that is not in the ring."""


@dataclass(frozen=True)
class Place:
    """The address of a cell. `site` is empty for tables that belong to no site; `pk` is the text of the primary key."""

    site: str
    table: str
    column: str
    pk: str

    def bound_to(self, key: str) -> bytes:
        """The associated data: the five parts as a JSON array, so that no two addresses look alike."""
        return json.dumps(["coorum field 1", self.site, self.table, self.column, self.pk, key]).encode()


def seal(place: Place, text: str) -> bytes:
    """Encrypt `text` for `place` with the ring's current key."""
    ring = keys.field_keys()
    nonce, name = secrets.token_bytes(NONCE), ring.current.encode()
    sealed = AESGCM(ring.keys[ring.current]).encrypt(nonce, text.encode(), place.bound_to(ring.current))
    return bytes([VERSION, len(name)]) + name + nonce + sealed


def open_(place: Place, blob: bytes) -> str:
    """The text that was sealed for `place`. Raises `WrongPlace` or `UnknownKey`."""
    name, rest = _parts(blob)
    ring = keys.field_keys()
    if name not in ring.keys:
        raise UnknownKey(f"{place.table}.{place.column} of {place.pk} is sealed with {name!r}, not in the key ring")
    try:
        text = AESGCM(ring.keys[name]).decrypt(rest[:NONCE], rest[NONCE:], place.bound_to(name))
    except InvalidTag as error:
        where = f"{place.table}.{place.column} of {place.pk}"
        raise WrongPlace(f"what stands in {where} was sealed for another place, or changed since") from error
    return text.decode()


def key_of(blob: bytes) -> str:
    """The name of the key a value is sealed with: what re-encryption after a rotation looks for."""
    return _parts(blob)[0]


def _parts(blob: bytes) -> tuple[str, bytes]:
    end = 2 + blob[1] if len(blob) > 1 else 2
    if len(blob) < end + NONCE + 16 or blob[0] != VERSION:
        raise WrongPlace("this is no sealed value")
    return blob[2:end].decode("ascii", "replace"), blob[end:]


@dataclass(frozen=True)
class Sealed:
    """What the database holds. `values()` answers these: without its row a value cannot be opened."""

    blob: bytes

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read from the row it belongs to."""

    field: "EncryptedTextField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        return open_(self.field.place_in(instance), value.blob) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: str | Sealed | None) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.Field):
    """A text kept sealed for its row. Reading decrypts, saving encrypts; it is neither searched nor updated in bulk.

    The row must know its key before it is inserted (a UUID by default), and keep it: where key, site, table or column
    change, the value must be written anew. Dumps and serializers leave the field out.
    """

    description = "Sealed text"
    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "serialize": False, **kwargs})

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place_in(self, instance: models.Model) -> Place:
        """The address of this field in that row. Raises FieldError while the row has no key."""
        if instance.pk is None:
            raise FieldError(f"{instance._meta.label}.{self.name} is bound to its row, which has no key yet")
        site = getattr(instance, "site_id", None)
        return Place(str(site or ""), instance._meta.db_table, str(self.column), str(instance.pk))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_key()]

    def _check_key(self) -> list[checks.CheckMessage]:
        if not isinstance(self.model._meta.pk, models.AutoField):
            return []
        words = "A sealed value is bound to its row: give the model a primary key that is known before it is inserted."
        return [checks.Error(words, obj=self, id="base.E001")]

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:  # noqa: ARG002, FBT001  Django's signature
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str):
            value = Sealed(seal(self.place_in(model_instance), value))
            model_instance.__dict__[self.attname] = value
        elif isinstance(value, Sealed) and key_of(value.blob) != keys.field_keys().current:
            # Read before a rotation and saved after it: an old key must find no new work.
            place = self.place_in(model_instance)
            value = model_instance.__dict__[self.attname] = Sealed(seal(place, open_(place, value.blob)))
        return value

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or isinstance(value, Sealed):
            return None if value is None else value.blob
        raise FieldError(
            f"{self.name} is sealed for its row: it can be saved with the row, not searched or updated in bulk"
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        blob = value if prepared else self.get_prep_value(value)
        return None if blob is None else connection.Database.Binary(blob)
