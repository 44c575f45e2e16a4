"""Leaving over the pages: chosen, confirmed after signing in once more, taken back; the proof needs no account."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock, links
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.community.models import Board
from coorum.portal.addresses import erasure_page
from coorum.privacy.erasure.kinds import State
from coorum.privacy.models import Erasure, OwnCopy
from coorum.privacy.tasks import make_copy
from tests.cast import PASSWORD, Cast
from tests.privacy.erasure.conftest import _folders, pass_time  # noqa: F401  a fixture
from tests.provision.test_joining import join

Visit = Callable[..., Client]


@pytest.fixture
def mika(cast: Cast, visit: Visit) -> Client:
    """Mika, a member of Kissa with everything recorded, who has just signed in."""
    join(cast.mika, cast.kissa)
    browser = visit(None, as_=cast.mika)
    browser.post("/signin/again/", {"password": PASSWORD, "next": "/"})
    return browser


def leave(browser: Client, place: str, posts: str = "keep") -> Erasure:
    page = browser.post("/my/leave/", {"place": place, "posts": posts})
    assert page.status_code == 302, page.content.decode()
    with provider_scope():
        wish = Erasure.objects.latest("asked_at")
    assert page["Location"] == f"/my/leave/{wish.id}/"
    assert "14" in browser.get(page["Location"]).content.decode()
    assert browser.post(page["Location"])["Location"] == erasure_page(wish.id)
    wish.refresh_from_db()
    return wish


def test_the_page_says_what_goes_and_what_stays(mika: Client) -> None:
    page = mika.get("/my/leave/").content.decode()
    for words in ("14", "35", "三年", "七年"):
        assert words in page or {"三年": "3年", "七年": "7年"}.get(words, words) in page


def test_leaving_wants_a_recent_sign_in(cast: Cast, visit: Visit) -> None:
    browser = visit(None, as_=cast.hana)
    join(cast.hana, cast.kissa)
    page = browser.post("/my/leave/", {"place": "account", "posts": "keep"})
    assert browser.get(page["Location"])["Location"].startswith("/signin/again/")
    assert browser.post(page["Location"])["Location"].startswith("/signin/again/")
    with provider_scope():
        assert Erasure.objects.get().state == State.REQUESTED


def test_closing_an_account_and_coming_back(cast: Cast, mika: Client) -> None:
    wish = leave(mika, "account")
    assert wish.state == State.GRACE
    page = mika.get(erasure_page(wish.id)).content.decode()
    assert f"/my/leave/{wish.id}/return/" in page
    mika.post(f"/my/leave/{wish.id}/return/")
    wish.refresh_from_db()
    assert wish.state == State.UNDONE
    assert mika.get("/my/data/").status_code == 200


def test_the_proof_is_read_without_an_account_and_says_nobodys_name(cast: Cast, mika: Client, visit: Visit) -> None:
    wish = leave(mika, "account", "remove")
    pass_time(wish.due_at)
    assert mika.get("/my/data/").status_code == 302
    stranger = visit(None)
    page = stranger.get(erasure_page(wish.id))
    assert page.status_code == 200
    assert cast.mika.email not in page.content.decode()
    signed = stranger.get(f"{erasure_page(wish.id)}proof.jws").content.decode()
    document = json.loads(urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert document["record_id"] == str(wish.id)
    answer = stranger.post("/receipts/check/", {"receipt": signed}, headers={"accept": "application/json"}).json()
    assert answer["genuine"]
    forged = f"{signed[:-8]}AAAAAAAA"
    assert not stranger.post("/receipts/check/", {"receipt": forged}, headers={"accept": "application/json"}).json()[
        "genuine"
    ]


def test_a_link_that_is_not_ours_leads_nowhere(cast: Cast, visit: Visit) -> None:
    assert visit(None).get("/erasures/0123456789abcdef:forged/").status_code == 404


def test_nobody_confirms_or_takes_back_anothers(cast: Cast, mika: Client, visit: Visit) -> None:
    wish = leave(mika, "account")
    hana = visit(None, as_=cast.hana)
    hana.post("/signin/again/", {"password": PASSWORD, "next": "/"})
    assert hana.post(f"/my/leave/{wish.id}/return/").status_code == 404
    assert hana.get(f"/my/leave/{wish.id}/").status_code == 404


def test_leaving_one_community_from_its_page(cast: Cast, mika: Client, visit: Visit) -> None:
    there = visit(cast.kissa, as_=cast.mika).get("/my/leave/")
    assert there["Location"].endswith("/my/leave/?from=kissa")
    wish = leave(mika, str(cast.kissa.id))
    assert wish.community == cast.kissa
    page = visit(cast.kissa, as_=cast.mika).get("/my/").content.decode()
    assert re.search(r"/my/leave/", page)
    with site_scope(cast.kissa.id):
        assert Person.objects.get(id=cast.mika.id).is_active


def test_ones_own_data_without_a_case(cast: Cast, mika: Client) -> None:
    assert mika.get("/my/data/copy/").status_code == 200
    mika.post("/my/data/copy/")
    with provider_scope():
        copy = OwnCopy.objects.get()
        make_copy.shell(str(copy.id))
    page: Any = mika.get("/my/data/copy/").content.decode()
    assert f"/my/data/copy/{copy.id}/" in page
    assert mika.get(f"/my/data/copy/{copy.id}/").content[:2] == b"PK"


def test_posts_that_stay_and_name_their_author_are_shown_before(cast: Cast, mika: Client) -> None:
    with site_scope(cast.kissa.id):
        viewer = people.viewer_on_site(cast.mika)
        board = Board.new(slug="talk", name="おしゃべり", opened_at=clock.now())
        board.save()
        said = [
            community.write_post(viewer, board=board, title=title, body=body, key=new_id())
            for title, body in (("こんにちは", f"連絡は {cast.mika.email} まで"), ("朝の一杯", "深煎りです"))
        ]
    confirm = mika.post("/my/leave/", {"place": "account", "posts": "keep"})["Location"]
    page = mika.get(confirm).content.decode()
    assert links.path_to("post", said[0].id) in page
    assert links.path_to("post", said[1].id) not in page
    confirm = mika.post("/my/leave/", {"place": "account", "posts": "remove"})["Location"]
    assert links.path_to("post", said[0].id) not in mika.get(confirm).content.decode()
