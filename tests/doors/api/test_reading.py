"""What a system of an operator's reads: what members agreed to, on their record, and in few questions to the database."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.integrations.kinds import Scope
from coorum.provision.models import LookedUp, LookUp
from tests.cast import Cast
from tests.doors.api.house import Furnished


def looks(house: Furnished) -> list[tuple[str, str, str]]:
    """Who looked at whom; looks at answers to profile fields stand apart."""
    with site_scope(house.site.id):
        return [
            (look.staff_name, look.act, str(seen.member_id))
            for look in LookUp.objects.filter(of_answers=False).order_by("id")
            for seen in LookedUp.objects.filter(look_up=look)
        ]


def test_members_are_those_who_agreed_and_each_read_is_on_their_record(
    cast: Cast, kissa: Furnished, visit: Any
) -> None:
    _key, secret = kissa.key(Scope.MEMBERS_READ, name="在庫システム")
    answer = kissa.system(secret).get("/members")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert [one["email"] for one in found["items"]] == ["mika@people.example"]
    assert found["next"] is None
    mika = str(kissa.ids["member"])
    assert looks(kissa) == [("在庫システム", "system", mika)]
    assert kissa.system(secret).get(f"/members/{mika}").json()["user_id"]
    assert kissa.system(secret).get(f"/members/{kissa.ids['silent']}").status_code == 404
    assert len(looks(kissa)) == 2
    page = visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()
    assert "在庫システム" in page


def test_withdrawing_takes_effect_at_once(cast: Cast, kissa: Furnished, visit: Any) -> None:
    system, mika = kissa.system(), f"/members/{kissa.ids['member']}"
    assert system.get(mika).status_code == 200
    visit(cast.kissa, as_=cast.mika).post("/my/consents/provision/withdrawal/")
    assert system.get(mika).status_code == 404
    assert system.get("/members").json()["items"] == []
    assert system.get(f"/posts/{kissa.ids['post']}").json()["author"] == {"kind": "member", "member": None}


def test_who_wrote_is_told_to_keys_that_may_read_members_only(kissa: Furnished) -> None:
    _key, plain = kissa.key(Scope.POSTS_READ)
    authors = {one["title"]: one["author"] for one in kissa.system(plain).get("/posts").json()["items"]}
    assert authors == {title: {"kind": "member", "member": None} for title in ("kissaの朝", "kissaの夜")}
    assert looks(kissa) == []
    told = {one["title"]: one["author"]["member"] for one in kissa.system().get("/posts").json()["items"]}
    assert told["kissaの夜"] is None
    assert set(told["kissaの朝"]) == {"id", "display_name", "user_id", "avatar_url"}
    assert len(looks(kissa)) == 1


def test_an_item_that_was_not_agreed_to_is_not_shown(cast: Cast, kissa: Furnished) -> None:
    from coorum.provision.models import Provision

    with site_scope(kissa.site.id):
        Provision.objects.update(items=["user_id"])
    shown = kissa.system().get(f"/members/{kissa.ids['member']}").json()
    assert {name for name, value in shown.items() if value is not None} == {"id", "user_id", "answers"}


def test_a_list_asks_as_little_whatever_its_length(
    cast: Cast, kissa: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coorum.base.shares.LARGEST", 1)  # who asks often asks less, depending on the moment
    addresses = ("/posts", f"/posts/{kissa.ids['post']}/comments", "/members", f"/posts/{kissa.ids['post']}/reactions")
    system = kissa.system()
    before = {one: _questions(system, one) for one in addresses}
    with site_scope(kissa.site.id):
        mika, taro = viewer_on_site(cast.mika), viewer_on_site(cast.taro)
        board = community_board(kissa)
        for number in range(4):
            post = community.write_post(mika, board=board, title=f"話{number}", body="本文", key=new_id())
            community.post_comment(taro, post=post, body="返事", key=new_id())
    assert {one: _questions(system, one) for one in addresses} == before
    assert before["/posts"] <= 14
    _key, plain = kissa.key(Scope.POSTS_READ)
    assert _questions(kissa.system(plain), "/posts") <= 8


def community_board(house: Furnished) -> Any:
    from coorum.community.models import Board

    return Board.objects.get(id=house.ids["board"])


def _questions(system: Any, path: str) -> int:
    system.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert system.get(path).status_code == 200
    return len(asked)


def test_pages_follow_each_other_without_gap(cast: Cast, kissa: Furnished) -> None:
    with site_scope(kissa.site.id):
        board = community_board(kissa)
        for number in range(5):
            community.write_post(viewer_on_site(cast.mika), board=board, title=f"話{number}", body="本文", key=new_id())
    system, seen, path = kissa.system(), [], "/posts?limit=2"
    while path:
        answer = system.get(path)
        seen += [one["id"] for one in answer.json()["items"]]
        following = answer.json()["next"]
        assert bool(following) is ("Link" in answer.headers)
        path = f"/posts?limit=2&after={following}" if following else ""
    assert len(seen) == len(set(seen)) == 7


def test_a_place_is_good_for_its_list_and_its_site_only(kissa: Furnished, kiri: Furnished) -> None:
    cursor = kissa.system().get("/posts?limit=1").json()["next"]
    for house, path in ((kissa, "/members"), (kissa, f"/posts/{kissa.ids['post']}/comments"), (kiri, "/posts")):
        answer = house.system().get(f"{path}?after={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (422, "cursor")
    assert kissa.system().get(f"/posts?after={cursor[:-1]}x").status_code == 422


def test_what_is_known_already_is_not_sent_again(kissa: Furnished) -> None:
    system, path = kissa.system(), f"/posts/{kissa.ids['post']}"
    tag = system.get(path).headers["ETag"]
    again = system.get(path, If_None_Match=tag)
    assert (again.status_code, again.content) == (304, b"")
    head = system.ask("HEAD", path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", tag)
