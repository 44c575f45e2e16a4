"""What changing a post and changing a comment have in common."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.events import Event, publish
from coorum.community import rules
from coorum.community.actions.drafts import drop_draft
from coorum.community.actions.words import Words, place_pictures, subject
from coorum.community.models import Comment, Post


def exchange_words(
    author: Viewer,
    spoken: Post | Comment,
    words: Words,
    *,
    revision: int,
    key: UUID | None,
    event: Event,
    pictures: Collection[UUID] = (),
    **columns: object,
) -> None:
    """Put `words` and `columns` in the place of what stood at `revision`; `pictures` are shown beside those in the text.

    Raises `Refused`: `stale` where it was changed meanwhile.
    """
    kind = type(spoken)
    changed = {**words.columns(), **columns}
    rows = kind.objects.filter(id=spoken.id, revision=revision)
    if not rows.update(edited_at=clock.now(), revision=F("revision") + 1, **changed):
        raise rules.stale(kind.objects.get(id=spoken.id))
    place_pictures([*words.picture_ids, *pictures])
    drop_draft(author, key)
    publish(event, actor=author.party, subject=subject(kind.__name__.lower(), spoken.id))
    for name, value in changed.items():
        setattr(spoken, name, value)
    spoken.revision = revision + 1
