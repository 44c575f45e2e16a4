"""Nobody learns from a page of identity whether an address is registered."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coorum.accounts import passwords
from tests.cast import Cast
from tests.doors.signin.steps import NEW, form, letters, page, way_to

KNOWN = "hana@people.example"


def shape(answer: Any, address: str) -> tuple[Any, ...]:
    """What a stranger sees of an answer: status, address, cookies and words, without what differs for everybody."""
    fresh = r'name="(csrfmiddlewaretoken|challenge)" value="[^"]+"|data-options="[^"]+"'
    body = re.sub(fresh, "", answer.content.decode()).replace(address, "…")
    return answer.status_code, answer.headers.get("Location"), sorted(answer.cookies), body


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that is made: what takes time on these pages."""
    made: list[str] = []
    real = passwords.FastHasherForTests.encode

    def counted(self: Any, password: str, salt: str) -> str:
        made.append("hash")
        return str(real(self, password, salt))

    monkeypatch.setattr(passwords.FastHasherForTests, "encode", counted)
    return made


def register(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("signup", cast.kissa), form(cast.kissa, email=address))


def recover(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("recover", cast.kissa), {"email": address, "next": way_to(cast.kissa)})


def sign_in(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("login", cast.kissa), {"login": address, "password": "wrong wrong wrong"})


@pytest.mark.parametrize("step", [register, recover, sign_in])
def test_a_known_address_is_answered_like_an_unknown_one(cast: Cast, visit: Any, hashes: list[str], step: Any) -> None:
    seen, costs, statements = [], [], []
    for address in (KNOWN, NEW):
        before = len(hashes)
        with CaptureQueriesContext(connection) as queries:
            seen.append(shape(step(visit(None), cast, address), address))
        costs.append(len(hashes) - before)
        statements.append(len(queries))
    assert seen[0] == seen[1]
    assert costs[0] == costs[1]
    assert abs(statements[0] - statements[1]) <= 6


@pytest.mark.parametrize("step", [register, recover])
def test_the_page_for_the_code_is_the_same_too(cast: Cast, visit: Any, step: Any) -> None:
    told = []
    for address in (KNOWN, NEW):
        browser = visit(None)
        url = step(browser, cast, address).url
        answers = [browser.get(url), *(browser.post(url, {"code": "0000-0000"}) for _try in range(4))]
        told.append([shape(answer, address) for answer in answers])
    assert told[0] == told[1]


def test_asking_for_the_letter_again_is_answered_alike(cast: Cast, visit: Any) -> None:
    told = []
    for address in (KNOWN, NEW):
        browser = visit(None)
        url = register(browser, cast, address).url
        answers = [browser.post(url, {"action": "resend"}) for _try in range(2)]
        told.append([shape(answer, address) for answer in [*answers, browser.get(url)]])
    assert told[0] == told[1]
    assert [kind for kind, _to in letters()] == ["already_registered"] * 3 + ["verify_address"] * 3


def test_an_address_registered_but_not_verified_is_answered_alike(cast: Cast, visit: Any) -> None:
    register(visit(None), cast, NEW)
    other = "other@people.example"
    for step in (register, recover, sign_in):
        assert shape(step(visit(None), cast, NEW), NEW) == shape(step(visit(None), cast, other), other)


def test_the_owner_of_the_address_is_told_by_letter(cast: Cast, visit: Any) -> None:
    register(visit(None), cast, KNOWN)
    recover(visit(None), cast, NEW)
    assert letters() == [("already_registered", KNOWN), ("no_account", NEW)]


def test_too_many_tries_are_stopped_alike(cast: Cast, visit: Any) -> None:
    told = []
    for number, address in enumerate((KNOWN, NEW)):
        browser = visit(None)
        browser.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        told.append([shape(sign_in(browser, cast, address), address) for _try in range(7)])
    assert told[0] == told[1]
    assert told[0][-1][0] == 429
