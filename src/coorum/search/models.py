"""The table of the search room."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from coorum.base.models import SiteOwned


class Document(SiteOwned):
    """Something that can be found: `kind` and `subject_id` say what, `thread_id` what it stands under, `shelf_id` where.

    `terms` holds its words as a dictionary writes them, and pairs of neighbouring signs (terms.py). `dictionary` says which one
    divided them: another version wants the documents made anew.
    """

    kind = models.CharField(max_length=12)
    subject_id = models.UUIDField()
    thread_id = models.UUIDField()
    shelf_id = models.UUIDField()
    written_at = models.DateTimeField()
    terms = SearchVectorField()
    dictionary = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "kind", "subject_id"], name="document_once")]
        indexes = [
            GinIndex(fields=["site", "terms"], name="document_terms"),
            models.Index(fields=["site", "thread_id"], name="document_thread"),
            models.Index(fields=["site", "-written_at", "-subject_id"], name="document_newest"),
        ]
