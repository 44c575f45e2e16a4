"""Every cookie is in docs/cookies.md: those that responses set in any test (`register_of_cookies`), and those of scripts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse

from coorum.web.cookies import REGISTER, OnlyRegistered, probe
from coorum.web.request import Request
from tests.cookies import documented

SCRIPTS = Path("src/coorum")


def test_a_cookie_that_nobody_documented_fails_the_test_in_which_it_is_set() -> None:
    with pytest.raises(AssertionError, match=r"docs/cookies\.md"):
        HttpResponse().set_cookie("tracker", "1")


def test_cookies_that_scripts_set_are_documented() -> None:
    written = re.compile(r"document\.cookie\s*=\s*[`\"'](\w+)=")
    found = {name for path in SCRIPTS.rglob("*.js") for name in written.findall(path.read_text())}
    assert found == {"theme"}
    assert found <= documented()


def test_the_register_names_no_cookie_that_is_gone() -> None:
    from coorum.embed import keeping
    from coorum.signin import devices, pending

    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert documented() == named | {devices.COOKIE, pending.COOKIE, keeping.COOKIE, "messages", "theme"}
    assert documented() == {one.name for one in REGISTER}


def test_a_cookie_beyond_the_register_never_leaves(caplog: pytest.LogCaptureFixture) -> None:
    assert probe()["through"] == []
    response = HttpResponse()
    response.cookies["tracker"] = "1"
    assert "tracker" not in OnlyRegistered(lambda _request: response)(Request()).cookies
    assert "tracker" in caplog.text
