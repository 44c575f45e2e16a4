"""Whoever comes from a site wears its brand on every page of identity, by whatever way they came."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import code_sent, form, page

FROM = "?from=kissa"


@pytest.fixture
def there(visit: Any) -> Client:
    """A guest's browser on the provider's host."""
    return visit(None)


def wears(cast: Cast, answer: Any) -> bool:
    """Whether the page has the site's name for its head, which leads to the site."""
    head = re.search(r'<a class="brand" href="([^"]+)">.*?brand-name">([^<]+)<', answer.content.decode(), re.DOTALL)
    return answer.status_code == 200 and bool(head) and head.groups() == ("http://kissa.test", cast.kissa.name)  # type: ignore[union-attr]


def links(answer: Any) -> list[str]:
    """Where the page's own links and forms lead on this host's pages of identity."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    found = [unescape(one) for one in re.findall(r'(?:href|action)="(/signin/[^"]*)"', main)]
    assert found
    return found


@pytest.mark.parametrize("name", ["login", "signup", "recover"])
@pytest.mark.parametrize("by", ["direct link", "journey"])
def test_a_guest_finds_the_site_on_every_page(cast: Cast, there: Client, name: str, by: str) -> None:
    start = there.get(f"/signin/{name}/{FROM}" if by == "direct link" else page(name, cast.kissa))
    assert wears(cast, start)
    pages = [link for link in links(start) if not link.startswith("/signin/passkey/")]
    assert [link for link in pages if not wears(cast, there.get(link))] == []


@pytest.mark.parametrize("name", ["account", "sessions", "password", "logout"])
def test_a_person_finds_the_site_on_every_page(cast: Cast, visit: Any, name: str) -> None:
    hana = visit(None, as_=cast.hana)
    start = hana.get(f"/signin/{name}/{FROM}")
    assert wears(cast, start)
    lost = [link for link in links(start) if "removal" not in link and not link.endswith(f"everywhere/{FROM}")]
    assert [link for link in lost if not wears(cast, hana.get(link, follow=True))] == []


def test_signing_in_on_the_way_keeps_the_site(cast: Cast, visit: Any, there: Client) -> None:
    asked = visit(cast.kissa).get("/signin/sessions/").url.partition("provider.test")[2]
    to_login = there.get(there.get(asked).url).url
    assert wears(cast, there.get(to_login))
    done = there.post(to_login, {"login": cast.hana.email, "password": PASSWORD})
    assert wears(cast, there.get(done.url))


@pytest.mark.parametrize(("name", "words"), [("account", {"language": "en"}), ("logout", {}), ("everywhere", {})])
def test_a_step_that_is_done_leads_on_in_the_same_brand(
    cast: Cast, visit: Any, name: str, words: dict[str, str]
) -> None:
    hana = visit(None, as_=cast.hana)
    assert wears(cast, hana.get(hana.post(f"/signin/{name}/{FROM}", words).url))


def test_recovering_by_a_direct_link_keeps_the_site(cast: Cast, there: Client) -> None:
    asked = there.post(f"/signin/recover/{FROM}", {"email": cast.hana.email})
    assert wears(cast, there.get(asked.url))
    chosen = there.post(asked.url, {"code": code_sent("recover")})
    assert wears(cast, there.get(chosen.url))


def test_registering_by_a_direct_link_ends_on_the_site(cast: Cast, visit: Any, there: Client) -> None:
    sent = there.post(f"/signin/signup/{FROM}", form(cast.kissa))
    assert wears(cast, there.get(sent.url))
    done = there.post(sent.url, {"code": code_sent()})
    assert done.url.startswith("http://kissa.test/signin/enter?next=%2Fsignin%2Fname%2F")
    here = visit(cast.kissa)
    departure = here.get(done.url.removeprefix("http://kissa.test")).url
    home = here.get(there.get(departure.removeprefix("http://provider.test")).url)
    assert here.get(home.url).status_code == 200
    assert home.url.startswith("/signin/name/")


def test_a_made_up_site_changes_nothing(cast: Cast, there: Client) -> None:
    for slug in ("nowhere", "%00", "a" * 3000, "%F0%9F%8C%8A"):
        answer = there.get(f"/signin/login/?from={slug}")
        assert answer.status_code == 200
        assert 'brand-name">coorum<' in answer.content.decode()


def test_a_form_without_our_cookie_is_refused_under_the_brand(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "provider.test"})
    answer = strict.post(f"/signin/login/{FROM}", {"login": cast.hana.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert f'brand-name">{cast.kissa.name}<' in answer.content.decode()
