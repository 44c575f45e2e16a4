"""Who speaks: a member as others see them, the operator, or somebody who left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coorum.community.queries.media import media_url


@dataclass(frozen=True, slots=True)
class Voice:
    """An author as pages show them. `user_id` is empty where the operator speaks (`is_official`)."""

    display_name: str
    user_id: str = ""
    avatar_url: str = ""
    hue: int = 0
    member_id: UUID | None = None
    is_official: bool = False


#: Columns from which `voice_of` reads the author of a post or a comment.
COLUMNS = (
    "author_id",
    "author__display_name",
    "author__user_id",
    "author__avatar_key",
    "author__hue",
    "author__has_left",
    "author__is_private",
    "staff",
)


def voice_of(row: Mapping[str, Any]) -> Voice | None:
    """The author from a row of `COLUMNS`; None for a member who left. Whoever is private has a name and no picture (X5)."""
    if row["staff"]:
        return Voice(_("Community team"), is_official=True)
    if row["author__has_left"]:
        return None
    key = "" if row["author__is_private"] else row["author__avatar_key"]
    return Voice(
        row["author__display_name"],
        row["author__user_id"],
        media_url(key) if key else "",
        row["author__hue"],
        row["author_id"],
    )
