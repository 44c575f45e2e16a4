"""like, unlike"""

from collections.abc import Callable

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Comment, Post


@pytest.fixture(params=["post", "comment", "reply"])
def liked(request: pytest.FixtureRequest, hana: Viewer, post: Post) -> Post | Comment:
    if request.param == "post":
        return post
    comment = actions.post_comment(hana, post=post, body="一", key=new_id())
    return comment if request.param == "comment" else actions.reply(hana, to=comment, body="二", key=new_id())


def test_a_like_counts_once_per_member(hana: Viewer, taro: Viewer, liked: Post | Comment) -> None:
    assert [actions.like(viewer, subject=liked) for viewer in (taro, taro, hana)] == [1, 1, 2]


def test_taking_it_back_counts_once_too(taro: Viewer, liked: Post | Comment) -> None:
    actions.like(taro, subject=liked)
    assert [actions.unlike(taro, subject=liked) for _ in range(2)] == [0, 0]


def test_pages_say_whether_the_viewer_likes_it(hana: Viewer, taro: Viewer, post: Post) -> None:
    comment = actions.post_comment(hana, post=post, body="一", key=new_id())
    actions.like(taro, subject=comment)
    actions.like(taro, subject=post)
    for viewer, liked in ((taro, True), (hana, False), (None, False)):
        page = queries.post_page(viewer, queries.post_to_show(viewer, post.id))
        assert (page.is_liked, page.comments.rows[0].is_liked) == (liked, liked)


@pytest.mark.parametrize("act", [actions.like, actions.unlike])
def test_staff_who_are_no_members_cannot_like(owen: Viewer, post: Post, act: Callable[..., int]) -> None:
    with pytest.raises(Refused) as refusal:
        act(owen, subject=post)
    assert refusal.value.code == "guest"
