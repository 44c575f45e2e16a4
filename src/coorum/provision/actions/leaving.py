"""Leaving a site: stepping aside for a while, coming back, and leaving for good."""

from datetime import datetime

from coorum.accounts import actions as accounts
from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer, member_party
from coorum.base import tombstones
from coorum.base.actions import action
from coorum.base.events import Event, publish
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.provision.events import MEMBER_CAME_BACK, MEMBER_LEFT, MEMBER_STEPPED_ASIDE


@action
def step_aside(viewer: Viewer, *, keep_posts: bool, at: datetime) -> None:
    """Stop everything at once, so that it can still be taken back: consents, the operator's view, the profile, the posts.

    `at` names the moment to `come_back`. A role in the operator's staff ends for good. Raises `Refused("last_owner")`.
    """
    if viewer.member is None:
        return
    _withdraw_all(viewer)
    accounts.step_aside(viewer.member)
    _tell(MEMBER_STEPPED_ASIDE, viewer.member, at, kept_posts=keep_posts)


@action
def come_back(member: Member, *, at: datetime) -> None:
    """Undo what stepped aside at this moment. Consents are not given again by anybody but the member: they stay paused."""
    accounts.come_back(member)
    _tell(MEMBER_CAME_BACK, member, at)


@action
def leave_site(viewer: Viewer, *, keep_posts: bool) -> None:
    """End the membership: consents are withdrawn, the operator's view is emptied, the profile is masked.

    What the member wrote stays under "former member" or goes, as they choose; the community room hears of it. The record
    of what was provided stays three years, as the law asks (APPI 29).
    """
    if viewer.member is None:
        return
    party = viewer.party
    depart(viewer, keep_posts=keep_posts)
    publish(MEMBER_LEFT, actor=party, subject=party, payload={"kept_posts": keep_posts})


@action
def depart(viewer: Viewer, *, keep_posts: bool) -> None:
    """The same without a word to other rooms: for an erasure, which asks each of them for an account of its own."""
    if viewer.member is None:
        return
    _withdraw_all(viewer)
    accounts.mark_departed(viewer.member, kept_posts=keep_posts)
    tombstones.bury("provision.member.left", viewer.member.id, keep_posts=keep_posts)


def _withdraw_all(viewer: Viewer) -> None:
    for kind in consents.kinds_in_force(viewer.person.id):
        consent.withdraw_consent(viewer.person, kind=kind, by="leaving the site")


def _tell(event: Event, member: Member, at: datetime, **facts: bool) -> None:
    party = member_party(member)
    publish(event, actor=party, subject=party, payload={"at": at.isoformat(), **facts})
