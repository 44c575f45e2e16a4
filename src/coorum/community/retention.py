"""How long the community keeps what was removed, and why it was."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, lasting, masked, register
from coorum.community.actions.emptying import empty_comments, empty_posts
from coorum.community.actions.pictures import delete_pictures
from coorum.community.models import Comment, CommentRemoval, Draft, Picture, Post, PostRemoval

NOBODY = UUID(int=0)


def _posts(limit: datetime) -> QuerySet[Post]:
    return Post.objects.filter(removals__removed_at__lt=limit, removals__is_held=False).exclude(body="", title="")


def _comments(limit: datetime) -> QuerySet[Comment]:
    return Comment.objects.filter(removals__removed_at__lt=limit, removals__is_held=False).exclude(body="")


def _pictures(limit: datetime) -> QuerySet[Picture]:
    """Pictures that no post, comment or draft came to show."""
    drafted = Draft.objects.annotate(picture=Cast(OuterRef("id"), CharField())).filter(
        Q(cover=OuterRef("id")) | Q(body__contains=F("picture")), owner=OuterRef("owner")
    )
    return Picture.objects.filter(~Exists(drafted), placed_at=None, uploaded_at__lt=limit)


def _reasons(model: type[PostRemoval | CommentRemoval]) -> Callable[[datetime], QuerySet[Any]]:
    """Removals by staff that still say who and why."""

    def before(limit: datetime) -> QuerySet[Any]:
        told = model.objects.filter(by_staff=True, removed_at__lt=limit)
        return told.exclude(reason="", removed_by=NOBODY)

    return before


_REMOVED: dict[str, Any] = {
    "dataset": "community.words",
    "since": _("the removal"),
    "period": Period(30),
    "reason": _("So that a removal by mistake can be undone."),
    "whose": Whose(person="author__person"),
    "place": Place.SITE,
    "shortest": Period(1),
}
_JUDGED: dict[str, Any] = {
    "dataset": "community.words",
    "since": _("the removal"),
    "period": Period(3, Unit.YEARS),
    "reason": _("To answer for the decision, and to see it when it happens again."),
    "place": Place.SITE,
    "shortest": Period(1, Unit.YEARS),
    "let_go": masked(reason="", removed_by=NOBODY),
    "sentences": ["a14-p1-i13"],
}
register(
    Rule(
        id="community.removed_posts",
        tables=["community.Post"],
        what=_("The words of removed posts"),
        overdue=_posts,
        let_go=empty_posts,
        **_REMOVED,
    ),
    Rule(
        id="community.removed_comments",
        tables=["community.Comment"],
        what=_("The words of removed comments"),
        overdue=_comments,
        let_go=empty_comments,
        **_REMOVED,
    ),
    Rule(
        id="community.judged_posts",
        tables=["community.PostRemoval"],
        what=_("Dealing with breaches of the terms: who removed a post, and why"),
        overdue=_reasons(PostRemoval),
        whose=Whose(person="post__author__person"),
        **_JUDGED,
    ),
    Rule(
        id="community.judged_comments",
        tables=["community.CommentRemoval"],
        what=_("Dealing with breaches of the terms: who removed a comment, and why"),
        overdue=_reasons(CommentRemoval),
        whose=Whose(person="comment__author__person"),
        **_JUDGED,
    ),
    Rule(
        id="community.unplaced",
        dataset="community.pictures",
        tables=["community.Picture"],
        what=_("Pictures in no post"),
        since=_("the upload"),
        period=Period(2),
        reason=_("Nobody sees them."),
        overdue=_pictures,
        let_go=delete_pictures,
        whose=Whose(person="owner"),
        place=Place.SITE,
    ),
)
lasting("community.words", _("as long as the membership, or until the author deletes them"))
lasting("community.traces", _("as long as the membership"))
lasting("community.pictures", _("as long as the post that shows them"))
