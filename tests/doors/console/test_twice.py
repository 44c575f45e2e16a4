"""Forms of console and desk, sent twice: a double click does its work once, and says the same both times."""

import re
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.models import Invitation
from coorum.base.ids import new_id
from coorum.base.models import SiteOwned
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.community.models import Board
from coorum.consent.models import PolicyVersion
from coorum.sites.models import Operator, Site
from tests.cast import Cast
from tests.doors.desk.test_sites import SITE

BOARD = {"name": "豆", "slug": "beans", "kind": "talk", "description": "", "readers": "everyone", "writers": "members"}


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Client:
    browser: Client = visit(cast.kissa, as_=cast.owen)
    return browser


def key_on(browser: Client, address: str) -> str:
    found = re.search(r'name="submission" value="([0-9a-f-]{36})"', browser.get(address).content.decode())
    assert found
    return found[1]


def twice(browser: Client, address: str, form: dict[str, str], page: str = "") -> None:
    sent = {**form, "submission": key_on(browser, page or address)}
    first, second = (browser.post(address, sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]


def rows(cast: Cast, kind: type[SiteOwned]) -> int:
    with site_scope(cast.kissa.id):
        return kind.objects.count()


def test_one_board_is_opened(cast: Cast, owen: Client) -> None:
    twice(owen, "/console/boards/new/", BOARD)
    assert rows(cast, Board) == 1


def test_a_form_changed_after_going_back_opens_another_board(cast: Cast, owen: Client) -> None:
    key = str(new_id())
    for slug in ("beans", "cups", "beans"):
        assert owen.post("/console/boards/new/", {**BOARD, "slug": slug, "submission": key}).status_code in {302, 200}
    assert rows(cast, Board) == 2


def test_every_form_comes_with_a_key_of_its_own(owen: Client) -> None:
    assert len({key_on(owen, "/console/boards/new/") for _ in range(3)}) == 3


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/console/invitations/", {"email": "new@people.example"}),
        ("/console/staff/", {"email": "new@people.example", "role": "manager"}),
    ],
)
def test_one_invitation_goes_out(cast: Cast, owen: Client, address: str, form: dict[str, str]) -> None:
    twice(owen, address, form)
    assert rows(cast, Invitation) == 1
    assert Letter.objects.filter(kind="invitation").count() == 1


def test_one_site_is_founded_for_one_operator(cast: Cast, visit: Any) -> None:
    before = Operator.objects.count()
    twice(visit(None, as_=cast.desk), "/desk/sites/new/", SITE)
    assert Site.objects.filter(slug=SITE["slug"]).count() == 1
    assert Operator.objects.count() == before + 1
    assert Letter.objects.filter(kind="invitation").count() == 1


def test_one_owner_is_invited(cast: Cast, visit: Any) -> None:
    form = {"owner_email": "new@kissa.example"}
    twice(visit(None, as_=cast.desk), "/desk/sites/kissa/owner/", form, page="/desk/sites/kissa/")
    assert Letter.objects.filter(kind="invitation").count() == 1


def test_one_version_is_published(cast: Cast, owen: Client) -> None:
    page = "/console/documents/community-terms/"
    filled = owen.get(f"{page}?from=template").content.decode()
    texts = {}
    for language in ("ja", "en"):
        found = re.search(rf'<textarea name="text_{language}"[^>]*>\s*(.*?)</textarea>', filled, re.DOTALL)
        assert found
        texts[f"text_{language}"] = found[1]
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', owen.post(page, {"step": "read", **texts}).content.decode())
    assert seen
    told = {"summary_ja": "最初の版です。", "summary_en": "The first version."}
    twice(owen, page, {"step": "publish", **texts, **told, "seen": seen[1], "number": "1.0", "sure": "on"})
    assert PolicyVersion.objects.filter(community_id=cast.kissa.id).count() == 1
