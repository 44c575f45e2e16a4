"""After a restore: what was taken away since the backup is taken away again, and what was put back stands."""

from uuid import UUID

from coorum.base.once import insert_once
from coorum.base.tombstones import Tombstone, on_replay
from coorum.community.actions.answers import settle
from coorum.community.actions.comments import count_by
from coorum.community.models import Comment, CommentRemoval, Post, PostRemoval
from coorum.community.tasks import index_thread, index_words
from coorum.search import actions as search


def remove_post(stone: Tombstone) -> None:
    post = Post.objects.filter(id=stone.subject).first()
    if post is not None:
        insert_once(PostRemoval.new(post=post, **_facts(stone)))
        search.drop_threads([post.id])


def restore_post(stone: Tombstone) -> None:
    PostRemoval.objects.filter(post=stone.subject).delete()
    index_thread.later(str(stone.subject))


def remove_comment(stone: Tombstone) -> None:
    comment = Comment.objects.filter(id=stone.subject).first()
    if comment is not None and insert_once(CommentRemoval.new(comment=comment, **_facts(stone))):
        count_by(comment, -1)
        settle(comment.post_id)
        search.drop("comment", [comment.id])


def restore_comment(stone: Tombstone) -> None:
    if CommentRemoval.objects.filter(comment=stone.subject).delete()[0]:
        comment = Comment.objects.get(id=stone.subject)
        count_by(comment, 1)
        settle(comment.post_id)
        index_words.later("comment", str(stone.subject))


def _facts(stone: Tombstone) -> dict[str, object]:
    by, by_staff = UUID(str(stone.facts["by"])), bool(stone.facts["by_staff"])
    is_held = bool(stone.facts.get("is_held"))
    return {"removed_by": by, "by_staff": by_staff, "removed_at": stone.buried_at, "is_held": is_held}


on_replay("community.post.removed", remove_post)
on_replay("community.post.restored", restore_post)
on_replay("community.comment.removed", remove_comment)
on_replay("community.comment.restored", restore_comment)
