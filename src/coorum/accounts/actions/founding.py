"""What the provider does before an operator has anybody: a site, and the invitation to its owner."""

from uuid import UUID

from coorum.accounts.actions.invitations import invite
from coorum.accounts.models import Invitation
from coorum.accounts.roles import Role
from coorum.base.actions import action
from coorum.base.events import Party
from coorum.base.scope import site_scope
from coorum.sites import actions as sites
from coorum.sites.models import Site


@action
def found_site(
    officer: Party,
    *,
    slug: str,
    name: str,
    operator: dict[str, str],
    owner_email: str,
    language: str = "ja",
    key: UUID | None = None,
) -> Site:
    """A site for a new operator, not yet open, and a letter that makes its reader the owner; the same `key` again: no more.

    Raises `Refused` for a slug that is taken or unfit.
    """
    site = sites.create_site(officer, slug=slug, name=name, operator=operator, language=language, key=key)
    invite_owner(officer, site=site, email=owner_email, key=key)
    return site


@action
def invite_owner(officer: Party, *, site: Site, email: str, key: UUID | None = None) -> Invitation:
    """Invite somebody to own `site`; for a site whose owner never came, or has gone."""
    with site_scope(site.id):
        return invite(officer, email=email, role=Role.OWNER, key=key)
