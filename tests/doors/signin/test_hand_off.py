"""From a site to the sign-in host and back: once, in the same browser, and to nowhere else."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from coorum.accounts.models import HandOff, Session
from coorum.base import clock
from coorum.sites.models import Domain
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import query_of, way_to


@pytest.fixture
def here(cast: Cast, visit: Any) -> Client:
    """A guest's browser on the site."""
    return visit(cast.kissa)


@pytest.fixture
def there(visit: Any) -> Client:
    """The same browser on the provider's host: cookies are kept by host."""
    return visit(None)


def sign_in(there: Client, cast: Cast, next_path: str = "", person: str = "hana") -> Any:
    address = getattr(cast, person).email
    return there.post("/signin/login/", {"login": address, "password": PASSWORD, "next": next_path})


def depart(here: Client, query: str = "?next=/b/") -> str:
    """The address on the provider's host to which the site sends its visitor."""
    return here.get(f"/signin/enter{query}").url


def arrival(there: Client, departure: str) -> str:
    """The address on the site to which the provider's host sends a person who is signed in there."""
    parts = urlsplit(departure)
    return there.get(f"{parts.path}?{parts.query}").url


def test_a_guest_is_sent_to_sign_in_and_comes_back_signed_in(cast: Cast, here: Client, there: Client) -> None:
    departure = depart(here)
    assert departure.startswith("http://provider.test/signin/pass/kissa/?state=")
    to_login = there.get(departure).url
    assert to_login.startswith("/signin/login/?next=")
    page = there.get(to_login)
    assert cast.kissa.name in page.content.decode()
    back = sign_in(there, cast, query_of(to_login)["next"]).url
    arrived = there.get(back).url
    assert arrived.startswith("http://kissa.test/signin/return?code=")
    home = here.get(arrived)
    assert home.url == "/b/"
    assert here.get("/signin/enter?next=/b/").url == "/b/"
    hosts = Session.objects.order_by("host").values_list("host", "browser", "person")
    assert [row[0] for row in hosts] == ["kissa.test", "provider.test"]
    assert len({row[1:] for row in hosts}) == 1


def test_who_is_signed_in_there_is_not_asked(cast: Cast, here: Client, there: Client) -> None:
    sign_in(there, cast)
    arrived = arrival(there, depart(here))
    assert here.get(arrived).url == "/b/"


def test_a_code_works_once(cast: Cast, here: Client, there: Client) -> None:
    sign_in(there, cast)
    arrived = arrival(there, depart(here))
    here.get(arrived)
    here.cookies.pop("session")
    replay = here.get(arrived)
    assert replay.status_code == 400
    assert "もう一度試す" in replay.content.decode()


def test_a_code_is_worth_nothing_in_another_browser(cast: Cast, visit: Any, here: Client, there: Client) -> None:
    sign_in(there, cast)
    arrived = arrival(there, depart(here))
    stolen = visit(cast.kissa).get(arrived)
    assert stolen.status_code == 400
    assert "Cookie" in stolen.content.decode()
    assert "session" not in stolen.cookies


def test_somebody_elses_sign_in_cannot_be_planted(cast: Cast, visit: Any, there: Client) -> None:
    """The attacker's own code, with the attacker's state, in the victim's browser."""
    attacker, victim = visit(cast.kissa), visit(cast.kissa)
    sign_in(there, cast, person="taro")
    depart(victim)
    assert victim.get(arrival(there, depart(attacker))).status_code == 400


def test_a_code_for_one_site_is_worth_nothing_on_another(cast: Cast, visit: Any, here: Client, there: Client) -> None:
    sign_in(there, cast)
    arrived = query_of(arrival(there, depart(here)))
    elsewhere = visit(cast.kiri)
    state = query_of(depart(elsewhere))["state"]
    assert elsewhere.get("/signin/return", {"code": arrived["code"], "state": state}).status_code == 400


def test_a_code_runs_out(cast: Cast, here: Client, there: Client) -> None:
    sign_in(there, cast)
    arrived = arrival(there, depart(here))
    HandOff.objects.update(made_at=clock.now() - timedelta(minutes=2))
    assert here.get(arrived).status_code == 400


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?code=%00&state=%00"])
def test_a_made_up_arrival_is_refused_in_words(here: Client, query: str) -> None:
    answer = here.get(f"/signin/return{query}")
    assert answer.status_code == 400
    assert "ログインできませんでした" in answer.content.decode()


def test_two_tabs_do_not_disturb_each_other(cast: Cast, here: Client, there: Client) -> None:
    sign_in(there, cast)
    first, second = depart(here, "?next=/one/"), depart(here, "?next=/two/")
    assert here.get(arrival(there, first)).url == "/one/"
    assert here.get(arrival(there, second)).url == "/two/"


@pytest.mark.parametrize(
    "query",
    ["state=x&challenge=y", f"state={'s' * 43}", f"state={'あ' * 43}&challenge={'c' * 43}", "state[]=1&challenge=%00"],
)
def test_an_incomplete_departure_is_refused(cast: Cast, there: Client, query: str) -> None:
    sign_in(there, cast)
    assert there.get(f"/signin/pass/kissa/?{query}").status_code == 400


def test_the_host_comes_from_the_table_only(cast: Cast, there: Client) -> None:
    sign_in(there, cast)
    lured = there.get(f"{way_to(cast.kissa)}&host=evil.example&redirect_uri=https://evil.example/")
    assert urlsplit(lured.url).netloc == "kissa.test"
    assert there.get(way_to(cast.kissa).replace("kissa", "evil")).status_code == 400


@pytest.mark.parametrize("lure", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_lure_in_next_leads_to_the_first_page(cast: Cast, here: Client, there: Client, lure: str) -> None:
    sign_in(there, cast)
    arrived = arrival(there, depart(here, f"?next={lure}"))
    assert here.get(arrived).url == "/"
    assert sign_in(Client(headers={"host": "provider.test"}), cast, lure).url == "/signin/account/"


def test_another_host_of_the_site_goes_by_the_published_one(cast: Cast) -> None:
    Domain.objects.create(host="alias.test", community=cast.kissa)
    answer = Client(headers={"host": "alias.test"}).get("/signin/enter?next=/b/")
    assert answer.url == "http://kissa.test/signin/enter?next=/b/"


def test_on_a_single_host_there_is_no_journey(cast: Cast, settings: Any, here: Client) -> None:
    settings.COORUM_PROVIDER_HOST = "kissa.test"
    assert depart(here) == "/signin/login/?next=%2Fb%2F"
    assert depart(here, "?next=/b/&new=1") == "/signin/signup/?next=%2Fb%2F"
    assert sign_in(here, cast, "/b/").url == "/b/"


def test_pages_of_identity_are_found_from_a_site_too(cast: Cast, here: Client) -> None:
    assert here.get("/signin/login/").url == "http://provider.test/signin/login/?from=kissa"
    assert here.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD}).status_code == 404


def test_forms_may_end_on_the_site_one_came_from_and_on_no_other(cast: Cast, there: Client) -> None:
    policy = there.get("/signin/login/", {"next": way_to(cast.kissa)}).headers["Content-Security-Policy"]
    assert "form-action 'self' http://kissa.test;" in policy
    assert "form-action 'self';" in there.get("/signin/login/").headers["Content-Security-Policy"]


def test_the_language_comes_along(cast: Cast, here: Client, there: Client) -> None:
    here.cookies["language"] = "en"
    to_login = there.get(depart(here))
    assert to_login.cookies["language"].value == "en"
    assert 'lang="en"' in there.get(to_login.url).content.decode()


def test_a_session_cookie_is_worth_nothing_on_another_host(cast: Cast, visit: Any, there: Client) -> None:
    sign_in(there, cast)
    thief = visit(cast.kiri)
    thief.cookies["session"] = there.cookies["session"].value
    assert thief.get("/signin/logout/").status_code == 302
    assert there.get("/signin/account/").status_code == 200
