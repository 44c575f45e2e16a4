"""Becoming a member, pausing, leaving. Called by the provision room, which knows on which consent."""

from contextlib import suppress
from functools import partial
from secrets import choice, randbelow
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.actions.frames import end_frames
from coorum.accounts.actions.invitations import accept_invitation
from coorum.accounts.actions.roles import revoke_role
from coorum.accounts.models import Departure, Member, Pause, Person
from coorum.accounts.references import new_reference
from coorum.base import clock, files
from coorum.base.actions import action
from coorum.sites.models import Opening, Site

# Without letters that look alike, so that a name can be read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
FORMER_MEMBER = "—"


@action
def make_member(person: Person) -> Member:
    """A new member under a neutral name, which they are asked to change next."""
    tail = "".join(choice(_ALPHABET) for _unused in range(6))
    name = _("Member %(tail)s") % {"tail": tail[:4]}
    member = Member.new(
        person=person, display_name=name, user_id=f"m_{tail}", hue=randbelow(360), joined_at=clock.now()
    )
    member.save()
    return member


@action
def ensure_invited(person: Person, site: Site, code: str) -> None:
    """Use the invitation up. Raises `Refused("invitation_needed")` on a closed site without one that holds."""
    if site.opening == Opening.OPEN and queries.invitation_with(code) is None:
        return
    accept_invitation(person, code=code)


@action
def pause(member: Member) -> None:
    """Pause the membership: reading stays, posting stops (mission, decision 10)."""
    Pause.objects.get_or_create(member=member, defaults={"site_id": member.site_id, "paused_at": clock.now()})
    end_frames(member)


@action
def resume(member: Member) -> None:
    """End the pause."""
    Pause.objects.filter(member=member).delete()


@action
def mark_departed(member: Member, *, kept_posts: bool) -> None:
    """End the membership: what said who they were is masked, and the ledger's reference forgotten.

    Staff lose their role with it. Raises `Refused("last_owner")`.
    """
    if queries.role_of_member(member):
        revoke_role(queries.member_party(member), person=member.person)
    Departure.new(member=member, departed_at=clock.now(), kept_posts=kept_posts).save()
    end_frames(member)
    Pause.objects.filter(member=member).delete()
    if member.avatar_key:
        transaction.on_commit(partial(_delete_face, member.site_id, member.avatar_key))
    values = masked(member)
    for column, value in values.items():
        setattr(member, column, value)
    member.save(update_fields=list(values))


@action
def step_aside(member: Member) -> None:
    """Hide the member from everybody, at once and until they come back or leave; a role in the staff ends for good.

    Raises `Refused("last_owner")`.
    """
    if queries.role_of_member(member):
        revoke_role(queries.member_party(member), person=member.person)
    member.has_left = True
    member.save(update_fields=["has_left"])
    end_frames(member)


@action
def come_back(member: Member) -> None:
    """Show the member again as they were. Whoever has left by now stays gone."""
    if not Departure.objects.filter(member=member).exists():
        member.has_left = False
        member.save(update_fields=["has_left"])


def masked(member: Member) -> dict[str, Any]:
    """What stands in the row of a member who left: nothing that says who they were."""
    return {
        "display_name": FORMER_MEMBER,
        "user_id": f"x_{member.id.hex[-12:]}",
        "bio": "",
        "avatar_key": "",
        "seen_at": None,
        "ledger_ref": new_reference(),
        "has_left": True,
    }


def _delete_face(site_id: UUID, key: str) -> None:
    """A key that names no file of the site's store is none we could delete."""
    with suppress(files.Missing):
        files.delete(site_id, key)
