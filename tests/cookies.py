"""The register of cookies, held against every response that any test sees."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

REGISTER = Path("docs/cookies.md")


@cache
def documented() -> frozenset[str]:
    """The names in the table of docs/cookies.md."""
    return frozenset(re.findall(r"^\| `(\w+)` \|", REGISTER.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(scope="session", autouse=True)
def register_of_cookies() -> Iterator[None]:
    """No response sets a cookie that the register does not name."""
    from django.http.response import HttpResponseBase

    real = HttpResponseBase.set_cookie

    def documented_only(self: HttpResponseBase, key: str, *args: Any, **kwargs: Any) -> None:
        assert key.removeprefix("__Host-") in documented(), f"the cookie {key} is not in {REGISTER}"
        real(self, key, *args, **kwargs)

    HttpResponseBase.set_cookie = documented_only  # type: ignore[method-assign]
    yield
    HttpResponseBase.set_cookie = real  # type: ignore[method-assign]
