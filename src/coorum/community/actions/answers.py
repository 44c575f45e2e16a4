"""The best answer to a question, and its end. Whoever asked chooses, or staff; they may choose anew, and take it back.

One's own answer may have solved it: then `own` is true in the event, and nobody has earned anything.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.queries import Viewer, member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Event, Party, publish
from coorum.base.once import insert_once
from coorum.community import events, rules
from coorum.community.actions.words import subject
from coorum.community.models import BestAnswer, Comment, CommentRemoval, Post, QuestionClosure
from coorum.community.queries.counters import true_state


@action
def choose_answer(chooser: Viewer, *, post: Post, comment: Comment) -> None:
    """Mark `comment` as what solved the question, in the place of another; again does nothing.

    Raises `Refused`: `guest`, `paused`, `not_yours`, `no_question`; `no_answer`: a reply, or said elsewhere; `not_found`: gone.
    """
    question = _locked(chooser, post)
    rules.ensure_answers(question, comment)
    if CommentRemoval.objects.filter(comment=comment).exists():
        raise rules.nothing_here()
    before = _chosen().filter(post=question).first()
    if before and before.comment_id == comment.id:
        return
    if before:
        _let_go(before, chooser.party, "another was chosen")
    best = BestAnswer.new(post=question, comment=comment, **_facts(chooser, "chosen"))
    best.save()
    settle(question.id)
    _tell(events.ANSWER_CHOSEN, best, chooser.party)


@action
def withdraw_answer(chooser: Viewer, *, post: Post) -> None:
    """Undo `choose_answer`; where nothing is chosen it does nothing. Raises `Refused` as that does."""
    question = _locked(chooser, post)
    best = _chosen().filter(post=question).first()
    if best:
        _let_go(best, chooser.party, "taken back")
        settle(question.id)


@action
def close_question(closer: Viewer, *, post: Post) -> None:
    """Take no more answers, solved or not; again does nothing. Raises `Refused` as `choose_answer` does."""
    question = _locked(closer, post)
    if insert_once(QuestionClosure.new(post=question, **_facts(closer, "closed"))):
        settle(question.id)
        publish(events.QUESTION_CLOSED, actor=closer.party, subject=subject("post", question.id))


@action
def reopen_question(closer: Viewer, *, post: Post) -> None:
    """Undo `close_question`; what staff closed, staff reopen. Raises `Refused` as that does, and `not_yours`."""
    question = _locked(closer, post)
    closure = QuestionClosure.objects.filter(post=question).first()
    if closure is None:
        return
    rules.ensure_may_reopen(closer, question, by_staff=closure.by_staff)
    closure.delete()
    settle(question.id)
    publish(events.QUESTION_REOPENED, actor=closer.party, subject=subject("post", question.id))


def settle(post_id: UUID) -> None:
    """Let the question's state follow its rows; the post is locked."""
    Post.objects.filter(id=post_id).update(state=true_state())


def answers_went(ids: Collection[UUID], *, actor: Party) -> None:
    """These comments are off the pages: what they solved is unsolved."""
    for best in _chosen().filter(comment__in=ids):
        settle(best.post_id)
        _tell(events.ANSWER_WITHDRAWN, best, actor, reason="it was removed")


def answers_came_back(ids: Collection[UUID], *, actor: Party) -> None:
    """These comments stand again: so does the choice, unless another answer was chosen meanwhile."""
    for best in _chosen().filter(comment__in=ids):
        settle(best.post_id)
        _tell(events.ANSWER_CHOSEN, best, actor, reason="it came back")


def _chosen() -> QuerySet[BestAnswer]:
    return BestAnswer.objects.select_related("comment__author", "post")


def _locked(viewer: Viewer, post: Post) -> Post:
    """The question as it stands, locked. Raises `Refused`: as `ensure_may_settle`, and `not_found`."""
    rows = Post.objects.select_for_update(of=("self",), no_key=True).select_related("board")
    standing = rows.filter(id=post.id, removals__post__isnull=True, board__removals__board__isnull=True).first()
    if standing is None:
        raise rules.nothing_here()
    rules.ensure_may_settle(viewer, standing)
    return standing


def _facts(viewer: Viewer, done: str) -> dict[str, object]:
    return {f"{done}_by": viewer.person.id, "by_staff": viewer.is_staff, f"{done}_at": clock.now()}


def _let_go(best: BestAnswer, actor: Party, reason: str) -> None:
    best.delete()
    if not CommentRemoval.objects.filter(comment=best.comment_id).exists():
        _tell(events.ANSWER_WITHDRAWN, best, actor, reason=reason)


def _tell(event: Event, best: BestAnswer, actor: Party, *, reason: str = "") -> None:
    """`toward` is whoever answered, None where the operator did."""
    answerer = best.comment.author
    own = answerer is not None and answerer.id == best.post.author_id
    publish(
        event,
        actor=actor,
        subject=subject("comment", best.comment_id),
        toward=member_party(answerer) if answerer else None,
        reason=reason,
        payload={"question": str(best.post_id), "own": own},
    )
