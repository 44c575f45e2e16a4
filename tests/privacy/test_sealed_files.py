"""A key lives as long as a package that waits to be fetched stands under it; then everything of a case is under the new one."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coorum.base import clock, keys, rotation
from tests.cast import Cast
from tests.periods import let_go
from tests.searching import search_all


def test_a_package_keeps_its_key_alive_until_it_expires(
    desk_scope: Cast, paid: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "GRACE", timedelta())
    monkeypatch.setattr(rotation, "_transactions_before", lambda moment: 0)
    settings.COORUM_KEYS = tmp_path / "keys"
    keys.create(settings.COORUM_KEYS)
    request = paid(desk_scope.hana)
    search_all(request.id)
    assert rotation.cells_by_key()["k1"] > 0
    call_command("keys", "rotate")
    assert dict(rotation.cells_by_key()).keys() == {"k2"}
    with pytest.raises(CommandError, match="1 files stand under k1"):
        call_command("keys", "destroy", "k1")
    with clock.held_at(clock.now() + timedelta(days=15)):
        let_go("privacy.packages")
    call_command("keys", "destroy", "k1")
    request.refresh_from_db()
    assert request.words == "すべて"
