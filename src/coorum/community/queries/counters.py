"""What the kept counters should say: the truth they are set to, checked against and mended by."""

from collections.abc import Callable
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from coorum.community.kinds import BoardKind, IdeaState, QuestionState
from coorum.community.models import (
    BestAnswer,
    Board,
    Comment,
    CommentLike,
    IdeaDecision,
    IdeaMerge,
    Post,
    PostLike,
    QuestionClosure,
)


def true_state() -> Case:
    """The `state` of a post."""
    asked, wished = (
        Board.objects.filter(id=OuterRef("board"), kind=kind) for kind in (BoardKind.QUESTIONS, BoardKind.IDEAS)
    )
    solved = BestAnswer.objects.filter(post=OuterRef("id"), comment__removals__comment__isnull=True)
    closed = QuestionClosure.objects.filter(post=OuterRef("id"))
    merged = IdeaMerge.objects.filter(post=OuterRef("id"))
    decided = Subquery(IdeaDecision.objects.filter(post=OuterRef("id")).values("state")[:1])
    return Case(
        When(Exists(asked) & Exists(solved), then=Value(QuestionState.SOLVED)),
        When(Exists(asked) & Exists(closed), then=Value(QuestionState.CLOSED)),
        When(Exists(asked), then=Value(QuestionState.OPEN)),
        When(Exists(wished) & Exists(merged), then=Value(IdeaState.MERGED)),
        When(Exists(wished), then=Coalesce(decided, Value(IdeaState.NEW))),
        default=Value(""),
        output_field=CharField(),
    )


def _number_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of `rows` point to the row asked about with their column `by`."""
    mine = rows.filter(**{by: OuterRef("id")}).order_by().values(by)
    return Coalesce(Subquery(mine.annotate(n=Count("id")).values("n")), 0, output_field=IntegerField())


def _standing() -> QuerySet[Comment]:
    return Comment.objects.filter(removals__comment__isnull=True)


#: Every counter the room keeps, by table and column.
COUNTERS: dict[tuple[type[Model], str], Callable[[], Any]] = {
    (Post, "comment_count"): lambda: _number_of(_standing(), "post"),
    (Post, "answer_count"): lambda: _number_of(_standing().filter(parent__isnull=True), "post"),
    (Post, "like_count"): lambda: _number_of(PostLike.objects.all(), "post"),
    (Post, "state"): true_state,
    (Comment, "reply_count"): lambda: _number_of(_standing(), "parent"),
    (Comment, "like_count"): lambda: _number_of(CommentLike.objects.all(), "comment"),
}


def wrong(model: type[Model], column: str) -> QuerySet[Any]:
    """Rows of the open scope's site whose counter says something else than what there is (`truth`)."""
    rows: QuerySet[Any] = model._default_manager.annotate(truth=COUNTERS[model, column]())
    return rows.exclude(**{column: F("truth")})
