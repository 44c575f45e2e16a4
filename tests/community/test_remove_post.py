"""remove_post, restore_post"""

from datetime import timedelta

import pytest

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.community import actions, queries
from coorum.community.models import Post, PostRemoval


def test_a_removed_post_is_seen_by_nobody(hana: Viewer, owen: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    actions.remove_post(hana, post=post)
    for viewer in (None, hana, owen):
        assert not queries.posts_visible_to(viewer).exists()


def test_the_author_can_undo_it_for_a_day(hana: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    actions.restore_post(hana, post=post)
    assert queries.posts_visible_to(None).exists()
    actions.remove_post(hana, post=post)
    PostRemoval.objects.update(removed_at=clock.now() - timedelta(hours=25))
    with pytest.raises(Refused) as refusal:
        actions.restore_post(hana, post=post)
    assert refusal.value.code == "too_late"


def test_others_cannot_remove_it(taro: Viewer, post: Post) -> None:
    with pytest.raises(Refused) as refusal:
        actions.remove_post(taro, post=post)
    assert refusal.value.code == "not_yours"


def test_what_staff_removed_only_staff_restore(hana: Viewer, owen: Viewer, post: Post) -> None:
    actions.remove_post(owen, post=post, reason="広告")
    with pytest.raises(Refused):
        actions.restore_post(hana, post=post)
    actions.restore_post(owen, post=post)
    assert queries.posts_visible_to(None).exists()


def test_what_the_author_removed_staff_do_not_restore(hana: Viewer, owen: Viewer, post: Post) -> None:
    actions.remove_post(hana, post=post)
    with pytest.raises(Refused):
        actions.restore_post(owen, post=post)
