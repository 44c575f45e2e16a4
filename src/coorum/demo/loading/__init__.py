"""Moving the demo in: through the rooms' own actions, each at the moment at which it is to have happened.

Everybody and everything of the provider comes first; then each site for itself, so that sites can be filled side by side.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from uuid import UUID

import django

from coorum.base.scope import provider_scope
from coorum.demo.kinds import Plan
from coorum.demo.loading import people, provider, sites
from coorum.demo.plan import excerpt, plan


@dataclass(frozen=True)
class Script:
    """What is to be moved in: the plan of a seed and a moment, whole or (`posts` a site) in part. Small enough to send."""

    seed: int
    now: datetime
    posts: int = 0

    def plan(self) -> Plan:
        """The plan; the same in every process."""
        whole = plan(self.seed, now=self.now)
        return excerpt(whole, self.posts) if self.posts else whole


def prepare(script: Script, passwords: Mapping[str, str], *, embedded_on: str = "") -> dict[str, UUID]:
    """The provider, its documents and officers, everybody's account and the sites, open and empty: their ids by slug.

    `passwords` by address; `embedded_on` is the origin of the page that shows the default site's widget.
    """
    told = script.plan()
    first = min(person.registered_at for person in told.persons) - timedelta(days=1)
    provider.introduce(told, first, passwords)
    with provider_scope():
        people.register(told, passwords)
    return {
        site.slug: sites.found(told, site, embedded_on=embedded_on if site.is_default else "") for site in told.sites
    }


def fill(script: Script, slug: str, site_id: UUID) -> str:
    """Move the people and the talk of one site in; the slug again."""
    told = script.plan()
    sites.fill(told, next(site for site in told.sites if site.slug == slug), site_id)
    return slug


def fill_side_by_side(script: Script, site_ids: Mapping[str, UUID], tell: Callable[[str], None]) -> None:
    """Fill all sites, in as many processes as there are processors; `tell` hears of each that is done."""
    workers = min(len(site_ids), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        for done in as_completed(pool.submit(fill, script, slug, site_id) for slug, site_id in site_ids.items()):
            tell(done.result())
