"""Taking in pictures, and letting them go."""

from collections.abc import Iterable
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.rules import ensure_may_post
from coorum.base import clock, files
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.pace import ensure_pace
from coorum.base.pictures.kinds import INLINE
from coorum.base.pictures.studio import Picture as Made
from coorum.base.pictures.studio import Rendition, add_avif, examine_and_encode
from coorum.community import events, tasks
from coorum.community.actions.words import render_anew, subject
from coorum.community.models import Comment, Draft, Picture, Post
from coorum.community.rules import PICTURES_AN_HOUR, most_an_hour


def add_picture(uploader: Viewer, *, upload: bytes | BinaryIO) -> Picture:
    """Make a picture anew from what was uploaded, to be shown in posts and comments or as a cover.

    About half a second, spent outside the transaction unless something was written in it before.

    Raises `Refused`: `picture_too_large`, `picture_too_many_pixels`, `picture_format`, `picture_unreadable`,
    `picture_busy`, `storage_full`, `too_many` (in the last hour), `guest`, `paused`.
    """
    if not uploader.is_staff:
        ensure_may_post(uploader)
    _ensure_pace(uploader)
    return _keep(uploader, examine_and_encode(upload, kind=INLINE))


@action
def _keep(uploader: Viewer, made: Made) -> Picture:
    picture = Picture.new(
        owner=uploader.person.id,
        width=made.width,
        height=made.height,
        colour=made.dominant_colour,
        uploaded_at=clock.now(),
    )
    picture.renditions = [_stored(picture.site_id, rendition) for rendition in (*made.sizes, made.master)]
    picture.save(force_insert=True)
    tasks.make_avif.later(str(picture.id))
    publish(events.PICTURE_ADDED, actor=uploader.party, subject=subject("picture", picture.id))
    return picture


def make_avif(picture_id: UUID) -> None:
    """Add the smaller AVIF files, drop the master, and render anew what shows the picture already. For a task.

    Two seconds of work without a lock; only then is the row taken, and looked at again.
    """
    picture = Picture.objects.filter(id=picture_id).first()
    master = picture and _master_of(picture)
    if picture is None or master is None:
        return
    made = add_avif(files.read(picture.site_id, master["key"]), kind=INLINE)
    _exchange_master(picture_id, master["key"], made)


@action
def _exchange_master(picture_id: UUID, master_key: str, made: tuple[Rendition, ...]) -> None:
    """Nothing where the picture was deleted meanwhile, or another worker was faster."""
    picture = Picture.objects.select_for_update().filter(id=picture_id).first()
    master = picture and _master_of(picture)
    if picture is None or master is None or master["key"] != master_key:
        return
    others = [one for one in picture.renditions if one != master]
    picture.renditions = [*others, *(_stored(picture.site_id, rendition) for rendition in made)]
    picture.save(update_fields=["renditions"])
    _delete_files(picture.site_id, [master_key])
    for spoken in _showing(picture):
        render_anew(spoken, owner=picture.owner)


def _master_of(picture: Picture) -> dict[str, Any] | None:
    return next((one for one in picture.renditions if one["name"] == "master"), None)


def delete_pictures(pictures: Iterable[Picture]) -> int:
    """Delete rows now, and their files once that is committed."""
    found = list(pictures)
    for picture in found:
        _delete_files(picture.site_id, [one["key"] for one in picture.renditions])
    Post.objects.filter(cover__in=found).update(cover=None)
    Draft.objects.filter(cover__in=found).update(cover=None)
    Picture.objects.filter(id__in=[picture.id for picture in found]).delete()
    return len(found)


def _ensure_pace(uploader: Viewer) -> None:
    ensure_pace(
        Picture.objects.filter(owner=uploader.person.id),
        moment="uploaded_at",
        most=most_an_hour(uploader, PICTURES_AN_HOUR),
        sentence=_("That was many pictures in one hour. Please go on in %(minutes)s min."),
    )


def _stored(site_id: UUID, rendition: Rendition) -> dict[str, Any]:
    ref = files.put(site_id, rendition.data, rendition.media_type)
    return {
        "name": rendition.name,
        "key": ref.key,
        "width": rendition.width,
        "height": rendition.height,
        "format": rendition.format,
    }


def _delete_files(site_id: UUID, keys: list[str]) -> None:
    def delete() -> None:
        for key in keys:
            files.delete(site_id, key)

    transaction.on_commit(delete)


def _showing(picture: Picture) -> list[Post | Comment]:
    """What the uploader wrote since and shows the picture in its text."""
    mine = Q(author__person_id=picture.owner) | Q(staff=picture.owner)
    since = Q(created_at__gt=picture.uploaded_at) | Q(edited_at__gt=picture.uploaded_at)
    shows = Q(body__contains=f"picture:{picture.id}")
    return [spoken for model in (Post, Comment) for spoken in model.objects.filter(mine, since, shows)]
