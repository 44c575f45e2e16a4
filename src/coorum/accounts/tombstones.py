"""After a restore: who was dismissed from a site's staff since the backup is dismissed again."""

from coorum.accounts import actions
from coorum.base.tombstones import Tombstone, on_replay


def dismiss(stone: Tombstone) -> None:
    """Who was made staff anew in the meantime is appointed once more, by hand: better than the other way round."""
    actions.dismiss_again(stone.subject)


on_replay("accounts.role.revoked", dismiss)
