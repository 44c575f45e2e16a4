"""A community on its operator's own host: claimed at the console, and lived in like at home."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError
from django.test import Client

from coorum.accounts.models import Session, StaffRole
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.sites import queries
from coorum.sites.hosts.actions import note_finding
from coorum.sites.hosts.models import HostClaim
from coorum.sites.models import Domain, SenderKey
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import query_of
from tests.nameserver import NameServer
from tests.sites.test_hosts import HOST, OWNER, RIGHT, claimed, served

ASK = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def at_home(cast: Cast) -> HostClaim:
    """Kissa is published under its own host."""
    with site_scope(cast.kissa.id):
        return served(cast.kissa, primary=True)


def guest(host: str = HOST) -> Client:
    return Client(headers={"host": host})


def test_an_owner_walks_from_the_claim_to_the_main_address(cast: Cast, visit: Any, nameserver: NameServer) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    assert "example" in owen.post("/console/hosts/", {"host": "https://shop.example/"}).content.decode()
    page = owen.post("/console/hosts/", {"host": "Talk.Shop.example"}).url
    with site_scope(cast.kissa.id):
        claim = HostClaim.objects.get()
    shown = owen.get(page).content.decode()
    assert claim.record_name in shown
    assert claim.record_value in shown
    nameserver.texts[claim.record_name] = ["coorum-site=<another>"]
    owen.post(f"{page}look/")
    assert "coorum-site=&lt;another&gt;" in owen.get(page).content.decode()
    assert owen.post(f"{page}opening/").status_code == 403
    nameserver.texts[claim.record_name].append(claim.record_value)
    assert "15秒" in owen.post(f"{page}look/", follow=True).content.decode(), "paced"
    with clock.held_at(clock.now() + timedelta(minutes=1)):
        owen.post(f"{page}look/")
    owen.post(f"{page}opening/")
    assert Domain.objects.filter(host=HOST, is_primary=False).exists()
    assert HOST in owen.get(f"{page}primary/").content.decode()
    owen.post(f"{page}primary/")
    assert Domain.objects.get(host=HOST).is_primary
    assert "kissa.test" in owen.get(f"{page}removal/").content.decode()
    owen.post(f"{page}removal/")
    assert not Domain.objects.filter(host=HOST).exists()


def test_an_owner_chooses_a_sender_and_changes_its_key(
    cast: Cast, visit: Any, at_home: HostClaim, nameserver: NameServer
) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    form = {"local_part": "info", "host": str(at_home.id)}
    wrong = owen.post("/console/sender/", {**form, "local_part": "a@b"})
    assert "40文字" in wrong.content.decode()
    assert owen.post("/console/sender/", {**form, "host": str(cast.kiri.id)}).status_code == 200
    owen.post("/console/sender/", form)
    with site_scope(cast.kissa.id):
        key = SenderKey.objects.get()
        name, value = key.record_name, key.record_value
    page = owen.get("/console/sender/").content.decode()
    assert name in page
    assert value.replace("+", "&#43;") in page.replace("+", "&#43;")
    assert "PRIVATE" not in page
    nameserver.texts[name] = [value]
    owen.post("/console/sender/look/")
    assert "署名中" in owen.get("/console/sender/").content.decode()
    assert "15秒" in owen.post("/console/sender/look/", follow=True).content.decode()
    owen.post("/console/sender/key/")
    assert owen.get("/console/sender/").content.decode().count('<dl class="dns">') == 2
    assert "鍵は破棄されます" in owen.get(f"/console/hosts/{at_home.id}/removal/").content.decode()
    owen.post("/console/sender/ending/")
    assert owen.post("/console/sender/key/").status_code == 404


def test_no_other_sites_owner_sees_or_touches_a_host(cast: Cast, visit: Any, at_home: HostClaim) -> None:
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.mika, role=Role.OWNER, granted_at=clock.now()).save()
    mika, page = visit(cast.kiri, as_=cast.mika), f"/console/hosts/{at_home.id}/"
    assert HOST not in mika.get("/console/hosts/").content.decode()
    assert {mika.get(page).status_code, mika.get(f"{page}removal/").status_code} == {404}
    deeds = ("look", "opening", "primary", "removal")
    assert {mika.post(f"{page}{deed}/").status_code for deed in deeds} == {404}
    taken = mika.post("/console/hosts/", {"host": HOST}).content.decode()
    assert "別のコミュニティ" in taken


def test_whoever_reads_elsewhere_is_led_to_the_main_address(cast: Cast, at_home: HostClaim) -> None:
    moved = guest("kissa.test").get("/b/?page=2")
    assert (moved.status_code, moved.url) == (302, f"http://{HOST}/b/?page=2")
    assert moved.headers["Cache-Control"] == "no-store"
    assert guest("kissa.test").post("/language/", {"language": "en"}).status_code == 302
    assert not guest("kissa.test").post("/language/", {"language": "en"}).url.startswith("http")
    for path in ("/embed/community.js", "/console/", "/signin/again/", "/.well-known/openid-configuration", "/api/"):
        assert not guest("kissa.test").get(path).headers.get("Location", "").startswith(f"http://{HOST}")
    page = guest().get("/b/")
    assert page.status_code == 200
    assert f'<link rel="canonical" href="http://{HOST}/b/">' in page.content.decode()


def test_browsers_may_remember_a_main_address_after_a_week(cast: Cast, at_home: HostClaim) -> None:
    since = Domain.objects.get(host=HOST).primary_since
    assert since is not None
    with clock.held_at(since + timedelta(days=7) - timedelta(seconds=1)):
        assert guest("kissa.test").get("/").status_code == 302
    with clock.held_at(since + timedelta(days=7)):
        moved = guest("kissa.test").get("/")
    assert (moved.status_code, moved.headers["Cache-Control"]) == (301, "max-age=3600")


def _sign_in(there: Client, here: Client, path: str) -> tuple[str, str]:
    """From a host over the provider's and back: the host one arrives at, and where one goes there."""
    asked = there.get(_departure(here, path)).url
    if "/signin/login/" in asked:
        form = {"login": "hana@people.example", "password": PASSWORD, "next": query_of(asked)["next"]}
        asked = there.get(there.post("/signin/login/", form).url).url
    arrival = urlsplit(asked)
    return arrival.netloc, here.get(f"{arrival.path}?{arrival.query}").url


def _departure(here: Client, path: str, *, instead: str = "kissa.test") -> str:
    """Where a host sends whoever signs in there; with another host instead of `kissa.test` as the one to come back to."""
    parts = urlsplit(here.get(f"/signin/enter?next={path}").url)
    return f"{parts.path}?{parts.query.replace('at=kissa.test', f'at={instead}')}"


def _form_targets(page: Any) -> str:
    return str(page.headers["Content-Security-Policy"].partition("form-action ")[2].partition(";")[0])


def test_one_signs_in_on_a_host_of_its_own_and_out_of_all(cast: Cast, at_home: HostClaim, visit: Any) -> None:
    here, there, old = guest(), visit(None), guest("kissa.test")
    assert _sign_in(there, here, "/b/") == (HOST, "/b/")
    cookie = here.cookies["session"]
    assert (cookie["domain"], cookie["samesite"], cookie["httponly"]) == ("", "Lax", True)
    assert _sign_in(there, old, "/console/") == ("kissa.test", "/console/"), "the way to choose another host stays"
    assert {one.host for one in Session.objects.filter(person=cast.hana)} == {HOST, "kissa.test", "provider.test"}
    here.post("/signin/logout/")
    assert not Session.objects.filter(person=cast.hana).exists()


@pytest.mark.parametrize("at", ["kiri.test", "evil.example", f"{HOST}@evil.example", "kissa.test.evil.example"])
def test_a_journey_leads_to_no_host_that_is_not_the_sites(cast: Cast, at_home: HostClaim, visit: Any, at: str) -> None:
    there, here = visit(None), guest("kissa.test")
    asked = there.get(there.get(_departure(here, "/console/", instead=at)).url)
    assert _form_targets(asked) == f"'self' http://{HOST}"
    asked = there.get(there.get(_departure(here, "/console/")).url)
    assert _form_targets(asked) == f"'self' http://{HOST} http://kissa.test"
    there.force_login(cast.hana)
    session = there.session
    session.update({"_host": "provider.test", "_methods": ["password"]})
    session.save()
    assert urlsplit(there.get(_departure(here, "/console/", instead=at)).url).netloc == HOST


def test_forms_of_a_host_of_its_own_come_from_there_only(cast: Cast, at_home: HostClaim) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": HOST})
    browser.cookies["csrf"] = "x" * 32
    given = {"language": "en", "csrfmiddlewaretoken": "x" * 32}
    answers = {
        origin: browser.post("/language/", given, headers={"origin": origin}).status_code
        for origin in (f"http://{HOST}", "http://kissa.test", "http://provider.test", "https://evil.example")
    }
    assert list(answers.values()) == [302, 403, 403, 403]


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("provider.test", 200), ("kissa.test", 200), (HOST, 200), (HOST.upper(), 200), (f"{HOST}.", 200),
        ("claimed.example", 404), ("proved.example", 404), ("nobody.example", 404), (f"x.{HOST}", 404),
        ("", 404), ("a" * 300, 404), ("\x00", 404), ("例え.example", 404), ("127.0.0.1", 404),
    ],
)  # fmt: skip
def test_a_certificate_is_ordered_for_hosts_in_use_only(
    at_home: HostClaim, cast: Cast, domain: str, answer: int
) -> None:
    with site_scope(cast.kiri.id):
        claimed(cast.kiri, "claimed.example")
        note_finding(OWNER, claimed(cast.kiri, "proved.example"), RIGHT)
    assert Client().get("/tls/ask", {"domain": domain}, **ASK).status_code == answer


@pytest.mark.parametrize(
    "other",
    [
        {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": ""}, {"HTTP_HOST": HOST}, {"HTTP_HOST": "kissa.test"},
        {"HTTP_HOST": ""}, {"HTTP_HOST": "[::1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=x"},
        {"HTTP_VIA": "1.1 proxy"}, {"HTTP_X_REAL_IP": "127.0.0.1"}, {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)  # fmt: skip
def test_nobody_but_the_proxy_is_told(at_home: HostClaim, other: dict[str, str]) -> None:
    assert Client().get("/tls/ask", {"domain": HOST}, **{**ASK, **other}).status_code == 404


def test_the_proxy_is_told_no_where_nothing_can_be_asked(
    at_home: HostClaim, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert [Client().get("/tls/ask", {"domain": HOST}, **ASK).status_code for _time in range(3)] == [200] * 3

    def broken(_host: str) -> bool:
        raise OperationalError

    monkeypatch.setattr(queries, "answers_on", broken)
    assert Client().get("/tls/ask", {"domain": "kissa.test"}, **ASK).status_code == 404
    assert Client().post("/tls/ask?domain=kissa.test", **ASK).status_code == 404
