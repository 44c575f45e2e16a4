"""post_comment, reply"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Comment, Draft, Post


def comment(viewer: Viewer, post: Post, body: str = "六時です") -> Comment:
    return actions.post_comment(viewer, post=post, body=body, key=new_id())


def test_comments_are_numbered_and_counted(hana: Viewer, taro: Viewer, post: Post) -> None:
    first = comment(taro, post)
    second = comment(hana, post)
    answer = actions.reply(hana, to=first, body="早いですね", key=new_id())
    assert [(c.thread, c.number) for c in (first, second, answer)] == [(1, 1), (2, 2), (1, 3)]
    stored = Post.objects.get(id=post.id)
    assert (stored.comment_count, stored.comment_number) == (3, 3)
    assert stored.last_activity_at == answer.created_at
    assert Comment.objects.get(id=first.id).reply_count == 1


def test_a_reply_to_a_reply_joins_the_thread(hana: Viewer, taro: Viewer, post: Post) -> None:
    first = comment(taro, post)
    answer = actions.reply(hana, to=first, body="早い", key=new_id())
    further = actions.reply(taro, to=answer, body="そうですか", key=new_id())
    assert (further.thread, further.parent_id) == (first.number, first.id)


def test_a_form_sent_twice_makes_one_comment(taro: Viewer, post: Post) -> None:
    key = new_id()
    first, second = (actions.post_comment(taro, post=post, body="一度", key=key) for _ in range(2))
    assert first.id == second.id
    assert Post.objects.get(id=post.id).comment_count == 1


def test_a_comment_on_a_removed_post_comes_back_as_a_draft(hana: Viewer, taro: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    with pytest.raises(Refused) as refusal:
        comment(taro, post, "遅かった")
    assert refusal.value.code == "gone"
    assert Draft.objects.get().body == "遅かった"


def test_a_reply_to_a_removed_comment_comes_back_as_a_draft(hana: Viewer, taro: Viewer, post: Post) -> None:
    first = comment(taro, post)
    actions.remove_comment(taro, comment=first)
    with pytest.raises(Refused):
        actions.reply(hana, to=first, body="え", key=new_id())
    assert Draft.objects.get().kind == "reply"


def test_a_comment_is_at_most_ten_thousand_characters(taro: Viewer, post: Post) -> None:
    with pytest.raises(Refused) as refusal:
        comment(taro, post, "あ" * 10_001)
    assert (refusal.value.code, refusal.value.field) == ("text_too_long", "body")


def test_staff_who_are_no_members_speak_for_the_operator(owen: Viewer, post: Post) -> None:
    said = comment(owen, post)
    view = queries.comment_view(said, None)
    assert view.author is not None
    assert view.author.is_official


def test_a_comment_costs_at_most_twelve_statements_and_a_reply_fourteen(taro: Viewer, post: Post) -> None:
    with CaptureQueriesContext(connection) as statements:
        first = comment(taro, post, "https://example.com を見て")
    assert len(statements) <= 12, [query["sql"] for query in statements]
    with CaptureQueriesContext(connection) as statements:
        actions.reply(taro, to=first, body="二", key=new_id())
    assert len(statements) <= 14, [query["sql"] for query in statements]
