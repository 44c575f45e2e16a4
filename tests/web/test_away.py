"""Links and redirects to somebody else's host name nobody."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.web.away import NobodyIsNamed, away
from tests.cast import Cast, refused


def test_a_link_away_loses_what_would_name_somebody(cast: Cast) -> None:
    hana = cast.member(cast.hana, cast.kissa)
    with site_scope(cast.kissa.id):
        assert away("https://shop.example/tea?from=community") == "https://shop.example/tea?from=community"
        assert away(f"https://shop.example/tea?from={hana.id}#{hana.id}") == "https://shop.example/tea"
        assert away(f"https://shop.example/{hana.id}/") == "https://shop.example/"


def test_a_redirect_that_names_somebody_is_refused(cast: Cast) -> None:
    hana = cast.member(cast.hana, cast.kissa)
    request: Any = RequestFactory().get("/", HTTP_HOST="kissa.test")
    with site_scope(cast.kissa.id):
        for way in (f"/posts/{hana.id}/", f"https://shop.example/?v={new_id()}"):
            answer = HttpResponse(status=302, headers={"Location": way})
            assert NobodyIsNamed(lambda _request, answer=answer: answer)(request) is answer  # type: ignore[misc]
        named = HttpResponse(status=302, headers={"Location": f"https://shop.example/?member={hana.id}"})
        with refused("no_consent"):
            NobodyIsNamed(lambda _request: named)(request)


@pytest.mark.parametrize("address", ["https://shop.example/", ""])
def test_the_page_about_the_operator_links_to_its_website_and_tells_it_nothing(
    cast: Cast, visit: Any, address: str
) -> None:
    cast.kissa.operator.website = address
    cast.kissa.operator.save()
    page = visit(cast.kissa, as_=cast.hana).get("/about/").content.decode()
    assert ('href="https://shop.example/" rel="noopener noreferrer"' in page) == bool(address)


def test_the_link_to_the_operators_website_names_nobody(cast: Cast, visit: Any) -> None:
    cast.kissa.operator.website = f"https://shop.example/?from={cast.member(cast.hana, cast.kissa).id}"
    cast.kissa.operator.save()
    assert 'href="https://shop.example/" rel="noopener noreferrer"' in visit(cast.kissa).get("/about/").content.decode()
