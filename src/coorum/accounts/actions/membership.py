"""Becoming a member, pausing, leaving. Called by the provision room, which knows on which consent."""

from secrets import choice, randbelow

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Departure, Invitation, Member, Pause, Person, StaffRole
from coorum.accounts.references import code_hash, new_reference
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.sites.models import Opening, Site

# Without letters that look alike, so that a name can be read out.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
FORMER_MEMBER = "—"


@action
def make_member(person: Person) -> Member:
    """A new member under a neutral name, which they are asked to change next."""
    tail = "".join(choice(_ALPHABET) for _unused in range(6))
    name = _("Member %(tail)s") % {"tail": tail}
    member = Member.new(
        person=person, display_name=name, user_id=f"m_{tail}", hue=randbelow(360), joined_at=clock.now()
    )
    member.save()
    return member


@action
def ensure_invited(person: Person, site: Site, code: str) -> None:
    """Raise `Refused("invitation_needed")` on a closed site without a valid invitation; use the invitation up."""
    if site.opening == Opening.OPEN:
        return
    invitation = (
        Invitation.objects.select_for_update()
        .filter(code_hash=code_hash(code), accepted_at=None, expires_at__gt=clock.now())
        .first()
    )
    if invitation is None or invitation.email.lower() != person.email.lower():
        raise Refused("invitation_needed", _("This community is by invitation. Ask its operator to invite you."))
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    if invitation.role:
        StaffRole.objects.get_or_create(
            person=person,
            defaults={
                "site": site,
                "role": invitation.role,
                "granted_by": invitation.invited_by,
                "granted_at": clock.now(),
            },
        )


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
    """End the membership: what said who they were is masked, and the ledger's reference forgotten."""
    Departure.new(member=member, departed_at=clock.now(), kept_posts=kept_posts).save()
    StaffRole.objects.filter(person_id=member.person_id).delete()
    Pause.objects.filter(member=member).delete()
    member.display_name, member.user_id, member.bio, member.avatar_key = (
        FORMER_MEMBER,
        f"x_{member.id.hex[-12:]}",
        "",
        "",
    )
    member.ledger_ref = new_reference()
    member.save(update_fields=["display_name", "user_id", "bio", "avatar_key", "ledger_ref"])
