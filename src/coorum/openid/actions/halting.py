"""Switching a relying party off, and allowing it again: by the operator's owners, or by the provider over their heads."""

from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Envelope, Party, publish
from coorum.openid.actions.visits import end_visits
from coorum.openid.events import PARTY_HALTED, PARTY_RESUMED
from coorum.openid.models import Halt, RelyingParty, Visit, as_party
from coorum.sites import queries as sites


@action
def halt_party(actor: Party, party: RelyingParty, *, halted_by: UUID, reason: str, is_providers: bool = False) -> None:
    """Switch it off at once: nobody signs in there, no token opens anything, and every session there is told to end.

    Where the provider does it, it says why, and the owners are told by letter. Raises `Refused("reason")`.
    """
    if is_providers and not reason.strip():
        raise Refused("reason", _("Say why: the owners of the community read it."), field="reason")
    _row, is_new = Halt.objects.get_or_create(
        site_id=party.site_id,
        party=party,
        is_providers=is_providers,
        defaults={"reason": reason.strip()[:200], "halted_by": halted_by, "halted_at": clock.now()},
    )
    if is_new:
        end_visits(Visit.objects.filter(link__party=party), reason="halted")
        told = publish(PARTY_HALTED, actor=actor, toward=as_party(party.id), reason=reason)
        if is_providers:
            _tell_owners(party, told, reason=reason.strip())


@action
def resume_party(actor: Party, party: RelyingParty, *, is_providers: bool = False) -> None:
    """Take back one's own switching off; whoever else switched it off has not. Members sign in anew."""
    if party.halts.filter(is_providers=is_providers).delete()[0]:
        told = publish(PARTY_RESUMED, actor=actor, toward=as_party(party.id))
        if is_providers:
            _tell_owners(party, told)


def _tell_owners(party: RelyingParty, told: Envelope, *, reason: str = "") -> None:
    """A letter to each owner of the site: what was switched off and why; without a reason, that it was allowed again."""
    site, provider = sites.current_site(), sites.provider()
    context = {
        "website": party.name,
        "site": site.name,
        "reason": reason,
        "provider": provider.legal_name if provider else "",
        "address": f"{sites.origin_of(site)}/console/websites/{party.id}/",
    }
    for role in people.staff().filter(role=Role.OWNER):
        key = uuid5(told.key, role.person_id.hex)
        write_to(role.person, kind="website_halted", context=context, key=key)
