"""Inviting somebody to a site, as a member or as staff."""

from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries, rules
from coorum.accounts.actions.roles import grant_role
from coorum.accounts.events import INVITATION_ACCEPTED, INVITATION_SENT, INVITATION_WITHDRAWN, INVITATIONS_STOPPED
from coorum.accounts.models import Invitation, InvitationStop, Member, Person, Role
from coorum.accounts.queries import Viewer
from coorum.accounts.references import address_mark, code_hash
from coorum.base import clock, links, mail
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once, made_once
from coorum.sites import queries as sites

LIFE = timedelta(days=14)


@action
def invite(
    inviter: Viewer | Party, *, email: str, role: str = "", told: str = "", key: UUID | None = None
) -> Invitation:
    """Open the site's door for one address, and send the code there. Inviting again makes the earlier code void,
    unless it is the same form once more (`key`): then nothing is sent. Nor is anything to a member, and nobody is told that
    they are one.

    Members are invited by managers and owners, staff (`role`) by owners; a `Party` is somebody whose right the caller has
    checked. `told` says in the letter from where the operator has the address. Raises `Refused`: `not_manager`,
    `not_owner`, `stopped` (the address asked not to be invited again).
    """
    party = _allowed(inviter, role)
    address = email.strip().lower()
    mark = address_mark(sites.current_site().id, address)
    if InvitationStop.objects.filter(mark=mark).exists():
        raise Refused("stopped", _("This address asked not to be invited again."), field="email")
    code = token_urlsafe(24)
    now = clock.now()
    invitation = Invitation.new(
        id=key or new_id(),
        email=address,
        mark=mark,
        code_hash=code_hash(code),
        role=role,
        invited_by=party.id,
        invited_at=now,
        expires_at=now + LIFE,
    )
    made = made_once(invitation, "email", "role")
    if made and made is not invitation:
        return made
    Invitation.objects.filter(email=address, accepted_at=None).exclude(id=invitation.id).delete()
    if role or not Member.objects.filter(person__email=address, has_left=False).exists():
        _post(invitation, code, mark, told)
    publish(INVITATION_SENT, actor=party, payload={"role": role})
    return invitation


@action
def withdraw_invitation(actor: Viewer, *, invitation: Invitation) -> None:
    """Take an invitation back that nobody has used. Raises `Refused`: `not_manager`, `not_owner`."""
    rules.ensure_may_invite(actor, invitation.role)
    Invitation.objects.filter(id=invitation.id, accepted_at=None).delete()
    publish(INVITATION_WITHDRAWN, actor=actor.party, payload={"role": invitation.role})


@action
def stop_invitations(mark: UUID) -> None:
    """Nobody invites this address here again, and what was sent to it opens nothing. Again changes nothing."""
    if not insert_once(InvitationStop.new(mark=mark, stopped_at=clock.now())):
        return
    Invitation.objects.filter(mark=mark, accepted_at=None).delete()
    publish(INVITATIONS_STOPPED, actor=GUEST, payload={"mark": mark.hex})


@action
def accept_invitation(person: Person, *, code: str) -> Invitation:
    """Use an invitation up; one for staff grants its role.

    Raises `Refused("invitation_needed")` where the code is unknown, used, too old, or was sent to another address.
    """
    invitation = queries.open_invitations().select_for_update().filter(code_hash=code_hash(code)).first()
    if invitation is None:
        raise Refused("invitation_needed", _("This community is by invitation. Ask its operator to invite you."))
    if invitation.email != person.email.lower():
        raise Refused(
            "invitation_needed", _("This invitation was sent to another address. Please use the address it came to.")
        )
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    if invitation.role:
        inviter = queries.person_by_id(invitation.invited_by)
        grant_role(Party("staff", inviter.id, inviter.ledger_ref), person=person, role=Role(invitation.role))
    publish(INVITATION_ACCEPTED, actor=queries.person_party(person), payload={"role": invitation.role})
    return invitation


def _allowed(inviter: Viewer | Party, role: str) -> Party:
    if isinstance(inviter, Party):
        return inviter
    rules.ensure_may_invite(inviter, role)
    return inviter.party


def _post(invitation: Invitation, code: str, mark: UUID, told: str) -> None:
    """Its header lets mail programs show a button that stops invitations (RFC 8058)."""
    site = sites.current_site()
    path = links.path_to("invitation", invitation.id)
    stop = sites.origin_of(site) + links.path_to("stop_invitations", mark)
    mail.post(
        "invitation",
        to=invitation.email,
        language=site.language,
        sender_name=site.name,
        context={
            "site": site,
            "role": invitation.get_role_display() if invitation.role else "",
            "address": f"{sites.origin_of(site)}{path}?code={code}",
            "expires_at": invitation.expires_at,
            "told": told,
            "stop": stop,
        },
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
