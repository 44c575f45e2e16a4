"""What a system of an operator's writes: the operator speaks, once, and only over what it has seen."""

from typing import Any

import pytest

from coorum.base.scope import site_scope
from coorum.community.models import Comment, Post
from coorum.integrations.kinds import Scope
from coorum.moderation.models import Case
from tests.cast import Cast
from tests.doors.api.house import Furnished


def test_the_operator_speaks_and_nobody_else(cast: Cast, kissa: Furnished) -> None:
    system = kissa.system()
    made = system.ask(
        "POST", "/posts", {"board_id": str(kissa.ids["board"]), "title": "入荷", "body": "**新豆**です。"}
    )
    assert made.status_code == 201, made.content
    post = made.json()
    assert post["author"] == {"kind": "team", "member": None}
    assert "<strong>新豆</strong>" in post["body_html"]
    assert system.get(made.headers["Location"]).json() == post
    said = system.ask("POST", f"/posts/{post['id']}/comments", {"body": "どうぞ。"}).json()
    answer = system.ask("POST", f"/posts/{post['id']}/comments", {"body": "追伸。", "reply_to": said["id"]})
    assert (answer.status_code, answer.json()["reply_to"]) == (201, said["id"])
    with site_scope(kissa.site.id):
        assert {row.staff for row in Comment.objects.filter(post=post["id"])} == {cast.owen.id}


def test_what_a_member_wrote_is_not_changed_and_taken_down_with_a_reason_only(kissa: Furnished) -> None:
    system, path = kissa.system(), f"/posts/{kissa.ids['post']}"
    tag = system.get(path).headers["ETag"]
    assert system.ask("PATCH", path, {"title": "別の題"}, If_Match=tag).json()["code"] == "not_yours"
    refused = system.ask("DELETE", path)
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_needed")
    assert system.ask("DELETE", f"{path}?reason=広告のため").status_code == 204
    assert system.get(path).status_code == 404
    with site_scope(kissa.site.id):
        assert Case.objects.count() == 1


def test_a_change_names_what_it_has_seen(kissa: Furnished) -> None:
    system, path = kissa.system(), f"/boards/{kissa.ids['board']}"
    tag = system.get(path).headers["ETag"]
    assert system.ask("PATCH", path, {"name": "茶話"}).status_code == 428
    changed = system.ask("PATCH", path, {"name": "茶話", "is_closed": True}, If_Match=tag)
    assert (changed.json()["name"], bool(changed.json()["closed_at"])) == ("茶話", True)
    assert system.ask("PATCH", path, {"name": "雑談"}, If_Match=tag).status_code == 412
    assert system.ask("DELETE", path, If_Match=tag).status_code == 412
    assert system.ask("DELETE", path, If_Match=changed.headers["ETag"]).status_code == 204
    assert system.get("/posts").json()["items"] == []


def test_asked_twice_it_is_done_once(kissa: Furnished, kiri: Furnished) -> None:
    system = kissa.system()
    body = {"board_id": str(kissa.ids["board"]), "title": "一度だけ", "body": "本文"}
    first = system.ask("POST", "/posts", body, Idempotency_Key="a1")
    again = system.ask("POST", "/posts", body, Idempotency_Key="a1")
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    other = system.ask("POST", "/posts", {**body, "title": "別"}, Idempotency_Key="a1")
    assert (other.status_code, other.json()["code"]) == (422, "other_request")
    with site_scope(kissa.site.id):
        assert Post.objects.filter(title="一度だけ").count() == 1
    # Another key's name is another name, and what was refused may be tried again.
    _key, secret = kissa.key(Scope.POSTS_WRITE)
    assert kissa.system(secret).ask("POST", "/posts", body, Idempotency_Key="a1").status_code == 201
    wrong = {**body, "board_id": str(kiri.ids["board"])}
    assert [system.ask("POST", "/posts", one, Idempotency_Key="b").status_code for one in (wrong, body)] == [404, 201]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/posts", {"title": "x", "body": "x", "author_id": "1"}),
        ("POST", "/posts", {"title": "a\x00b", "body": "x"}),
        ("POST", "/posts", {"title": "\ud800", "body": "x"}),
        ("POST", "/posts", {"title": "x" * 2000, "body": "x"}),
        ("POST", "/boards", {"name": "x", "slug": "UPPER"}),
        ("POST", "/invitations", {"email": "nobody"}),
        ("POST", "/invitations", {"email": "a@b.example", "role": "owner"}),
        ("GET", "/posts?limit=-1", None),
        ("GET", "/posts?limit=101", None),
        ("GET", "/posts?after=%00", None),
        ("GET", "/changes?start=then", None),
    ],
)
def test_what_is_not_as_described_is_said_where(
    kissa: Furnished, method: str, path: str, body: dict[str, str] | None
) -> None:
    given = {"board_id": str(kissa.ids["board"]), **body} if body and path == "/posts" else body
    answer = kissa.system().ask(method, path, given)
    assert (answer.status_code, bool(answer.json()["errors"])) == (422, True), answer.content


def test_invitations_are_of_members_only(kissa: Furnished, cast: Cast) -> None:
    from coorum.accounts import actions
    from coorum.accounts.queries import viewer_on_site

    with site_scope(kissa.site.id):
        staff = actions.invite(viewer_on_site(cast.owen), email="staff@new.example", role="moderator")
    system = kissa.system()
    made: Any = system.ask("POST", "/invitations", {"email": "new@people.example"})
    assert made.status_code == 201
    listed = {one["email"] for one in system.get("/invitations").json()["items"]}
    assert listed == {"guest@kissa.example", "new@people.example"}
    assert system.get(f"/invitations/{staff.id}").status_code == 404
    assert system.ask("DELETE", f"/invitations/{staff.id}").status_code == 404
    assert system.ask("DELETE", f"/invitations/{made.json()['id']}").status_code == 204
