"""After a restore: a consent that was taken back since the backup is taken back again."""

from uuid import UUID

from coorum.base.tombstones import Tombstone, on_replay
from coorum.consent import actions, queries
from coorum.consent.kinds import WHOLE, ConsentKind


def withdraw_again(stone: Tombstone) -> None:
    """Who has agreed anew in the meantime is asked once more: the restored rows know nothing of it."""
    kind = ConsentKind(stone.facts["kind"])
    topic = UUID(str(stone.facts["topic"])) if "topic" in stone.facts else WHOLE
    standing = queries.standing_consent(stone.subject, kind, topic=topic)
    if standing is not None:
        actions.withdraw_consent(standing.person, kind=kind, topic=topic, by="withdrawn before a restore")


on_replay("consent.consent.withdrawn", withdraw_again)
