"""Who is signed out and sends a form is told so on this host: no form may lead to another (CSP form-action)."""

from typing import Any

import pytest

from tests.cast import Cast

PROFILE = "/my/profile/"


def test_a_guest_who_looks_is_led_to_sign_in_and_back(cast: Cast, visit: Any) -> None:
    assert visit(cast.kissa).get("/my/?page=2").url == "/signin/enter?next=%2Fmy%2F%3Fpage%3D2"


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://kissa.test/my/profile/?from=menu", "%2Fmy%2Fprofile%2F%3Ffrom%3Dmenu"),
        ("http://kissa.test", "%2F"),
        ("https://evil.example/my/", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_form_of_somebody_signed_out_leads_nowhere_but_shows_the_way(
    cast: Cast, visit: Any, before: str, back: str
) -> None:
    answer = visit(cast.kissa).post(PROFILE, {"display_name": "x"}, headers={"referer": before})
    assert answer.status_code == 403
    assert "form-action 'self';" in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert f'href="/signin/enter?next={back}"' in page
    assert cast.kissa.name in page


def test_joining_with_a_session_that_ran_out_shows_the_way_to_register(cast: Cast, visit: Any) -> None:
    answer = visit(cast.kissa).post("/signin/join/", {"next": "/b/"})
    assert answer.status_code == 403
    assert 'href="/signin/enter?next=%2Fb%2F&amp;new=1"' in answer.content.decode()
