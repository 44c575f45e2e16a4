"""From what was typed to what is stored: cleaned, measured, rendered; and who says it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock, scope
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_line, clean_text
from coorum.community.markdown import MARKDOWN_VERSION, picture_ids_in, render
from coorum.community.models import Board, Comment, Picture, Post
from coorum.community.queries import picture_views
from coorum.community.rules import BODY, TITLE, speaks_officially
from coorum.sites.queries import hosts_of


@dataclass(frozen=True, slots=True)
class Words:
    """A body ready to be stored, and the pictures it shows."""

    body: str
    html: str
    excerpt: str
    picture_ids: tuple[UUID, ...]
    version: int = MARKDOWN_VERSION

    def columns(self) -> dict[str, object]:
        """The columns of `Spoken` that hold the body."""
        return {"body": self.body, "body_html": self.html, "markdown_version": self.version}


def body_of(text: str, *, maximum: int, owner: UUID, standing: str = "") -> Words:
    """`text` as it is stored; it may show pictures of `owner`, and those that the HTML it replaces shows already.

    So a colleague who mends what the operator said takes no picture away. Raises `Refused` (field `body`): `empty`, `text_…`,
    `individual_number`, `card_number`.
    """
    words = _body_of(text, maximum=maximum, owner=owner, standing=standing)
    ensure_no_numbers(words.body, field="body")
    return words


def _body_of(text: str, *, maximum: int, owner: UUID, standing: str) -> Words:
    body = in_field("body", clean_text, text, maximum)
    if not body:
        raise Refused("empty", _("Please write something first."), field="body")
    pictures = picture_views(picture_ids_in(body), owner=owner, standing=standing)
    hosts = hosts_of(scope.current_site_id()) if "://" in body else ()
    rendered = render(body, pictures=pictures, own_hosts=hosts)
    return Words(body, rendered.html, rendered.excerpt, rendered.picture_ids)


def preview(viewer: Viewer, *, body: str) -> str:
    """The text as it would look: safe HTML; nothing is kept. Raises `Refused` as `body_of` does."""
    return body_of(body, maximum=BODY, owner=viewer.person.id).html


def render_anew(spoken: Post | Comment, *, owner: UUID) -> None:
    """Render a stored body again, its words untouched: its pictures have come in more formats."""
    words = _body_of(spoken.body, maximum=BODY, owner=owner, standing=spoken.body_html)
    rows = type(spoken).objects.filter(id=spoken.id, revision=spoken.revision)
    rows.update(body_html=words.html, markdown_version=words.version)


def title_of(text: str) -> str:
    """A title as it is stored. Raises `Refused` (field `title`): `empty`, `text_…`."""
    title = in_field("title", clean_line, text, TITLE)
    if not title:
        raise Refused("empty", _("Please give it a title."), field="title")
    ensure_no_numbers(title, field="title")
    return title


def in_field(field: str, clean: Callable[[str, int], str], text: str, maximum: int) -> str:
    """`clean(text, maximum)`; its refusal names the form's field."""
    try:
        return clean(text, maximum)
    except Refused as refusal:
        refusal.field = field
        raise


def place_pictures(ids: Collection[UUID]) -> None:
    """Mark pictures as shown somewhere, so that they are kept."""
    if ids:
        Picture.objects.filter(id__in=ids, placed_at=None).update(placed_at=clock.now())


def voice_columns(viewer: Viewer, board: Board, *, official: bool, starts: bool) -> dict[str, Any]:
    """The columns of `Spoken` that say who speaks: the operator or the member."""
    if speaks_officially(viewer, board, official=official, starts=starts):
        return {"author": None, "staff": viewer.person.id}
    return {"author": viewer.member, "staff": None}


def subject(kind: str, id_: UUID) -> Party:
    """A post, comment or board as the subject of an event."""
    return Party(kind, id_, str(id_))
