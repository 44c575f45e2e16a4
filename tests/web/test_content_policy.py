"""What a browser may load for a page of ours, and whom it may send to."""

from typing import Any

import pytest

from tests.cast import Cast

OURS = {"'none'", "'self'", "data:", "blob:"}


@pytest.mark.parametrize("path", ["/", "/documents/", "/contact/", "/signin/login/"])
def test_pages_load_and_send_nowhere_else(cast: Cast, visit: Any, path: str) -> None:
    headers = visit(cast.kissa).get(path, follow=True).headers
    policy = {rule.split()[0]: set(rule.split()[1:]) for rule in headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    loaded = {source for rule, sources in policy.items() if rule != "form-action" for source in sources}
    assert loaded - OURS == set()
    assert headers["Referrer-Policy"] == "same-origin"
