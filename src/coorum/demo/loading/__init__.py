"""Moving the demo in: through the rooms' own actions, each at the moment at which it is to have happened.

Everybody and everything of the provider comes first, whole or not at all. Then each site for itself, thread by thread,
the newest first: so doors can open when enough is told, and whoever was interrupted goes on where it stopped.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from coorum.base.scope import provider_scope, site_scope
from coorum.community.tasks import index_all
from coorum.demo.kinds import Plan
from coorum.demo.loading import (
    bells,
    enquiries,
    fields,
    leavers,
    people,
    processors,
    provider,
    reports,
    requests,
    sites,
    staff,
    systems,
    websites,
)
from coorum.demo.plan import excerpt, plan
from coorum.notices import queries as notices
from coorum.sites import queries
from coorum.sites.models import Provider

ALL = 1_000_000  # posts of a site
PAUSE = 1.0  # seconds between two reports


@dataclass(frozen=True)
class Script:
    """What is to be moved in: the plan of a seed and a moment, whole or (`posts` a site) in part."""

    seed: int
    now: datetime
    posts: int = 0

    def plan(self) -> Plan:
        """The plan; the same each time."""
        return _plan(self)


@cache
def _plan(script: Script) -> Plan:
    whole = plan(script.seed, now=script.now)
    return excerpt(whole, script.posts) if script.posts else whole


def prepare(script: Script, passwords: Mapping[str, str], *, embedded_on: str = "") -> dict[str, UUID]:
    """The provider, its documents and officers, everybody's account and the sites, open and empty: their ids by slug.

    `passwords` by address; `embedded_on` is the origin of the page that shows the default site's widget. Done whole or
    not at all; where it was done before, it only answers.
    """
    told = script.plan()
    with provider_scope():
        if not Provider.objects.exists():  # not what this process remembers: somebody may have rolled back
            first = min(person.registered_at for person in told.persons) - timedelta(days=1)
            provider.introduce(told, first, passwords)
            people.register(told, passwords)
            staff.renew(script.now)
            processors.entrust(told, script.now)
            staff.teach(told, script.now)
            founded = {
                site.is_default: sites.found(told, site, embedded_on=embedded_on if site.is_default else "")
                for site in told.sites
            }
            enquiries.write(told, script.now)
            leavers.part(founded[True], script.now)
            requests.ask(*requests.officers_of(told, script.now), founded[True], script.now)
        ids = {site.slug: site.id for site in queries.all_sites()}
        return {site.slug: ids[site.slug] for site in told.sites if site.slug in ids}


def fill(told: Plan, slug: str, site_id: UUID, *, most: int = ALL) -> None:
    """Move the people of one site in, and its `most` newest threads; what is there stays as it is."""
    sites.fill(told, next(site for site in told.sites if site.slug == slug), site_id, most=most)


def index(site_ids: Iterable[UUID]) -> None:
    """What was moved in can be found, once the worker gets to it."""
    for site_id in site_ids:
        with site_scope(site_id):
            index_all.later()


def finish(script: Script) -> None:
    """What is told to everybody once everybody is there. Done twice, it is told once."""
    told = script.plan()
    with provider_scope():
        if not notices.notices().exists():
            requests.announce(told, script.now)
        ids = {site.slug: site.id for site in queries.all_sites()}
    for site in told.sites:
        if site.is_default and site.slug in ids:
            reports.file(ids[site.slug], script.now)
            systems.let_in(ids[site.slug], script.now)
            websites.let_in(told, site, ids[site.slug], script.now)
            fields.ask(ids[site.slug], script.now)
        if site.slug in ids:
            bells.ring(ids[site.slug], [login.email for login in told.logins])


def fill_side_by_side(
    pool: Executor, told: Plan, site_ids: Mapping[str, UUID], *, most: int = ALL
) -> Iterator[tuple[int, int]]:
    """Fill all sites, each in a process of its own; every few seconds, how many members and posts there are by now."""
    waited: set[Future[None]] = {
        pool.submit(fill, _part(told, slug), slug, site_id, most=most) for slug, site_id in site_ids.items()
    }
    while waited:
        done, waited = wait(waited, PAUSE)
        for each in done:
            each.result()
        there = [sites.there_are_on(site_id) for site_id in site_ids.values()]
        yield sum(members for members, _ in there), sum(posts for _, posts in there)


def _part(told: Plan, slug: str) -> Plan:
    """What one site needs of the plan: small enough to send."""
    return replace(
        told,
        members=tuple(member for member in told.members if member.site == slug),
        posts=tuple(post for post in told.posts if post.site == slug),
        comments=tuple(comment for comment in told.comments if comment.post.startswith(f"{slug}/")),
        likes=tuple(like for like in told.likes if like.subject.startswith(f"{slug}/")),
    )
