"""What everybody may see of a member: display name, user id, avatar."""

from dataclasses import dataclass
from uuid import UUID

from coorum.accounts.models import Departure, Member


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
    rows = Member.objects.filter(id__in=member_ids).only("id", "site", "display_name", "user_id", "avatar_key", "hue")
    return {row.id: profile_of(row) for row in rows}


def profile_of(member: Member) -> Profile:
    return Profile(member.id, member.display_name, member.user_id, member.avatar_key, member.hue)


def has_left(member_id: UUID) -> bool:
    return Departure.objects.filter(member_id=member_id).exists()
