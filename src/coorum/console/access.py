"""Every "find by id for this viewer, or 404" of this door."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from coorum.accounts import queries as accounts
from coorum.community import queries as community
from coorum.customers import queries as customers
from coorum.integrations import queries as integrations
from coorum.integrations.webhooks import queries as webhooks
from coorum.inviting import queries as inviting
from coorum.moderation import queries as moderation
from coorum.moderation import subjects
from coorum.moderation.subjects import Matter
from coorum.openid import queries as openid
from coorum.profiles import queries as profiles
from coorum.sites.hosts import queries as hosts
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.accounts.models import Invitation, StaffRole
    from coorum.community.models import Board, Post
    from coorum.customers.models import Link as CustomerLink
    from coorum.customers.models import SharedSecret
    from coorum.integrations.models import ApiKey, Delivery, Endpoint
    from coorum.inviting.models import Batch
    from coorum.moderation.models import Case
    from coorum.openid.models import ClientSecret, RelyingParty
    from coorum.profiles.models import Field
    from coorum.sites.hosts.models import HostClaim


def board(_request: Request, board_id: UUID) -> "Board":
    """A board of this site, removed ones included."""
    return _or_404(community.boards_for_staff().filter(id=board_id).first())


def idea(_request: Request, post_id: UUID) -> "Post":
    """An idea on this site that stands."""
    return _or_404(community.idea_for_staff(post_id))


def invitation(_request: Request, invitation_id: UUID) -> "Invitation":
    """An invitation of this site that waits."""
    return _or_404(accounts.open_invitations().filter(id=invitation_id).first())


def batch(_request: Request, batch_id: UUID) -> "Batch":
    """A list of people that this site invited, or will."""
    return _or_404(inviting.batch_with(batch_id))


def profile_field(_request: Request, field_id: UUID) -> "Field":
    """A profile field of this site."""
    return _or_404(profiles.field_with(field_id))


def staff_role(_request: Request, person_id: UUID) -> "StaffRole":
    """Somebody of this site's staff."""
    return _or_404(accounts.staff().filter(person_id=person_id).first())


def report(_request: Request, case_id: UUID) -> "Case":
    """A report on this site."""
    return _or_404(moderation.case_by_id(case_id))


def matter(_request: Request, kind: str, spoken_id: UUID) -> Matter:
    """A post or comment that stands on this site."""
    found = subjects.find(kind, spoken_id)
    if found is None or found.is_gone:
        raise Http404
    return found


def website(_request: Request, party_id: UUID) -> "RelyingParty":
    """A website that signs members of this site in."""
    return _or_404(openid.parties().filter(id=party_id).first())


def website_secret(request: Request, party_id: UUID, secret_id: UUID) -> "ClientSecret":
    """A secret of such a website."""
    return _or_404(website(request, party_id).secrets.filter(id=secret_id).first())


def api_key(_request: Request, key_id: UUID) -> "ApiKey":
    """A key of a system on this site."""
    return _or_404(integrations.all_keys().filter(id=key_id).first())


def endpoint(_request: Request, endpoint_id: UUID) -> "Endpoint":
    """An endpoint of this site that is told of changes."""
    return _or_404(webhooks.endpoints().filter(id=endpoint_id).first())


def delivery(_request: Request, endpoint_id: UUID, delivery_id: UUID) -> "Delivery":
    """What was sent there, or will be."""
    return _or_404(webhooks.deliveries().filter(id=delivery_id, endpoint=endpoint_id).first())


def customer_secret(_request: Request, secret_id: UUID) -> "SharedSecret":
    """A secret for signed payloads of this site."""
    return _or_404(next((one for one in customers.secrets() if one.id == secret_id), None))


def host_claim(_request: Request, claim_id: UUID) -> "HostClaim":
    """A host that this site has claimed."""
    return _or_404(hosts.claims().filter(id=claim_id).first())


def customer_link(_request: Request, link_id: UUID) -> "CustomerLink":
    """A customer ID that is linked with a member of this site."""
    return _or_404(customers.link_by_id(link_id))


def _or_404[Row](found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found


def staff_names() -> dict[UUID, str]:
    """How the staff are called among each other, by person."""
    return {role.person_id: getattr(role, "display_name", "") or role.get_role_display() for role in accounts.staff()}
