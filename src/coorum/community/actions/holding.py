"""What a report takes off the pages, and puts back: told by moderation's events (community/listeners.py).

The row of the removal is *held*: only the report's decision ends it, and the words are kept meanwhile. `by_staff` False on a
held row says that the author took it away as well; then it stays away.
"""

from typing import Any
from uuid import UUID

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Party, publish
from coorum.base.once import insert_once
from coorum.base.tombstones import bury
from coorum.community import events
from coorum.community.actions.answers import answers_came_back, answers_went
from coorum.community.actions.comments import count_by
from coorum.community.models import Comment, CommentRemoval, Post, PostRemoval

NOBODY = UUID(int=0)
_MODELS: dict[str, Any] = {"post": PostRemoval, "comment": CommentRemoval}
_DOWN = {"post": events.POST_TAKEN_DOWN, "comment": events.COMMENT_TAKEN_DOWN}
_UP = {"post": events.POST_RESTORED, "comment": events.COMMENT_RESTORED}


@action
def hold(kind: str, spoken_id: UUID, *, actor: Party) -> None:
    """Take it off the pages, words kept."""
    spoken = _locked(kind, spoken_id)
    values = {kind: spoken, "removed_by": NOBODY, "by_staff": True, "removed_at": clock.now(), "is_held": True}
    if insert_once(_MODELS[kind].new(**values)):
        if isinstance(spoken, Comment):
            count_by(spoken, -1)
            answers_went([spoken.id], actor=actor)
    else:
        _MODELS[kind].objects.filter(**{kind: spoken}).update(is_held=True)
    bury(f"community.{kind}.removed", spoken_id, by=str(NOBODY), by_staff=True, is_held=True)
    publish(_DOWN[kind], actor=actor, subject=Party(kind, spoken_id, str(spoken_id)))


@action
def release(kind: str, spoken_id: UUID, *, actor: Party) -> None:
    """Put it back, unless its author took it away too, or is erased."""
    spoken = _locked(kind, spoken_id)
    held = _MODELS[kind].objects.filter(is_held=True, **{kind: spoken})
    if not spoken.body:
        held.update(is_held=False)
    if held.filter(by_staff=True).delete()[0]:
        if isinstance(spoken, Comment):
            count_by(spoken, 1)
            answers_came_back([spoken.id], actor=actor)
        bury(f"community.{kind}.restored", spoken_id)
        publish(_UP[kind], actor=actor, subject=Party(kind, spoken_id, str(spoken_id)))
    held.update(is_held=False)


@action
def let_words_go(kind: str, spoken_id: UUID) -> None:
    """The removal is final: the words go like those of any other removal, counted from now."""
    rows = _MODELS[kind].objects.filter(is_held=True, **{kind: spoken_id})
    rows.update(is_held=False, removed_at=clock.now())


def _locked(kind: str, spoken_id: UUID) -> Post | Comment:
    """A post before its comments: the lock order of the room."""
    if kind == "post":
        return Post.objects.select_for_update(no_key=True).get(id=spoken_id)
    comment = Comment.objects.get(id=spoken_id)
    Post.objects.select_for_update(no_key=True).get(id=comment.post_id)
    return comment
