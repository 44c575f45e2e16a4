"""At the desk stands what was refused in a week, and what went beyond a purpose."""

from typing import Any

import pytest

from coorum.accounts.contact import address_of
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.base.uses import Ground, overriding
from tests.cast import Cast


def test_the_week_is_empty_at_first(cast: Cast, visit: Any) -> None:
    assert "断ったことも" in visit(None, as_=cast.desk).get("/desk/promises/uses/").content.decode()


def test_refusals_and_overrides_are_listed(cast: Cast, visit: Any) -> None:
    with pytest.raises(Refused), provider_scope():
        address_of(cast.hana, "profiling")
    with provider_scope(), overriding(SYSTEM, ground=Ground.LIFE, reason="救助のため"):
        address_of(cast.hana, "prove")
    page = visit(None, as_=cast.desk).get("/desk/promises/uses/").content.decode()
    assert "profiling" in page
    assert "生命、身体、財産" in page
    assert cast.hana.email not in page
