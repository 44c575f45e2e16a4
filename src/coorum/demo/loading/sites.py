"""A site is founded, dressed and opened, its people join, and they talk."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from uuid import UUID

from django.conf import settings

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.community import models
from coorum.community.actions import open_board
from coorum.consent.kinds import PolicyKind
from coorum.demo import kinds
from coorum.demo.loading.people import Circle
from coorum.demo.loading.pictures import Album, keep
from coorum.demo.loading.provider import legal_block, publish
from coorum.demo.loading.talk import Talk, happenings
from coorum.sites import actions as sites
from coorum.sites.kinds import Opening
from coorum.sites.queries import site_by_id

AT_ONCE = 100  # happenings in one transaction


def found(plan: kinds.Plan, site: kinds.Site, *, embedded_on: str = "") -> UUID:
    """Create, dress and open the site shortly before its first staff joins. The default one lives on the provider's host.

    Everybody may join while the demo moves in; a site by invitation is closed when all are there (`fill`).
    """
    company = next(each for each in plan.operators if each.key == site.operator)
    at = min(member.joined_at for member in plan.members if member.site == site.slug) - timedelta(days=2)
    with clock.held_at(at):
        with provider_scope():
            made = sites.create_site(
                SYSTEM,
                slug=site.slug,
                name=site.name,
                operator={**legal_block(company), "website": site.shop_origin},
                host=settings.COORUM_PROVIDER_HOST if site.is_default else "",
            )
        with site_scope(made.id):
            sites.introduce_site(SYSTEM, made, tagline=site.tagline, welcome=site.description)
            sites.change_brand(SYSTEM, made, colour=site.brand_colour, logo_key=keep(made.id, company.logo))
            origins = [site.shop_origin, embedded_on] if embedded_on else [site.shop_origin]
            sites.list_embed_origins(SYSTEM, made, origins=origins)
            for kind in (PolicyKind.OPERATOR_POLICY, PolicyKind.OPERATOR_TERMS):
                publish(kind, made)
            sites.open_site(SYSTEM, made, opening=Opening.OPEN)
    return made.id


def fill(plan: kinds.Plan, site: kinds.Site, site_id: UUID) -> None:
    """Everybody joins, everything is said, and a site by invitation closes its door."""
    with site_scope(site_id):
        circle = Circle(plan, site_id)
    members = [member for member in plan.members if member.site == site.slug]
    for some in batched(members, AT_ONCE):
        with site_scope(site_id):
            for member in some:
                circle.enter(member)
    office = circle[_owner(plan, site)]
    opened = members[0].joined_at
    with clock.held_at(opened), site_scope(site_id):
        talk = Talk(circle, dict(_boards(plan, site, office)), Album())
    for happened in batched(happenings(plan, site.slug), AT_ONCE):
        with site_scope(site_id):
            for happening in happened:
                talk.tell(happening)
    if site.opening == Opening.INVITATION:
        _close(site_id)


def _owner(plan: kinds.Plan, site: kinds.Site) -> str:
    owner = next(entry.person for entry in plan.staff if (entry.site, entry.role) == (site.slug, "owner"))
    return next(member.key for member in plan.members if (member.site, member.person) == (site.slug, owner))


def _boards(plan: kinds.Plan, site: kinds.Site, office: Viewer) -> Iterator[tuple[str, models.Board]]:
    for board in sorted((each for each in plan.boards if each.site == site.slug), key=lambda each: each.position):
        yield (
            board.slug,
            open_board(
                office,
                name=board.name,
                slug=board.slug,
                kind=board.kind,
                description=board.description,
                readers=board.readable_by,
                writers=board.postable_by,
            ),
        )


def _close(site_id: UUID) -> None:
    with site_scope(site_id):
        sites.open_site(SYSTEM, site_by_id(site_id), opening=Opening.INVITATION)
