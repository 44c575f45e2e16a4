"""Uploaded pictures as posts and pages show them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from coorum.base.pictures.view import PictureView, Source
from coorum.community.models import Picture
from coorum.community.queries.media import media_url

COLUMNS = ("cover__width", "cover__height", "cover__colour", "cover__renditions")


def view_of(picture: Picture) -> PictureView:
    """The picture with the addresses of its renditions."""
    return _view(picture.width, picture.height, picture.colour, picture.renditions)


def cover_of(row: Mapping[str, Any]) -> PictureView | None:
    """The cover from a row of `COLUMNS`, or None."""
    if not row["cover__renditions"]:
        return None
    return _view(*(row[column] for column in COLUMNS))


def picture_views(ids: Collection[UUID], *, owner: UUID, standing: str = "") -> dict[UUID, PictureView]:
    """Those of these pictures that `owner` (a person's id) uploaded, or that the HTML `standing` shows, in one query."""
    rows = Picture.objects.filter(id__in=ids) if ids else ()
    return {row.id: view_of(row) for row in rows if row.owner == owner or _is_shown(row, standing)}


def _is_shown(picture: Picture, html: str) -> bool:
    return any(rendition["key"] in html for rendition in picture.renditions)


def picture_of(owner: UUID, picture_id: UUID) -> Picture | None:
    """One of the person's own pictures, or None."""
    return Picture.objects.filter(id=picture_id, owner=owner).first()


def _view(width: int, height: int, colour: str, renditions: Sequence[Mapping[str, Any]]) -> PictureView:
    sources = tuple(
        Source(media_url(rendition["key"]), rendition["width"], rendition["format"]) for rendition in renditions
    )
    return PictureView(width, height, sources, colour)
