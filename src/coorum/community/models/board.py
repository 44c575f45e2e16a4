"""Boards: what operators call menus (メニュー), each with its own readers and writers."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.kinds import Audience, BoardKind, IdeaState, QuestionState


class Board(SiteOwned):
    """A place to talk, to ask, to wish, or to announce. `template` is the text a new post starts from. Staff announce."""

    slug = models.SlugField(max_length=40, db_index=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=BoardKind, default=BoardKind.TALK)
    description = models.CharField(max_length=1200, blank=True)
    position = models.PositiveIntegerField(default=0)
    readers = models.CharField(max_length=8, choices=Audience, default=Audience.EVERYONE)
    writers = models.CharField(max_length=8, choices=Audience, default=Audience.MEMBERS)
    template = models.TextField(blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="board_slug_once"),
            models.CheckConstraint(
                condition=models.Q(writers__in=[Audience.MEMBERS, Audience.STAFF]),
                name="board_no_guest_writes",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=BoardKind.ANNOUNCEMENT) | models.Q(writers=Audience.STAFF),
                name="board_staff_announces",
            ),
        ]
        indexes = [models.Index(fields=["site", "position", "id"], name="board_order")]

    @property
    def is_announcement(self) -> bool:
        return self.kind == BoardKind.ANNOUNCEMENT

    @property
    def takes_questions(self) -> bool:
        return self.kind == BoardKind.QUESTIONS

    @property
    def takes_ideas(self) -> bool:
        return self.kind == BoardKind.IDEAS

    @property
    def first_state(self) -> str:
        """The state of a post that was just written here; empty where posts have none."""
        return {BoardKind.QUESTIONS: QuestionState.OPEN, BoardKind.IDEAS: IdeaState.NEW}.get(BoardKind(self.kind), "")


class BoardClosure(SiteOwned):
    """A board that takes no more posts and comments; what stands there can be read. Reopening removes the row."""

    board = SiteForeignKey(Board, on_delete=models.CASCADE, related_name="closures")
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "board"], name="board_closure_once")]


class BoardRemoval(SiteOwned):
    """A board nobody sees any more, nor what stands there. Restoring removes the row."""

    board = SiteForeignKey(Board, on_delete=models.CASCADE, related_name="removals")
    removed_by = models.UUIDField()
    removed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "board"], name="board_removal_once")]
