"""Writing, changing and removing posts."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.once import insert_once
from coorum.base.pace import ensure_pace
from coorum.base.tombstones import bury
from coorum.community import events, rules
from coorum.community.actions.boards import ensure_takes_words
from coorum.community.actions.drafts import drop_draft, keeping_draft
from coorum.community.actions.editing import exchange_words
from coorum.community.actions.judging import take_down, taken_back
from coorum.community.actions.words import body_of, place_pictures, subject, title_of, voice_columns
from coorum.community.matters import matter_of
from coorum.community.models import Board, DraftKind, Picture, Post, PostRemoval


def write_post(
    author: Viewer,
    *,
    board: Board | None,
    title: str,
    body: str,
    key: UUID,
    cover: Picture | None = None,
    official: bool = False,
) -> Post:
    """Publish a post on `board` (None: it is gone). The same `key` again answers the same post.

    Raises `Refused`: `empty`, `text_…`, `not_found` (with their field; the cover is no picture of theirs), `guest`; and,
    after keeping the words as the author's draft under `key`: `paused`, `staff_only`, `too_many` (in the last hour),
    `gone` or `closed` where the board is.
    """
    with keeping_draft(author, key=key, kind=DraftKind.POST, board=board, title=title, body=body, cover=cover):
        return _write_post(author, board, title, body, key, cover, official=official)


@action
def _write_post(
    author: Viewer, board: Board | None, title: str, body: str, key: UUID, cover: Picture | None, *, official: bool
) -> Post:
    if board is None:
        raise rules.board_gone()
    rules.ensure_may_speak(author, board)
    ensure_takes_words(board)
    rules.ensure_may_start(author, board)
    rules.ensure_may_show(author, cover)
    heading, words, now = title_of(title), body_of(body, maximum=rules.BODY, owner=author.person.id), clock.now()
    post = Post.new(
        board=board,
        key=key,
        title=heading,
        excerpt=words.excerpt,
        cover=cover,
        created_at=now,
        last_activity_at=now,
        state=board.first_state,
        **words.columns(),
        **voice_columns(author, board, official=official, starts=True),
    )
    if not insert_once(post):
        return _twin(author, key)
    _ensure_pace(author, post)
    place_pictures([*words.picture_ids, *([cover.id] if cover else [])])
    drop_draft(author, key)
    publish(events.POST_WRITTEN, actor=author.party, subject=subject("post", post.id), key=key)
    return post


def _ensure_pace(author: Viewer, post: Post) -> None:
    """After the insert, so that a form sent twice is answered whatever the hour. Raises `Refused`: `too_many`."""
    ensure_pace(
        Post.objects.filter(author=post.author, staff=post.staff).exclude(id=post.id),
        moment="created_at",
        most=rules.most_an_hour(author, rules.POSTS_AN_HOUR),
        sentence=_(
            "That was many posts in one hour. Your text is kept in your drafts: please go on in %(minutes)s min."
        ),
    )


def _twin(author: Viewer, key: UUID) -> Post:
    """The post that the same form made before (or has just made)."""
    twin = Post.objects.select_related("board").get(key=key)
    rules.ensure_own(author, twin)
    return twin


def edit_post(
    author: Viewer,
    *,
    post: Post,
    title: str,
    body: str,
    revision: int,
    cover: Picture | None = None,
    key: UUID | None = None,
) -> Post:
    """Change a post that stood at `revision`; `cover` replaces the one it had.

    Raises `Refused`: `stale` (`params["current"]`: body, title, revision) where it was changed meanwhile; `gone` after
    keeping the words as a draft under `key`; `not_yours`, `empty`, `text_…`, `closed`, `not_found` (field `cover`).
    """
    with keeping_draft(
        author,
        key=key,
        kind=DraftKind.POST_EDIT,
        board=post.board,
        post=post,
        title=title,
        body=body,
        cover=cover,
        revision=revision,
    ):
        return _edit_post(author, post, title, body, revision, cover, key)


@action
def _edit_post(
    author: Viewer, post: Post, title: str, body: str, revision: int, cover: Picture | None, key: UUID | None
) -> Post:
    rules.ensure_may_speak(author, post.board)
    rules.ensure_own(author, post)
    ensure_takes_words(post.board)
    if PostRemoval.objects.filter(post=post).exists():
        raise rules.post_gone()
    rules.ensure_may_show(author, cover, on=post)
    heading = title_of(title)
    words = body_of(body, maximum=rules.BODY, owner=author.person.id, standing=post.body_html)
    told = {"title": heading, "excerpt": words.excerpt, "cover": cover}
    shown = [cover.id] if cover else []
    exchange_words(author, post, words, revision=revision, key=key, event=events.POST_EDITED, pictures=shown, **told)
    return post


@action
def remove_post(actor: Viewer, *, post: Post, reason: str = "") -> None:
    """Take a post away, with its comments; again does nothing.

    What others wrote the staff take away as a case of its own (moderation): its author is told why and may ask for another
    look. Raises `Refused`: `not_yours`, `reason_needed`.
    """
    rules.ensure_may_remove(actor, post)
    if not rules.is_own(actor, post):
        take_down(actor, matter_of(post), reason)
        return
    facts = {"removed_by": actor.person.id, "by_staff": False, "removed_at": clock.now()}
    if not insert_once(PostRemoval.new(post=post, **facts)):
        PostRemoval.objects.filter(post=post, is_held=True).update(**facts)
        return
    bury("community.post.removed", post.id, by=str(actor.person.id), by_staff=False)
    publish(events.POST_REMOVED, actor=actor.party, subject=subject("post", post.id), reason=reason)


@action
def restore_post(actor: Viewer, *, post: Post) -> None:
    """Bring a removed post back; a post that stands is left alone. Raises `Refused`: `not_yours`, `too_late`,

    `under_review`.
    """
    removal = PostRemoval.objects.filter(post=post).first()
    if removal is None or taken_back(actor, post.id):
        return
    rules.ensure_may_restore(actor, removal, post, clock.now())
    removal.delete()
    bury("community.post.restored", post.id)
    publish(events.POST_RESTORED, actor=actor.party, subject=subject("post", post.id))
