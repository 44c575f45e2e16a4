"""After a restore: a member who left since the backup leaves again."""

from coorum.accounts import actions as accounts
from coorum.accounts import queries
from coorum.base.tombstones import Tombstone, on_replay
from coorum.provision.actions.leaving import leave_site


def leave_again(stone: Tombstone) -> None:
    """With their posts or without, as they chose then. Who joined after the backup is not here anyway."""
    member = queries.member_by_id(stone.subject)
    if member is not None:
        accounts.dismiss_again(member.person_id)  # the rule of the last owner must not stop a restore
        leave_site(queries.viewer_on_site(member.person), keep_posts=bool(stone.facts["keep_posts"]))


on_replay("provision.member.left", leave_again)
