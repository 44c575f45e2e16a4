"""What people took away after a backup is taken away again after its restore."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Role, StaffRole
from coorum.accounts.queries import Viewer
from coorum.base import tombstones
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions, queries
from coorum.community.models import Comment, Post, PostRemoval
from coorum.provision import actions as provision
from tests.base.test_tombstones import Restored
from tests.cast import Cast


@pytest.fixture(autouse=True)
def since_the_backup(tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """What is done inside comes after the backup, which is restored at the end; the tombstones stay."""
    settings.COORUM_TOMBSTONES = tmp_path / "tombstones"
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_post_stays_removed(on_kissa: UUID, hana: Viewer, post: Post, since_the_backup: Any) -> None:
    with Restored(), since_the_backup():
        actions.remove_post(hana, post=post)
    assert queries.posts_visible_to(None).exists()
    tombstones.replay()
    with site_scope(on_kissa):
        assert not queries.posts_visible_to(None).exists()
        assert PostRemoval.objects.get().removed_by == hana.person.id
        actions.restore_post(hana, post=post)


def test_a_post_that_was_put_back_stands(on_kissa: UUID, hana: Viewer, post: Post, since_the_backup: Any) -> None:
    with Restored(), since_the_backup():
        actions.remove_post(hana, post=post)
        actions.restore_post(hana, post=post)
    tombstones.replay()
    with site_scope(on_kissa):
        assert queries.posts_visible_to(None).exists()


def test_a_comment_stays_removed_and_is_not_counted(
    on_kissa: UUID, hana: Viewer, taro: Viewer, post: Post, since_the_backup: Any
) -> None:
    comment = actions.post_comment(taro, post=post, body="七時です", key=new_id())
    with Restored(), since_the_backup():
        actions.remove_comment(taro, comment=comment)
    tombstones.replay()
    with site_scope(on_kissa):
        assert Post.objects.get(id=post.id).comment_count == 0
        assert Comment.objects.get(id=comment.id).removals.exists()


def test_what_the_backup_does_not_know_is_no_trouble(
    hana: Viewer, post: Post, board: Any, since_the_backup: Any
) -> None:
    with Restored(), since_the_backup():
        later = actions.write_post(hana, board=board, title="あと", body="あとで", key=new_id())
        actions.remove_post(hana, post=later)
    assert tombstones.replay() == 1


def test_who_was_dismissed_stays_dismissed(on_kissa: UUID, cast: Cast, owen: Viewer, since_the_backup: Any) -> None:
    accounts.grant_role(owen, person=cast.taro, role=Role.MODERATOR)
    with Restored(), since_the_backup():
        accounts.revoke_role(owen, person=cast.taro)
    tombstones.replay()
    with site_scope(on_kissa):
        assert not StaffRole.objects.filter(person=cast.taro).exists()


def test_an_owner_who_left_leaves_again_even_if_their_successor_is_gone(
    on_kissa: UUID, cast: Cast, owen: Viewer, since_the_backup: Any
) -> None:
    accounts.make_member(cast.owen)
    with Restored(), since_the_backup():
        accounts.grant_role(owen, person=cast.taro, role=Role.OWNER)
        provision.leave_site(people.viewer_on_site(cast.owen), keep_posts=True)
    tombstones.replay()
    with site_scope(on_kissa):
        assert people.member_of(cast.owen) is None
        assert not StaffRole.objects.filter(person=cast.owen).exists()
