"""Every address of every door × whoever asks × every site × every field: what is another site's shows nowhere.

The addresses are those of the table of URLs, a new one is asked by itself. Their arguments are real: those of Kiri, asked for
at Kissa. The API has a matrix of its own (tests/doors/api/test_matrix.py), since its keys are no people.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from coorum.accounts.models import StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.ids import short
from coorum.base.scope import site_scope
from coorum.integrations.webhooks import actions as webhooks
from tests.cast import Cast
from tests.doors.api.house import Furnished, furnish

#: What an argument names, by a part of its name; whatever is not here gets the id of a post.
KINDS = ("field", "batch", "board", "comment", "invitation", "member", "person", "post", "party", "key", "endpoint")


def addresses(ids: dict[str, UUID], slug: str, patterns: list[Any] | None = None, before: str = "/") -> Iterator[str]:
    """Every address that can be got, with arguments of that site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = str(one.pattern)
        for name, converter in one.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            id_ = ids[next((part for part in KINDS if part in name and part in ids), "post")]
            value = {"uuid": str(id_), "shortid": short(id_), "int": "1"}.get(kind, slug)
            for written in (f"<{kind}:{name}>", f"<short:{name}>", f"<string:{name}>", f"<{name}>"):
                route = route.replace(written, value)
        if isinstance(one, URLResolver):
            yield from addresses(ids, slug, one.url_patterns, before + route)
        elif isinstance(one, URLPattern) and "<" not in route and not before.startswith("/api/"):
            yield before + route


def visitor(who: str, cast: Cast, visit: Any) -> Client:
    """Whoever may look at Kissa."""
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    somebody = {"nobody": None, "a member": cast.mika, "a manager": cast.taro, "an owner": cast.owen}[who]
    return visit(cast.kissa, as_=somebody)


@pytest.fixture
def houses(cast: Cast) -> tuple[Furnished, Furnished]:
    kissa, kiri = furnish(cast)
    with site_scope(kiri.site.id):
        given = {"name": "kiriの送信先", "address": "https://kiri.example/", "types": ["post.published"]}
        kiri.ids["endpoint"] = webhooks.add_endpoint(viewer_on_site(kiri.owner), **given)[0].id
    return kissa, kiri


@pytest.mark.parametrize(
    "who", ["an owner", *(pytest.param(who, marks=pytest.mark.slow) for who in ("nobody", "a member", "a manager"))]
)
def test_nothing_of_another_site_shows_anywhere(
    cast: Cast, houses: tuple[Furnished, Furnished], visit: Any, who: str
) -> None:
    _kissa, kiri = houses
    ids = {**kiri.ids, "person": cast.hana.id}
    marks = {
        "kiriの朝",
        "kiriの本文",
        "kiriへの返事",
        "kiriの話題",
        "kiriの送信先",
        "kiriの使いみち",
        "guest@kiri.example",
        cast.hana.email,
    }
    browser, asked, leaks = visitor(who, cast, visit), sorted(set(addresses(ids, "kiri-talk"))), []
    for address in asked:
        answer = browser.get(address)
        text = b"" if answer.streaming else answer.content
        leaks += [(address, mark) for mark in marks if mark in text.decode(errors="replace")]
    assert leaks == []
    assert len(asked) > 150


def test_who_did_not_agree_is_in_no_page_of_the_operators(
    cast: Cast, houses: tuple[Furnished, Furnished], visit: Any
) -> None:
    """By display name members know each other; an address is shown to the operator of those only who agreed (policy 9)."""
    kissa, _kiri = houses
    ids = {**kissa.ids, "member": kissa.ids["silent"], "person": cast.hana.id}
    pages = [one for one in sorted(set(addresses(ids, "kissa-talk"))) if one.startswith("/console/")]
    owen = visit(cast.kissa, as_=cast.owen)
    shown = [one for one in pages if cast.hana.email in owen.get(one).content.decode(errors="replace")]
    assert shown == []
    assert cast.mika.email in owen.get("/console/members/").content.decode()
    assert cast.taro.email not in owen.get("/console/members/").content.decode()
