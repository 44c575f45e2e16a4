"""Drawn pictures, taken in as anybody's upload is: examined, made anew, kept in the site's files."""

from collections.abc import Mapping
from functools import cache
from uuid import UUID

from coorum.accounts.queries import Viewer
from coorum.base import files
from coorum.base.pictures.kinds import AVATAR, LOGO, Kind
from coorum.base.pictures.studio import Rendition, examine_and_encode
from coorum.community.actions import add_picture
from coorum.community.models import Picture as Kept
from coorum.community.models import Post
from coorum.demo.pictures.gallery import Picture, encoded
from coorum.sites.kinds import Logo


def keep_avatar(site_id: UUID, picture: Picture) -> str:
    """Store an avatar; the key under which it is kept."""
    return _keep_middle(site_id, picture, AVATAR)[0]


def keep_logo(site_id: UUID, picture: Picture) -> Logo:
    """Store a logo."""
    key, made = _keep_middle(site_id, picture, LOGO)
    return Logo(key, made.width, made.height)


def _keep_middle(site_id: UUID, picture: Picture, kind: Kind) -> tuple[str, Rendition]:
    made = _sizes(picture, kind)
    middle = made[min(1, len(made) - 1)]
    return files.put(site_id, middle.data, middle.media_type).key, middle


@cache
def _sizes(picture: Picture, kind: Kind) -> tuple[Rendition, ...]:
    made = examine_and_encode(encoded(picture), kind=kind).sizes
    return tuple(each for each in made if each.format == "webp")


class Album:
    """The site's covers: each drawn and taken in once, by the member whose photograph it is.

    `covers` by the keys of the forms of the posts that show them: by these, what was taken in before is found.
    """

    def __init__(self, covers: Mapping[UUID, Picture]) -> None:
        posts = Post.objects.filter(key__in=covers, cover__isnull=False).select_related("cover")
        self._kept: dict[str, Kept] = {covers[post.key].name: post.cover for post in posts}

    def cover(self, author: Viewer, picture: Picture) -> Kept:
        """The kept picture for a drawn one."""
        if picture.name not in self._kept:
            self._kept[picture.name] = add_picture(author, upload=encoded(picture))
        return self._kept[picture.name]
