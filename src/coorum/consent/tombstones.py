"""After a restore: a consent that was taken back since the backup is taken back again."""

from coorum.base.tombstones import Tombstone, on_replay
from coorum.consent import actions, queries
from coorum.consent.kinds import ConsentKind


def withdraw_again(stone: Tombstone) -> None:
    """Who has agreed anew in the meantime is asked once more: the restored rows know nothing of it."""
    kind = ConsentKind(stone.facts["kind"])
    standing = queries.standing_consent(stone.subject, kind)
    if standing is not None:
        actions.withdraw_consent(standing.person, kind=kind, by="withdrawn before a restore")


on_replay("consent.consent.withdrawn", withdraw_again)
