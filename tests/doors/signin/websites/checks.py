"""Checks by the name of their module; basic.py and logout.py fill the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.scope import provider_scope
from tests.doors.signin.websites.shop import Shop

Check = Callable[[Shop, pytest.MonkeyPatch], None]
checks: dict[str, Check] = {}


def module(name: str) -> Callable[[Check], Check]:
    """Name the module that a check is for."""

    def keep(check: Check) -> Check:
        checks[name] = check
        return check

    return keep


def discovered(shop: Shop) -> dict[str, Any]:
    return dict(shop.machine.get("/.well-known/openid-configuration").json())


def signed_in_before(shop: Shop, *, seconds: int) -> None:
    """The person's session began so long ago."""
    with provider_scope():
        session = shop.person.session
        session["_signed_in_at"] = (clock.now() - timedelta(seconds=seconds)).isoformat()
        session.save()
