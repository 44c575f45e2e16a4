"""What everybody may see of a member: display name, user id, avatar; and what these may look like."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Member
from coorum.base.errors import Refused
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_line

DISPLAY_NAME_LENGTH = 30
BIO_LENGTH = 160
USER_ID = re.compile(r"[a-z0-9_]{3,20}")

#: Words that stand in addresses, or that read as if somebody official spoke.
_RESERVED = """
about account admin administrator all anonymous api console contact coorum desk edit embed everyone guest help
here index info mail me member members moderator my new nobody none null official operator owner policy portal
privacy provider root search settings signin signout signup site staff static support system terms undefined
user users webmaster
"""
RESERVED_USER_IDS = frozenset(_RESERVED.split())


@dataclass(frozen=True)
class Profile:
    """A member as others see them. A member who left has no user id and no avatar."""

    id: UUID
    display_name: str
    user_id: str
    avatar_key: str
    hue: int


def profiles(member_ids: set[UUID]) -> dict[UUID, Profile]:
    """Profiles by member id, in one query."""
    rows = Member.objects.filter(id__in=member_ids).only(
        "id", "site", "display_name", "user_id", "avatar_key", "hue", "is_private"
    )
    return {row.id: profile_of(row) for row in rows}


def profile_of(member: Member) -> Profile:
    if member.is_hidden:
        return Profile(member.id, "", "", "", member.hue)
    avatar_key = "" if member.is_private else member.avatar_key
    return Profile(member.id, member.display_name, member.user_id, avatar_key, member.hue)


def proper_display_name(text: str) -> str:
    """The name as it is kept: 1 to 30 characters people can see. Raises `Refused`: `display_name_empty`, `text_…`,

    and what `ensure_no_numbers` raises.
    """
    try:
        name = clean_line(text, DISPLAY_NAME_LENGTH)
    except Refused as refusal:
        refusal.field = "display_name"
        raise
    if len(name) > 2 * DISPLAY_NAME_LENGTH:
        raise Refused("text_too_long", _("This name is too long. Please choose a shorter one."), field="display_name")
    if not name:
        raise Refused("display_name_empty", _("Please choose a name that others can see."), field="display_name")
    ensure_no_numbers(name, field="display_name")
    return name


def proper_user_id(text: str) -> str:
    """The user ID as it is kept, lower case. Raises `Refused`: `user_id_form`, `user_id_reserved`."""
    user_id = text.strip().removeprefix("@").lower()
    if not USER_ID.fullmatch(user_id):
        raise Refused("user_id_form", _("A user ID has 3 to 20 letters (a–z), digits or underscores."), field="user_id")
    if user_id in RESERVED_USER_IDS:
        raise Refused("user_id_reserved", _("This user ID is reserved. Please choose another."), field="user_id")
    return user_id
