"""Sites at the desk: founded with a letter to the owner, suspended with a reason, opened again."""

from collections.abc import Iterator
from typing import Any

import pytest

from coorum.accounts import queries as people
from coorum.base import links
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.sites import queries as sites
from coorum.sites.models import Provider
from tests.cast import Cast

BLOCK = {
    "legal_name": "株式会社みなと書店",
    "legal_name_en": "Minato Books K.K.",
    "address": "東京都架空区港町7-8-9",
    "representative": "代表取締役 港 一郎",
    "contact_email": "privacy@minato.example",
}
SITE = {**BLOCK, "name": "みなと読書会", "slug": "minato", "owner_email": "owner@minato.example"}


@pytest.fixture(autouse=True)
def _way_in() -> Iterator[None]:
    """Letters name a page of the sign-in door."""
    known = dict(links._builders)
    links._builders.setdefault("invitation", lambda one: f"/invitations/{one}/")
    yield
    links._builders.clear()
    links._builders.update(known)


def test_a_site_is_founded_and_its_owner_invited(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    page = desk.post("/desk/sites/new/", SITE, follow=True).content.decode()
    assert "株式会社みなと書店" in page
    with provider_scope():
        site = sites.site_by_slug("minato")
        assert site is not None
        assert site.opened_at is None
        letter = Letter.objects.get(kind="invitation")
    assert letter.recipient == "owner@minato.example"
    with site_scope(site.id):
        assert [one.role for one in people.open_invitations()] == ["owner"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "kissa"),
        ("slug", "desk"),
        ("slug", "Minato!"),
        ("legal_name", "株式会社\u202eみなと"),
        ("representative", ""),
        ("owner_email", "nobody"),
        ("opened_at", "2026-01-01"),
    ],
)
def test_an_unfit_site_is_not_founded(cast: Cast, visit: Any, field: str, value: str) -> None:
    before = len(sites.all_sites())
    answer = visit(None, as_=cast.desk).post("/desk/sites/new/", {**SITE, field: value})
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode() or "banner danger" in answer.content.decode()
    assert len(sites.all_sites()) == before


def test_an_owner_can_be_invited_again(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kiri/owner/", {"owner_email": "new@kiri.example"})
    with site_scope(cast.kiri.id):
        assert people.open_invitations().count() == 1
    assert desk.post("/desk/sites/kiri/owner/", {"owner_email": "nobody"}).status_code == 400


def test_a_suspended_site_says_why_to_everybody(cast: Cast, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    desk.post("/desk/sites/kissa/suspension/", {"reason": "料金のお支払いが確認できないため"})
    closed = visit(cast.kissa).get("/about/")
    assert closed.status_code == 503
    assert "料金のお支払い" in closed.content.decode()
    assert "料金のお支払い" in desk.get("/desk/").content.decode()
    desk.post("/desk/sites/kissa/suspension/lifting/")
    assert visit(cast.kissa).get("/about/").status_code == 200


def test_nothing_is_suspended_without_a_reason(cast: Cast, visit: Any) -> None:
    assert visit(None, as_=cast.desk).post("/desk/sites/kissa/suspension/", {"reason": " "}).status_code == 400
    assert visit(cast.kissa).get("/about/").status_code == 200


def test_a_fresh_desk_asks_first_who_the_provider_is(cast: Cast, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with provider_scope():
        Provider.objects.all().delete()
    monkeypatch.setattr("coorum.sites.queries.provider", lambda: Provider.objects.first())
    desk = visit(None, as_=cast.desk)
    assert desk.get("/desk/").headers["Location"] == "/desk/provider/"
    desk.post("/desk/provider/", BLOCK)
    page = desk.get("/desk/")
    assert page.status_code == 200
    assert "株式会社みなと書店" in page.content.decode()
