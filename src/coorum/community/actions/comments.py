"""Commenting, replying, changing and removing comments.

One lock order for all of it: the post's row first, then the row of the comment that opened the thread, then counters.
So many people can talk under one post at once and nobody waits in a circle.
"""

from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.compiled import compiled
from coorum.base.events import publish
from coorum.base.once import insert_once
from coorum.base.pace import ensure_pace
from coorum.base.tombstones import bury
from coorum.community import events, live, rules
from coorum.community.actions.answers import answers_came_back, answers_went
from coorum.community.actions.drafts import drop_draft, keeping_draft
from coorum.community.actions.editing import exchange_words
from coorum.community.actions.judging import take_down, taken_back
from coorum.community.actions.words import Words, body_of, place_pictures, subject, voice_columns
from coorum.community.kinds import IdeaState
from coorum.community.matters import matter_of
from coorum.community.models import Comment, CommentRemoval, DraftKind, Post


def post_comment(author: Viewer, *, post: Post | None, body: str, key: UUID, official: bool = False) -> Comment:
    """Comment on `post` (None: it is gone). The same `key` again answers the same comment.

    Raises `Refused`: `empty`, `text_…` (field `body`), `guest`; and, after keeping the words as the author's draft
    under `key`, `paused`, `too_many` (in the last hour), `gone` or `closed` where post or board are.
    """
    with keeping_draft(author, key=key, kind=DraftKind.COMMENT, board=post and post.board, post=post, body=body):
        return _say(author, post, None, body, key, official=official)


def reply(author: Viewer, *, to: Comment | None, body: str, key: UUID, official: bool = False) -> Comment:
    """Reply to a comment; a reply to a reply joins the same thread. Raises as `post_comment` does."""
    post = to.post if to else None
    with keeping_draft(
        author, key=key, kind=DraftKind.REPLY, board=post and post.board, post=post, comment=to, body=body
    ):
        return _say(author, post, to, body, key, official=official)


@action
def _say(author: Viewer, post: Post | None, to: Comment | None, body: str, key: UUID, *, official: bool) -> Comment:
    if post is None:
        raise rules.post_gone()
    rules.ensure_may_speak(author, post.board)
    words = body_of(body, maximum=rules.COMMENT, owner=author.person.id)
    standing = _lock(post)
    if twin := next(iter(_sent_with(key)), None):
        rules.ensure_own(author, twin)
        return twin
    comment = _number(standing, to, words)
    voice = voice_columns(author, standing.board, official=official, starts=False)
    comment.author, comment.staff, comment.key = voice["author"], voice["staff"], key
    _ensure_pace(author, comment)
    comment.save(force_insert=True)
    count_by(comment, 1, comment_number=comment.number, last_activity_at=comment.created_at)
    place_pictures(words.picture_ids)
    drop_draft(author, key)
    publish(events.COMMENT_POSTED, actor=author.party, subject=subject("comment", comment.id), key=key)
    live.tell_of_comment(comment)
    return comment


@compiled
def _sent_with(key: UUID) -> QuerySet[Comment]:
    return Comment.objects.filter(key=key)


@compiled
def _locked(post_id: UUID) -> QuerySet[Post]:
    rows = Post.objects.select_for_update(of=("self",), no_key=True).select_related("board")
    found = rows.annotate(
        gone_at=F("removals__removed_at"),
        board_gone_at=F("board__removals__removed_at"),
        closed_at=F("board__closures__closed_at"),
        question_closed_at=F("closures__closed_at"),
    )
    return found.filter(id=post_id)


def _lock(post: Post) -> Post:
    """The post as it stands, locked. Raises `Refused`: `gone`, `closed`."""
    standing = next(iter(_locked(post.id)), None)
    if standing is None or standing.gone_at or standing.board_gone_at:
        raise rules.post_gone()
    if standing.closed_at:
        raise rules.board_closed()
    if standing.question_closed_at:
        raise rules.question_closed()
    if standing.state == IdeaState.MERGED:
        raise rules.idea_merged()
    return standing


def _number(post: Post, to: Comment | None, words: Words) -> Comment:
    """The next comment of the locked post. Raises `Refused`: `gone` where the one replied to was removed."""
    number = post.comment_number + 1
    if to is not None and CommentRemoval.objects.filter(comment=to).exists():
        raise rules.comment_gone()
    return Comment.new(
        post=post,
        number=number,
        thread=to.thread if to else number,
        parent_id=(to.parent_id or to.id) if to else None,
        created_at=clock.now(),
        **words.columns(),
    )


def _ensure_pace(author: Viewer, comment: Comment) -> None:
    ensure_pace(
        Comment.objects.filter(author=comment.author, staff=comment.staff),
        moment="created_at",
        most=rules.most_an_hour(author, rules.COMMENTS_AN_HOUR),
        sentence=_(
            "That was many comments in one hour. Your text is kept in your drafts: please go on in %(minutes)s min."
        ),
    )


def count_by(comment: Comment, by: int, **more: object) -> None:
    """Move the counters of the post (its row is locked) and of the thread by so many."""
    if comment.parent_id:
        Post.objects.filter(id=comment.post_id).update(comment_count=F("comment_count") + by, **more)
        Comment.objects.filter(id=comment.parent_id).update(reply_count=F("reply_count") + by)
    else:
        both = {"comment_count": F("comment_count") + by, "answer_count": F("answer_count") + by}
        Post.objects.filter(id=comment.post_id).update(**both, **more)


def edit_comment(author: Viewer, *, comment: Comment, body: str, revision: int, key: UUID | None = None) -> Comment:
    """Change a comment that stood at `revision`.

    Raises `Refused`: `stale` (`params["current"]`: body, revision) where it was changed meanwhile; `gone` after keeping
    the words as a draft under `key`; `not_yours`, `empty`, `text_…`, `closed`.
    """
    post = comment.post
    with keeping_draft(
        author,
        key=key,
        kind=DraftKind.COMMENT_EDIT,
        board=post.board,
        post=post,
        comment=comment,
        body=body,
        revision=revision,
    ):
        return _edit_comment(author, comment, body, revision, key)


@action
def _edit_comment(author: Viewer, comment: Comment, body: str, revision: int, key: UUID | None) -> Comment:
    rules.ensure_may_speak(author, comment.post.board)
    rules.ensure_own(author, comment)
    words = body_of(body, maximum=rules.COMMENT, owner=author.person.id, standing=comment.body_html)
    _lock(comment.post)
    if CommentRemoval.objects.filter(comment=comment).exists():
        raise rules.comment_gone()
    exchange_words(author, comment, words, revision=revision, key=key, event=events.COMMENT_EDITED)
    return comment


@action
def remove_comment(actor: Viewer, *, comment: Comment, reason: str = "") -> None:
    """Take a comment away; its replies stay. Again does nothing. What others wrote the staff take away as `remove_post` says.

    Raises `Refused`: `not_yours`, `reason_needed`.
    """
    rules.ensure_may_remove(actor, comment)
    if not rules.is_own(actor, comment):
        take_down(actor, matter_of(comment), reason)
        return
    Post.objects.select_for_update(no_key=True).get(id=comment.post_id)
    facts = {"removed_by": actor.person.id, "by_staff": False, "removed_at": clock.now()}
    if not insert_once(CommentRemoval.new(comment=comment, **facts)):
        CommentRemoval.objects.filter(comment=comment, is_held=True).update(**facts)
        return
    count_by(comment, -1)
    answers_went([comment.id], actor=actor.party)
    bury("community.comment.removed", comment.id, by=str(actor.person.id), by_staff=False)
    publish(events.COMMENT_REMOVED, actor=actor.party, subject=subject("comment", comment.id), reason=reason)


@action
def restore_comment(actor: Viewer, *, comment: Comment) -> None:
    """Bring a removed comment back; one that stands is left alone.

    Raises `Refused`: `not_yours`, `too_late`, `under_review`.
    """
    Post.objects.select_for_update(no_key=True).get(id=comment.post_id)
    removal = CommentRemoval.objects.filter(comment=comment).first()
    if removal is None or taken_back(actor, comment.id):
        return
    rules.ensure_may_restore(actor, removal, comment, clock.now())
    removal.delete()
    count_by(comment, 1)
    answers_came_back([comment.id], actor=actor.party)
    bury("community.comment.restored", comment.id)
    publish(events.COMMENT_RESTORED, actor=actor.party, subject=subject("comment", comment.id))
