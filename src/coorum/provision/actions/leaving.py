"""Leaving a site."""

from coorum.accounts import actions as accounts
from coorum.accounts.queries import Viewer
from coorum.base import tombstones
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.provision.events import MEMBER_LEFT


@action
def leave_site(viewer: Viewer, *, keep_posts: bool) -> None:
    """End the membership: consents are withdrawn, the operator's view is emptied, the profile is masked.

    What the member wrote stays under "former member" or goes, as they choose; the community room hears of it. The record
    of what was provided stays three years, as the law asks (APPI 29).
    """
    if viewer.member is None:
        return
    for kind in consents.kinds_in_force(viewer.person.id):
        consent.withdraw_consent(viewer.person, kind=kind, by="leaving the site")
    party = viewer.party
    accounts.mark_departed(viewer.member, kept_posts=keep_posts)
    tombstones.bury("provision.member.left", viewer.member.id, keep_posts=keep_posts)
    publish(MEMBER_LEFT, actor=party, subject=party, payload={"kept_posts": keep_posts})
