"""The operator's systems in the demo: one that follows along, and one whose key is nearly over. Nobody knows their secrets."""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.accounts.queries import staff, viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.integrations import actions, queries
from coorum.integrations.kinds import Life, Scope

SYSTEMS = (
    ("会員メール配信", (Scope.MEMBERS_READ, Scope.CHANGES_READ), Life.YEAR, 40),
    ("店頭の投稿ボード", (Scope.BOARDS_READ, Scope.POSTS_READ, Scope.COMMENTS_READ), Life.QUARTER, 81),
)


def let_in(site_id: UUID, now: datetime) -> None:
    """Make the keys, so many days ago each. Done twice, they are made once."""
    with site_scope(site_id):
        owner = staff().filter(role=Role.OWNER).first()
        if owner is None or queries.all_keys().exists():
            return
        for name, scopes, life, days in SYSTEMS:
            with clock.held_at(now - timedelta(days=days)):
                actions.make_key(viewer_on_site(owner.person), name=name, scopes=scopes, life=life)
