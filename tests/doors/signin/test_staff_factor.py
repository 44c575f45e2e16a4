"""Staff of console and desk work in sessions that began with a second factor; those without one are led to set it up."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import query_of
from tests.doors.signin.test_factors import key_on
from tests.factors.test_factors import code_of

NEEDED = "/signin/factors/needed/"


def sign_in(browser: Client, email: str, next_path: str = "") -> Any:
    return browser.post("/signin/login/", {"login": email, "password": PASSWORD, "next": next_path})


def set_up(browser: Client, back: str) -> str:
    """Set up an app; where one goes then, by way of the recovery codes."""
    app = f"/signin/factors/app/?{urlencode({'next': back})}"
    answer = browser.post(app, {"code": code_of(key_on(browser.get(app))), "next": back})
    return query_of(answer.url)["next"]


@pytest.mark.parametrize("page", ["/desk/", "/desk/requests/"])
def test_an_officer_without_one_sees_nothing_of_the_desk(cast: Cast, visit: Any, page: str) -> None:
    officer = visit(None, as_=cast.desk, by=("password",))
    answer = officer.get(page)
    assert answer.url.startswith("/signin/enter?")
    needed = officer.get(answer.url).url
    assert needed.startswith(f"{NEEDED}?next=")
    assert "二段階認証" in officer.get(needed).content.decode()


def test_an_officer_sets_one_up_and_goes_on(cast: Cast, visit: Any) -> None:
    officer = visit(None)
    sign_in(officer, cast.desk.email)
    officer.get(officer.get("/desk/").url)
    assert set_up(officer, "/desk/") == "/desk/"
    assert officer.get("/desk/").status_code == 200
    assert officer.get(f"{NEEDED}?next=/desk/").url == "/desk/"


def test_an_owner_on_a_host_of_their_own_comes_back_there(cast: Cast, visit: Any) -> None:
    here, there = visit(cast.kissa, as_=cast.owen, by=("password",)), visit(None)
    sign_in(there, cast.owen.email)
    to_provider = here.get(here.get("/console/").url).url
    needed = there.get(to_provider).url
    assert needed.startswith(f"{NEEDED}?next=")
    assert cast.kissa.name in there.get(needed).content.decode()
    back = query_of(needed)["next"]
    arrived = there.get(set_up(there, back)).url
    assert here.get(arrived).url == "/console/"
    assert here.get("/console/").status_code == 200


def test_a_form_is_not_taken_without_one(cast: Cast, visit: Any) -> None:
    owner = visit(cast.kissa, as_=cast.owen, by=("password",))
    assert owner.post("/console/invitations/", {}).url.startswith("/signin/enter?")


def test_members_are_not_asked_and_see_no_console(cast: Cast, visit: Any) -> None:
    member = visit(cast.kissa, as_=cast.hana, by=("password",))
    assert member.get("/my/").status_code == 200
    assert member.get("/console/").status_code == 404


@pytest.mark.parametrize("method", ["password", "code", "linked:google"])
def test_no_first_factor_is_enough(cast: Cast, visit: Any, method: str) -> None:
    assert visit(None, as_=cast.desk, by=(method,)).get("/desk/").status_code == 302


@pytest.mark.parametrize("method", ["totp", "recovery_code", "passkey"])
def test_any_second_factor_is(cast: Cast, visit: Any, method: str) -> None:
    assert visit(None, as_=cast.desk, by=("password", method)).get("/desk/").status_code == 200
