"""What becomes of the words of somebody who leaves, and of what was deleted."""

from datetime import timedelta

import pytest

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community.actions.emptying import empty_removed
from coorum.community.models import Comment, Draft, Post, PostLike, PostRemoval
from coorum.provision.actions import leave_site


@pytest.fixture
def comment(hana: Viewer, post: Post) -> Comment:
    return actions.post_comment(hana, post=post, body="わたしは六時です。", key=new_id())


def test_who_leaves_takes_their_words_along_where_they_choose_so(
    hana: Viewer, taro: Viewer, post: Post, comment: Comment
) -> None:
    answer = actions.reply(taro, to=comment, body="早いですね。", key=new_id())
    leave_site(hana, keep_posts=False)
    post.refresh_from_db()
    comment.refresh_from_db()
    answer.refresh_from_db()
    assert (post.title, post.body, post.body_html, post.excerpt) == ("", "", "", "")
    assert (comment.body, comment.body_html) == ("", "")
    assert answer.body == "早いですね。"


def test_words_that_stay_name_nobody(hana: Viewer, post: Post, comment: Comment) -> None:
    actions.like(hana, subject=post)
    actions.save_draft(hana, kind="post", key=new_id(), body="続きは明日")
    leave_site(hana, keep_posts=True)
    post = Post.objects.select_related("author").get(id=post.id)
    assert post.body
    assert Comment.objects.get(id=comment.id).body
    assert (post.author.display_name, post.author.bio, post.author.avatar_key) == ("—", "", "")
    assert post.author.user_id.startswith("x_")
    assert not PostLike.objects.exists()
    assert not Draft.objects.exists()


def test_deleted_words_are_emptied_after_thirty_days(hana: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    assert empty_removed() == 0
    PostRemoval.objects.update(removed_at=clock.now() - timedelta(days=31))
    assert empty_removed() == 1
    post.refresh_from_db()
    assert (post.title, post.body, post.body_html) == ("", "", "")
