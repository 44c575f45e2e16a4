"""edit_post"""

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Board, Post


def test_an_edit_renders_anew_and_says_when(hana: Viewer, post: Post) -> None:
    actions.edit_post(hana, post=post, title="昼の一杯", body="*昼*", revision=1)
    stored = Post.objects.get(id=post.id)
    assert (stored.title, stored.body_html, stored.revision) == ("昼の一杯", "<p><em>昼</em></p>\n", 2)
    assert stored.edited_at is not None


def test_an_edit_of_an_old_page_is_refused_with_the_current_text(hana: Viewer, post: Post) -> None:
    actions.edit_post(hana, post=post, title="一", body="先の編集", revision=1)
    with pytest.raises(Refused) as refusal:
        actions.edit_post(hana, post=post, title="二", body="後の編集", revision=1)
    assert refusal.value.code == "stale"
    assert refusal.value.params["current"] == {"title": "一", "body": "先の編集", "revision": 2}
    actions.edit_post(hana, post=post, title="二", body="後の編集", revision=2)
    assert Post.objects.get(id=post.id).body == "後の編集"


def test_others_cannot_edit(taro: Viewer, owen: Viewer, post: Post) -> None:
    for viewer in (taro, owen):
        with pytest.raises(Refused) as refusal:
            actions.edit_post(viewer, post=post, title="題", body="文", revision=1)
        assert refusal.value.code == "not_yours"


def test_what_the_operator_said_any_of_its_staff_may_edit(owen: Viewer, news: Board) -> None:
    post = actions.write_post(owen, board=news, title="休業", body="月曜", key=new_id())
    assert actions.edit_post(owen, post=post, title="休業", body="火曜", revision=1).body == "火曜"


def test_an_edit_of_a_removed_post_comes_back_as_a_draft(hana: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    with pytest.raises(Refused) as refusal:
        actions.edit_post(hana, post=post, title="題", body="直した", revision=1, key=new_id())
    assert refusal.value.code == "gone"
    draft = queries.draft_of(hana, refusal.value.params["draft"])
    assert draft is not None
    assert (draft.body, draft.revision) == ("直した", 1)
