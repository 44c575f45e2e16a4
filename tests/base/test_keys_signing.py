"""A new key signs; what the old one signed can be checked for ever."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coorum.base import keyring, keys
from coorum.base.ledger import heads, verify
from coorum.base.ledger.across import every_chain
from coorum.base.operations import BACKUP_MADE, record
from coorum.base.scope import PROVIDER
from coorum.consent.signatures import opened, sign


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, db: None) -> Path:
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    return settings.COORUM_KEYS


def test_old_receipts_and_heads_hold_after_the_signing_key_changed() -> None:
    record(BACKUP_MADE, rows=1)
    heads.sign_heads(pause=timedelta())
    receipt, old = sign({"agreed": True}, kind="consent-receipt"), keys.signing_key()
    call_command("keys", "rotate", "--signing")
    record(BACKUP_MADE, rows=2)
    heads.sign_heads(pause=timedelta())
    new = keys.signing_key()
    assert new.id != old.id
    assert opened(receipt) == opened(sign({"agreed": True}, kind="consent-receipt")) == {"agreed": True}
    published = heads.heads_published()
    assert {key["id"] for key in published["keys"]} == {old.id, new.id}
    assert published["heads"][0]["key"] == new.id
    with every_chain("test"):
        report = verify.verify(PROVIDER)
    assert (report.fault, report.heads) == ("", 3)


def test_the_old_private_key_is_gone(folder: Path) -> None:
    before = (folder / "signing.pem").read_bytes()
    keyring.rotate_signing_key()
    assert all(before not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert len(list((folder / "retired").glob("*.pem"))) == 1


def test_a_death_between_the_two_files_loses_no_signature(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = sign({"agreed": True}, kind="consent-receipt")
    real = keyring._replace

    def dies(path: Path, content: bytes) -> None:
        if path.name == "signing.pem":
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setattr(keyring, "_replace", dies)
    with pytest.raises(KeyboardInterrupt):
        keyring.rotate_signing_key()
    monkeypatch.setattr(keyring, "_replace", real)
    assert opened(receipt) is not None
    keyring.rotate_signing_key()
    assert opened(receipt) is not None
