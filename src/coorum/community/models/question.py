"""What becomes of a question: the answer that solved it, and its end. Undoing either removes the row."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.comment import Comment
from coorum.community.models.post import Post


class BestAnswer(SiteOwned):
    """The answer that solved a question, chosen by whoever asked or by staff (`chosen_by`: a person's id).

    While its comment is off the pages the question counts as unsolved; when that comes back, so does the choice.
    """

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="best_answers")
    comment = SiteForeignKey(Comment, on_delete=models.CASCADE, related_name="choices")
    chosen_by = models.UUIDField()
    by_staff = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "post"], name="best_answer_once"),
            models.UniqueConstraint(fields=["site", "comment"], name="best_answer_of_one"),
        ]
        indexes = [models.Index(fields=["site", "chosen_by"], name="best_answer_chooser")]


class QuestionClosure(SiteOwned):
    """A question that takes no more answers; what stands there can be read. `closed_by` is a person's id."""

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="closures")
    closed_by = models.UUIDField()
    by_staff = models.BooleanField()
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "post"], name="question_closure_once")]
        indexes = [models.Index(fields=["site", "closed_by"], name="question_closure_closer")]
