"""Drawn pictures, taken in as anybody's upload is: examined, made anew, kept in the site's files."""

from functools import cache
from uuid import UUID

from coorum.accounts.queries import Viewer
from coorum.base import files
from coorum.base.pictures.kinds import AVATAR, LOGO, Kind
from coorum.base.pictures.studio import Rendition, examine_and_encode
from coorum.community.actions import add_picture
from coorum.community.models import Picture as Kept
from coorum.demo.pictures.gallery import Picture, encoded


def keep(site_id: UUID, picture: Picture) -> str:
    """Store an avatar or a logo; the key under which it is kept."""
    made = _sizes(picture, LOGO if picture.kind == "logo" else AVATAR)
    middle = made[min(1, len(made) - 1)]
    return files.put(site_id, middle.data, middle.media_type).key


@cache
def _sizes(picture: Picture, kind: Kind) -> tuple[Rendition, ...]:
    made = examine_and_encode(encoded(picture), kind=kind).sizes
    return tuple(each for each in made if each.format == "webp")


class Album:
    """The site's covers: each drawn and taken in once, by the member whose photograph it is."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], Kept] = {}

    def cover(self, author: Viewer, picture: Picture) -> Kept:
        """The kept picture for a drawn one."""
        key = (picture.motive, picture.seed)
        if key not in self._kept:
            self._kept[key] = add_picture(author, upload=encoded(picture))
        return self._kept[key]
