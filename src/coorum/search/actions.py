"""What the rooms upstairs put on the index and take off it. They are told by their own events; nothing here is one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Value

from coorum.base.actions import action
from coorum.search.models import Document
from coorum.search.terms import vector_of
from coorum.search.words import dictionary_version


@dataclass(frozen=True, slots=True)
class Findable:
    """What can be found, in plain words: a post with its title, a comment without."""

    kind: str
    subject_id: UUID
    thread_id: UUID
    shelf_id: UUID
    written_at: datetime
    title: str
    body: str


@action
def put(found: Iterable[Findable]) -> None:
    """Write documents, or write them anew; again changes nothing. In the scope of their site."""
    Document.objects.bulk_create(
        [_document(one) for one in found],
        update_conflicts=True,
        unique_fields=["site", "kind", "subject_id"],
        update_fields=["thread_id", "shelf_id", "written_at", "terms", "dictionary"],
    )


@action
def drop(kind: str, ids: Collection[UUID]) -> int:
    """Take documents off the index. How many."""
    return Document.objects.filter(kind=kind, subject_id__in=ids).delete()[0]


@action
def drop_threads(ids: Collection[UUID]) -> int:
    """Take documents off with all that stands under them. How many."""
    return Document.objects.filter(thread_id__in=ids).delete()[0]


@action
def drop_others(kind: str, *, after: UUID | None, until: UUID | None, but: Collection[UUID]) -> int:
    """Of documents whose subject lies in (after, until], take off all `but` these: what a rebuilding did not find. How many."""
    rows = Document.objects.filter(kind=kind).exclude(subject_id__in=but)
    rows = rows.filter(subject_id__gt=after) if after else rows
    return (rows.filter(subject_id__lte=until) if until else rows).delete()[0]


def _document(one: Findable) -> Document:
    terms: Any = Func(
        Value(vector_of(one.title, one.body)), template="%(expressions)s::tsvector", output_field=SearchVectorField()
    )
    return Document.new(
        kind=one.kind,
        subject_id=one.subject_id,
        thread_id=one.thread_id,
        shelf_id=one.shelf_id,
        written_at=one.written_at,
        terms=terms,
        dictionary=dictionary_version(),
    )
