"""Becoming a member, pausing, leaving. Called by the provision room, which knows on which consent."""

from secrets import choice, randbelow

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.actions.invitations import accept_invitation
from coorum.accounts.actions.roles import revoke_role
from coorum.accounts.models import Departure, Member, Pause, Person
from coorum.accounts.references import new_reference
from coorum.base import clock
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
    Pause.objects.filter(member=member).delete()
    member.display_name, member.user_id, member.bio, member.avatar_key = (
        FORMER_MEMBER,
        f"x_{member.id.hex[-12:]}",
        "",
        "",
    )
    member.ledger_ref, member.has_left = new_reference(), True
    member.save(update_fields=["display_name", "user_id", "bio", "avatar_key", "ledger_ref", "has_left"])
