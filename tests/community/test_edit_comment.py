"""edit_comment, remove_comment, restore_comment"""

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Comment, Draft, Post


@pytest.fixture
def first(taro: Viewer, post: Post) -> Comment:
    return actions.post_comment(taro, post=post, body="六時です", key=new_id())


def shown(post: Post) -> list[tuple[int, bool]]:
    return [(view.number, view.is_gone) for view in queries.comments_of(post, None).rows]


def counts(post: Post) -> tuple[int, int]:
    post = Post.objects.get(id=post.id)
    return post.comment_count, post.comment_number


def test_an_edit_of_an_old_page_is_refused_with_the_current_text(taro: Viewer, first: Comment) -> None:
    actions.edit_comment(taro, comment=first, body="七時です", revision=1)
    with pytest.raises(Refused) as refusal:
        actions.edit_comment(taro, comment=first, body="八時です", revision=1)
    assert refusal.value.params["current"] == {"body": "七時です", "revision": 2}


def test_others_cannot_edit_or_remove(hana: Viewer, first: Comment) -> None:
    for act in (
        lambda: actions.edit_comment(hana, comment=first, body="ちがう", revision=1),
        lambda: actions.remove_comment(hana, comment=first),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_yours"


def test_a_removed_comment_is_gone_and_its_number_stays_free(taro: Viewer, post: Post, first: Comment) -> None:
    actions.remove_comment(taro, comment=first)
    actions.remove_comment(taro, comment=first)
    assert shown(post) == []
    assert counts(post) == (0, 1)
    assert actions.post_comment(taro, post=post, body="やはり", key=new_id()).number == 2


def test_a_removed_comment_leaves_a_gap_above_its_replies(
    hana: Viewer, taro: Viewer, post: Post, first: Comment
) -> None:
    answer = actions.reply(hana, to=first, body="早い", key=new_id())
    actions.remove_comment(taro, comment=first)
    assert shown(post) == [(1, True), (2, False)]
    assert queries.comments_of(post, None).rows[0].body_html == ""
    actions.remove_comment(hana, comment=answer)
    assert shown(post) == []


def test_restoring_counts_it_again(taro: Viewer, post: Post, first: Comment) -> None:
    actions.remove_comment(taro, comment=first)
    actions.restore_comment(taro, comment=first)
    actions.restore_comment(taro, comment=first)
    assert shown(post) == [(1, False)]
    assert counts(post) == (1, 1)


def test_staff_remove_a_comment_and_only_they_restore_it(owen: Viewer, taro: Viewer, first: Comment) -> None:
    actions.remove_comment(owen, comment=first, reason="個人情報")
    with pytest.raises(Refused):
        actions.restore_comment(taro, comment=first)
    actions.restore_comment(owen, comment=first)


def test_an_edit_of_a_removed_comment_comes_back_as_a_draft(owen: Viewer, taro: Viewer, first: Comment) -> None:
    actions.remove_comment(owen, comment=first, reason="個人情報")
    with pytest.raises(Refused) as refusal:
        actions.edit_comment(taro, comment=first, body="直した", revision=1, key=new_id())
    assert refusal.value.code == "gone"
    assert Draft.objects.get().body == "直した"
