"""Every address of every door, against nobody, the wrong site and the wrong role: a redirect to sign-in, or 404."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

SOME = {"uuid": UUID(int=7), "slug": "some", "str": "some", "int": 7, "path": "some", "short": "0" * 26}


def addresses(patterns: list[Any] | None = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address with made-up arguments, and its view."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = str(one.pattern)
        for name, converter in one.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            value = SOME.get({"string": "str"}.get(kind, kind), "some")
            route = route.replace(f"<{'' if kind == 'string' else kind + ':'}{name}>", str(value))
            route = route.replace(f"<str:{name}>", str(value))
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + route)
        elif isinstance(one, URLPattern) and "<" not in route:
            yield before + route, one.callback


def guarded() -> list[str]:
    return sorted({address for address, view in addresses() if address.startswith(("/console/", "/desk/", "/my/"))})


def test_every_view_of_console_and_desk_has_a_guard() -> None:
    bare = [
        address
        for address, view in addresses()
        if address.startswith(("/console/", "/desk/", "/my/")) and not _guard_of(view)
    ]
    assert bare == []


def _guard_of(view: Any) -> str:
    while view is not None:
        if hasattr(view, "guard"):
            return str(view.guard)
        view = getattr(view, "__wrapped__", None)
    return ""


@pytest.mark.django_db
def test_nobody_enters_where_one_must_be_somebody(cast: Cast, visit: Any) -> None:
    guest = visit(cast.kissa)
    answers = {address: guest.get(address).status_code for address in guarded()}
    assert {address: code for address, code in answers.items() if code not in {302, 404, 405}} == {}


@pytest.mark.django_db
def test_a_member_enters_neither_console_nor_desk(cast: Cast, visit: Any) -> None:
    taro = visit(cast.kissa, as_=cast.taro)
    answers = {one: taro.get(one).status_code for one in guarded() if not one.startswith("/my/")}
    assert {address: code for address, code in answers.items() if code not in {404, 405}} == {}


@pytest.mark.django_db
def test_the_staff_of_one_site_are_nobody_on_another(cast: Cast, visit: Any) -> None:
    owen = visit(cast.kiri, as_=cast.owen)
    answers = {one: owen.get(one).status_code for one in guarded()}
    allowed = {"/my/", "/my/data/"}  # of the person, whatever the site
    assert {
        address: code for address, code in answers.items() if code not in {302, 404, 405} and address not in allowed
    } == {}


@pytest.mark.django_db
def test_no_public_address_breaks(cast: Cast, visit: Any) -> None:
    guest = visit(cast.kissa)
    public = {address for address, _view in addresses()} - {*guarded(), "/readyz"}  # no worker beats in tests
    broken = {address: code for address in sorted(public) if (code := guest.get(address).status_code) >= 500}
    assert broken == {}
