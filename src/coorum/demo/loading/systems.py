"""The operator's systems in the demo: one that follows along, one whose key is nearly over, and one that is told of changes when
it is not resting. Nobody knows their secrets, and nothing is sent anywhere.
"""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.accounts.queries import staff, viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.integrations import actions, queries
from coorum.integrations.kinds import Life, Scope
from coorum.integrations.webhooks import actions as webhooks
from coorum.integrations.webhooks.kinds import EventType

SYSTEMS = (
    ("会員メール配信", (Scope.MEMBERS_READ, Scope.CHANGES_READ), Life.YEAR, 40),
    ("店頭の投稿ボード", (Scope.BOARDS_READ, Scope.POSTS_READ, Scope.COMMENTS_READ), Life.QUARTER, 81),
)
#: Told of changes since so many days; paused, since nobody is at this address.
HOOKED, NAME, ADDRESS = 12, "在庫お知らせ", "https://shop.example/webhooks"
TYPES = (EventType.POST_PUBLISHED, EventType.COMMENT_PUBLISHED, EventType.MEMBER_UPDATED)


def let_in(site_id: UUID, now: datetime) -> None:
    """Make the keys, so many days ago each. Done twice, they are made once."""
    with site_scope(site_id):
        owner = staff().filter(role=Role.OWNER).first()
        if owner is None or queries.all_keys().exists():
            return
        for name, scopes, life, days in SYSTEMS:
            with clock.held_at(now - timedelta(days=days)):
                actions.make_key(viewer_on_site(owner.person), name=name, scopes=scopes, life=life)
        with clock.held_at(now - timedelta(days=HOOKED)):
            viewer = viewer_on_site(owner.person)
            endpoint, _secret = webhooks.add_endpoint(viewer, name=NAME, address=ADDRESS, types=TYPES)
            webhooks.pause(viewer, endpoint)
