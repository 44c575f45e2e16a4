"""After a restore: who was dismissed since the backup, by an operator or at the provider's desk, is dismissed again."""

from coorum.accounts import actions
from coorum.base.tombstones import Tombstone, on_replay


def dismiss(stone: Tombstone) -> None:
    """Who was made staff anew in the meantime is appointed once more, by hand: better than the other way round."""
    actions.dismiss_again(stone.subject)


def dismiss_from_desk(stone: Tombstone) -> None:
    """The same for the provider's own staff."""
    actions.dismiss_officer_again(stone.subject)


on_replay("accounts.role.revoked", dismiss)
on_replay("accounts.desk_role.revoked", dismiss_from_desk)
