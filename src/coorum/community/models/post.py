"""Posts."""

from django.db import models

from coorum.base.models import SiteForeignKey
from coorum.community.kinds import VOTED, IdeaState, QuestionState
from coorum.community.models.board import Board
from coorum.community.models.picture import Picture
from coorum.community.models.spoken import Spoken


class Post(Spoken):
    """What a talk starts from. `comment_number` is the last number given to a comment, `comment_count` how many stand.

    `answer_count`: those of them that are no replies. `state` is how far a question has come
    (`QuestionState`) or an idea (`IdeaState`): it follows the rows of question.py and idea.py, and is empty elsewhere.
    """

    board = SiteForeignKey(Board, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=320)
    excerpt = models.CharField(max_length=200, blank=True)
    cover = SiteForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+")
    comment_count = models.PositiveIntegerField(default=0)
    comment_number = models.PositiveIntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, blank=True)
    last_activity_at = models.DateTimeField()

    class Meta(Spoken.Meta):
        indexes = [
            models.Index(fields=["site", "board", "-last_activity_at", "-id"], name="post_board_active"),
            models.Index(fields=["site", "board", "-created_at", "-id"], name="post_board_newest"),
            models.Index(fields=["site", "-created_at", "-id"], name="post_newest"),
            models.Index(fields=["site", "author", "-created_at", "-id"], name="post_author"),
            models.Index(fields=["site", "cover"], name="post_cover", condition=models.Q(cover__isnull=False)),
            models.Index(
                fields=["site", "board", "-created_at", "-id"],
                name="question_unanswered",
                condition=models.Q(state=QuestionState.OPEN, answer_count=0),
            ),
            models.Index(
                fields=["site", "board", "-created_at", "-id"],
                name="question_unsolved",
                condition=models.Q(state=QuestionState.OPEN),
            ),
            models.Index(
                fields=["site", "board", "-created_at", "-id"],
                name="question_solved",
                condition=models.Q(state=QuestionState.SOLVED),
            ),
            models.Index(
                fields=["site", "created_at", "id"],
                name="question_oldest",
                condition=models.Q(state=QuestionState.OPEN),
            ),
            models.Index(
                fields=["site", "board", "-like_count", "-id"],
                name="idea_most_wanted",
                condition=models.Q(state__in=VOTED),
            ),
            models.Index(
                fields=["site", "board", "state", "-created_at", "-id"],
                name="idea_state",
                condition=models.Q(state__in=IdeaState.values),
            ),
        ]
