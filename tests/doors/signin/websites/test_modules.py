"""A test of ours for each module of the conformance plans for providers, under the module's name.

The official suite cannot be run here (it is a hosted service); these do what each module's text says it does. PKCE is sent
with every request, since this provider takes none without (RFC 9700 2.1.1).
"""

import pytest

from tests.doors.signin.websites import basic, logout  # noqa: F401  they fill the list
from tests.doors.signin.websites.checks import checks
from tests.doors.signin.websites.modules import PROVIDER


@pytest.mark.parametrize("name", sorted(PROVIDER))
def test_module(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = request.getfixturevalue("guest_shop" if name.endswith("not-logged-in") else "shop")
    checks[name](shop, monkeypatch)


def test_nothing_is_checked_under_a_name_that_is_none() -> None:
    assert set(checks) == PROVIDER
