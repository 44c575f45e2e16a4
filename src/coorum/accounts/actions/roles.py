"""Who works for the operator on a site."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries, rules
from coorum.accounts.events import ROLE_GRANTED, ROLE_REVOKED
from coorum.accounts.models import Invitation, Person, Role, StaffRole
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.tombstones import bury


@action
def grant_role(actor: Viewer | Party, *, person: Person, role: Role) -> StaffRole:
    """Make `person` staff of the open scope's site, or change what they may do there.

    A `Viewer` must be an owner; a `Party` is the provider's own side (desk, set-up), whose right the caller has checked.
    Raises `Refused`: `not_owner`, `last_owner`.
    """
    party = _allowed(actor)
    standing = StaffRole.objects.select_for_update().filter(person=person).first()
    before = standing.role if standing else ""
    if before == role and standing:
        return standing
    if before == Role.OWNER:
        _ensure_another_owner(person)
    standing = standing or StaffRole.new(person=person)
    standing.role, standing.granted_by, standing.granted_at = role, party.id, clock.now()
    standing.save()
    payload = {"role": str(role), "before": before}
    publish(ROLE_GRANTED, actor=party, subject=queries.person_party(person), payload=payload)
    return standing


@action
def revoke_role(actor: Viewer | Party, *, person: Person) -> None:
    """`person` is no longer staff here; their membership stays. Raises `Refused`: `not_owner`, `not_staff`, `last_owner`."""
    party = _allowed(actor)
    standing = StaffRole.objects.select_for_update().filter(person=person).first()
    if standing is None:
        raise Refused("not_staff", _("This person is not staff of this community."))
    if standing.role == Role.OWNER:
        _ensure_another_owner(person)
    standing.delete()
    bury("accounts.role.revoked", person.id)
    payload = {"before": standing.role}
    publish(ROLE_REVOKED, actor=party, subject=queries.person_party(person), payload=payload)


@action
def dismiss_all(actor: Party) -> int:
    """The operator's staff of this site, owners too, are its staff no more; open invitations fall. For the end of a contract."""
    standings = list(StaffRole.objects.select_for_update().select_related("person"))
    for standing in standings:
        standing.delete()
        bury("accounts.role.revoked", standing.person_id)
        publish(
            ROLE_REVOKED, actor=actor, subject=queries.person_party(standing.person), payload={"before": standing.role}
        )
    Invitation.objects.filter(accepted_at=None).delete()
    return len(standings)


@action
def dismiss_again(person_id: UUID) -> None:
    """After a restore: a role that ended since the backup ends again, also the last owner's. The desk invites another."""
    for standing in StaffRole.objects.select_related("person").filter(person_id=person_id):
        standing.delete()
        party = queries.person_party(standing.person)
        publish(ROLE_REVOKED, actor=SYSTEM, subject=party, payload={"before": standing.role})


def _allowed(actor: Viewer | Party) -> Party:
    if isinstance(actor, Party):
        return actor
    rules.ensure_owner(actor)
    return actor.party


def _ensure_another_owner(person: Person) -> None:
    # All owners are locked, so that two cannot dismiss each other at the same moment.
    owners = StaffRole.objects.select_for_update().filter(role=Role.OWNER).values_list("person_id", flat=True)
    if set(owners) <= {person.id}:
        raise Refused("last_owner", _("A community needs an owner. Make somebody else owner first."))
