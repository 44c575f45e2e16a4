"""A site is founded, dressed and opened, its people join, and they talk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.community import models
from coorum.community.actions import open_board
from coorum.consent.kinds import PolicyKind
from coorum.demo import kinds
from coorum.demo.loading.people import Circle
from coorum.demo.loading.pictures import Album, keep_logo
from coorum.demo.loading.provider import legal_block, publish
from coorum.demo.loading.talk import Talk, threads
from coorum.sites import actions as sites
from coorum.sites.hosts import actions as hosts
from coorum.sites.kinds import Opening
from coorum.sites.queries import site_by_id

# In one transaction: some hundred statements, and a part of a second while others look around already.
PEOPLE_AT_ONCE = 20
THREADS_AT_ONCE = 8


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
            sites.change_brand(SYSTEM, made, colour=site.brand_colour, logo=keep_logo(made.id, company.logo))
            origins = [site.shop_origin, embedded_on] if embedded_on else [site.shop_origin]
            sites.list_embed_origins(SYSTEM, made, origins=origins)
            for kind in (PolicyKind.OPERATOR_POLICY, PolicyKind.OPERATOR_TERMS):
                publish(kind, made)
            sites.open_site(SYSTEM, made, opening=Opening.OPEN)
            hosts.claim_host(SYSTEM, made, host=f"community.{urlsplit(site.shop_origin).hostname}")
    return made.id


def fill(plan: kinds.Plan, site: kinds.Site, site_id: UUID, *, most: int) -> None:
    """Everybody joins, a site by invitation closes its door, and the `most` newest threads are told.

    Who has joined and what was told before is left alone, whatever became of it since.
    """
    members = [member for member in plan.members if member.site == site.slug]
    with site_scope(site_id):
        circle = Circle(plan, site_id)
        waiting = [member for member in members if not circle.is_settled(member)]
    for some in batched(waiting, PEOPLE_AT_ONCE):
        with site_scope(site_id):
            for member in some:
                circle.enter(member)
            if some[-1] is waiting[-1] and site.opening == Opening.INVITATION:
                sites.open_site(SYSTEM, site_by_id(site_id), opening=Opening.INVITATION)
    _tell(plan, site, circle, members[0].joined_at, most)


def _tell(plan: kinds.Plan, site: kinds.Site, circle: Circle, opened: datetime, most: int) -> None:
    office = circle[_owner(plan, site)]
    told = threads(plan, site.slug)[:most]
    covers = {thread.key: thread.post.cover for thread in told if thread.post.cover}
    with clock.held_at(opened), site_scope(circle.site_id):
        boards = {board.slug: board for board in models.Board.objects.all()} or dict(_boards(plan, site, office))
        talk = Talk(circle, boards, Album(covers))
        keys = set(models.Post.objects.values_list("key", flat=True))
    for some in batched((thread for thread in told if thread.key not in keys), THREADS_AT_ONCE):
        with site_scope(circle.site_id):
            for thread in some:
                talk.tell(thread)


def there_are_on(site_id: UUID) -> tuple[int, int]:
    """How many members and posts a site has."""
    with site_scope(site_id):
        return Member.objects.count(), models.Post.objects.count()


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
