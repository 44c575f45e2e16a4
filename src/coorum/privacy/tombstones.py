"""After a restore: a community that was deleted since the backup is deleted again."""

from coorum.base.tombstones import Tombstone, on_replay
from coorum.privacy.actions import closing
from coorum.sites.queries import site_by_id


def delete(stone: Tombstone) -> None:
    closing.delete_again(site_by_id(stone.subject))


on_replay("privacy.site.deleted", delete)
