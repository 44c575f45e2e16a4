"""Telling open pages that a bell moved: a hint without anything about anybody (base/live.py)."""

from collections.abc import Collection
from uuid import UUID

from coorum.base import live
from coorum.base.ids import short
from coorum.base.scope import current_site_id

#: Members whose pages are told one by one; of more, all pages of the site ask.
FEW = 20


def topic_of_all(site_id: UUID) -> str:
    """What every open page of a member of this site listens to."""
    return f"bell.{short(site_id)}"


def topic_of(site_id: UUID, member_id: UUID) -> str:
    """What the open pages of one member listen to."""
    return f"{topic_of_all(site_id)}.{short(member_id)}"


def ring(members: Collection[UUID]) -> None:
    """Hint, after the commit, that these members have news, or fewer."""
    if len(members) > FEW:
        ring_all()
        return
    for one in members:
        live.tell(topic_of(current_site_id(), one))


def ring_all() -> None:
    """Hint that everybody may have news."""
    live.tell(topic_of_all(current_site_id()))
