"""Keeping what somebody is writing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock, scope
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.community import rules
from coorum.community.models import Board, Comment, Draft, Picture, Post

#: Refusals after which the words have no other place (now) than a draft.
KEEPING = {"gone", "closed", "staff_only", "paused", "too_many"}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@action
def save_draft(
    writer: Viewer,
    *,
    key: UUID,
    kind: str,
    board: Board | None = None,
    post: Post | None = None,
    comment: Comment | None = None,
    title: str = "",
    body: str = "",
    cover: Picture | None = None,
    revision: int | None = None,
) -> Draft:
    """Keep the words typed so far under the form's `key`, as they are; what cannot be stored at all, and a cover that
    is no picture of theirs, is left out.

    Raises `Refused`: `too_many` where the writer keeps a hundred drafts already.
    """
    facts = {
        "kind": kind,
        "board": board,
        "post": post,
        "comment": comment,
        "title": _storable(title, 4 * rules.TITLE),
        "body": _storable(body, 2 * rules.BODY),
        "cover": cover if cover and rules.is_showable(writer, cover, on=post) else None,
        "revision": revision,
        "saved_at": clock.now(),
    }
    mine = Draft.objects.filter(owner=writer.person.id)
    if not mine.filter(key=key).exists() and mine.count() >= rules.DRAFTS:
        raise Refused("too_many", _("You have very many drafts. Please delete some that you no longer need."))
    draft = Draft.new(owner=writer.person.id, key=key, **facts)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["site", "owner", "key"],
        update_fields=[*facts],
    )
    return mine.get(key=key)


@action
def discard_draft(writer: Viewer, *, key: UUID) -> None:
    """Throw a draft away by its writer's hand; again does nothing."""
    drop_draft(writer, key)


def drop_draft(writer: Viewer, key: UUID | None) -> None:
    """What was sent under `key` takes the draft's place."""
    if key is not None:
        Draft.objects.filter(owner=writer.person.id, key=key).delete()


@contextmanager
def keeping_draft(writer: Viewer, *, key: UUID | None, **words: object) -> Iterator[None]:
    """Where the words have nowhere to go, keep them as a draft before the refusal goes on (`params["draft"]`: its key)."""
    try:
        yield
    except Refused as refusal:
        if key is not None and refusal.code in KEEPING and scope.is_open():
            save_draft(writer, key=key, **words)  # type: ignore[arg-type]
            refusal.params["draft"] = key
        raise


def _storable(text: str, maximum: int) -> str:
    """`text` without what PostgreSQL cannot hold, at most `maximum` code points."""
    return _UNSTORABLE.sub("", text)[:maximum]
