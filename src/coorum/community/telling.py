"""What happens in the community and is told to members, by a task; what is taken away takes its notices along."""

from itertools import batched
from uuid import UUID

from coorum.base import clock
from coorum.base.events import Envelope, listen
from coorum.community import events, tasks
from coorum.community.actions.telling import choice_of, like_of
from coorum.community.models import Board, Comment, Post
from coorum.notices.inbox.actions import forget
from coorum.notices.inbox.actions.notifying import AT_ONCE, is_news


def tell_of_post(envelope: Envelope) -> None:
    """An announcement is told to all who may read it; of other posts nobody is told."""
    post_id = _spoken(envelope)
    is_announced = Board.objects.filter(posts=post_id, kind="announcement").exists()
    if is_announced and is_news(clock.now()):
        tasks.tell_of_announcement.later(str(post_id))


def tell_of_comment(envelope: Envelope) -> None:
    if is_news(clock.now()):
        tasks.tell_of_comment.later(str(_spoken(envelope)))


def tell_of_like(envelope: Envelope) -> None:
    """A like is told of by a task, since whoever likes has waited for the counter already."""
    liker = envelope.toward
    if liker and liker.id and is_news(clock.now()):
        tasks.tell_of_like.later(_kind(envelope), str(_spoken(envelope)), str(liker.id))


def tell_of_choice(envelope: Envelope) -> None:
    if is_news(clock.now()):
        tasks.tell_of_choice.later(str(_spoken(envelope)))


def forget_choice(envelope: Envelope) -> None:
    comment_id = _spoken(envelope)
    forget(pages=[_page_of(comment_id)], things=[choice_of(comment_id)])


def forget_like(envelope: Envelope) -> None:
    if envelope.toward and envelope.toward.id:
        spoken_id = _spoken(envelope)
        page = spoken_id if _kind(envelope) == "post" else _page_of(spoken_id)
        forget(pages=[page], things=[like_of(spoken_id, envelope.toward.id)])


def forget_post(envelope: Envelope) -> None:
    forget(pages=[_spoken(envelope)])


def forget_comment(envelope: Envelope) -> None:
    comment_id = _spoken(envelope)
    forget(pages=[_page_of(comment_id)], things=[comment_id])


def forget_words(envelope: Envelope) -> None:
    """Many at once: those of somebody who leaves or is erased."""
    forget(pages=envelope.payload["posts"])
    forget(things=envelope.payload["comments"])


def forget_board(envelope: Envelope) -> None:
    posts = Post.objects.filter(board=_spoken(envelope)).values_list("id", flat=True)
    for some in batched(posts.iterator(), AT_ONCE):
        forget(pages=some)


def _spoken(envelope: Envelope) -> UUID:
    if envelope.subject is None or envelope.subject.id is None:
        raise ValueError("something happened to something")
    return envelope.subject.id


def _kind(envelope: Envelope) -> str:
    return envelope.subject.kind if envelope.subject else ""


def _page_of(comment_id: UUID) -> UUID:
    return Comment.objects.values_list("post_id", flat=True).get(id=comment_id)


listen(events.POST_WRITTEN, tell_of_post)
listen(events.COMMENT_POSTED, tell_of_comment)
listen(events.ANSWER_CHOSEN, tell_of_choice)
listen(events.ANSWER_WITHDRAWN, forget_choice)
for liked, unliked in ((events.POST_LIKED, events.POST_UNLIKED), (events.COMMENT_LIKED, events.COMMENT_UNLIKED)):
    listen(liked, tell_of_like)
    listen(unliked, forget_like)
for gone in (events.POST_REMOVED, events.POST_TAKEN_DOWN):
    listen(gone, forget_post)
for gone in (events.COMMENT_REMOVED, events.COMMENT_TAKEN_DOWN):
    listen(gone, forget_comment)
listen(events.WORDS_TAKEN_AWAY, forget_words)
listen(events.BOARD_REMOVED, forget_board)
