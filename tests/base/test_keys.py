import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.core.exceptions import ImproperlyConfigured

from coorum.base import keys


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    return settings.COORUM_KEYS


def ring(current: Any = "k1", **names: Any) -> str:
    return json.dumps({"current": current, "keys": names})


def key(length: int = 32) -> str:
    return base64.b64encode(bytes(length)).decode()


def test_a_fresh_folder_signs_and_seals_and_nobody_else_may_read_it(folder):
    signer = keys.signing_key()
    Ed25519PublicKey.from_public_bytes(signer.public).verify(signer.sign(b"text"), b"text")
    assert signer.id == keys.key_id(signer.public)
    assert len(keys.field_keys().keys[keys.field_keys().current]) == 32
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())


def test_making_keys_again_leaves_those_that_are_there(folder):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    keys.create(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_retired_keys_stay_known(folder):
    old = Ed25519PrivateKey.generate().public_key()
    (folder / "retired").mkdir()
    (folder / "retired" / "2025.pem").write_bytes(old.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert keys.public_keys() == {
        keys.signing_key().id: keys.signing_key().public,
        keys.key_id(old.public_bytes_raw()): old.public_bytes_raw(),
    }


def test_the_environment_may_hold_the_keys_instead(folder, monkeypatch):
    other = Ed25519PrivateKey.generate()
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    monkeypatch.setenv("COORUM_SIGNING_KEY", pem)
    monkeypatch.setenv("COORUM_FIELD_KEYS", ring("k9", k9=key()))
    assert keys.signing_key().public == other.public_key().public_bytes_raw()
    assert keys.field_keys().current == "k9"


def test_a_ring_that_grew_is_read_again(folder):
    (folder / "fields.json").write_text(ring("k2", k1=key(), k2=key()))
    assert keys.field_keys().current == "k2"


def test_in_production_a_key_that_everybody_may_read_is_refused(folder, settings):
    (folder / "signing.pem").chmod(0o644)
    keys.signing_key()
    settings.COORUM_MODE = "prod"
    with pytest.raises(ImproperlyConfigured, match=r"Everybody on this machine may read .*signing\.pem"):
        keys.signing_key()
    (folder / "signing.pem").chmod(0o640)
    keys.signing_key()


def test_a_missing_key_is_named(folder):
    (folder / "signing.pem").unlink()
    with pytest.raises(ImproperlyConfigured, match=r"signing.pem cannot be read: No such file or directory\."):
        keys.signing_key()


@pytest.mark.parametrize("pem", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_signing_key_that_is_none_is_refused(folder, pem):
    (folder / "signing.pem").write_text(pem)
    with pytest.raises(ImproperlyConfigured, match="holds no private key in PEM"):
        keys.signing_key()


def test_a_signing_key_of_another_kind_is_refused(folder):
    other = generate_private_key(SECP256R1())
    (folder / "signing.pem").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ImproperlyConfigured, match="not Ed25519"):
        keys.signing_key()


def test_a_retired_key_that_is_none_is_refused(folder):
    (folder / "retired").mkdir()
    (folder / "retired" / "old.pem").write_text("no key")
    with pytest.raises(ImproperlyConfigured, match=r"old\.pem holds no public key"):
        keys.public_keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must look like"),
        ("[]", "must look like"),
        ('{"current": "k1"}', "must look like"),
        (ring("k1", k1="no base64!"), "must look like"),
        (ring("k1", k1=1), "must look like"),
        (ring(["k1"], k1=key()), "not among its keys"),
        (ring("k1", k1=key(16)), "must be 32 bytes"),
        (ring("k 1", **{"k 1": key()}), "under a plain name"),
        (ring("k2", k1=key()), "not among its keys"),
    ],
)
def test_a_ring_that_is_none_is_refused(folder, text, words):
    (folder / "fields.json").write_text(text)
    with pytest.raises(ImproperlyConfigured, match=words):
        keys.field_keys()
