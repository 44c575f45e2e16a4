"""Publishing a version of a document at once: a first one, or a change that one person may announce."""

from collections.abc import Mapping
from uuid import UUID

from coorum.base.actions import action
from coorum.base.events import Party
from coorum.consent import queries as consent
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.consent.next_version import NextVersion
from coorum.promises import rules
from coorum.promises.actions.revising import announce, draft_revision


@action
def publish_policy(
    officer: Party, new: NextVersion, *, keeps: Mapping[str, str] | None = None, key: UUID | None = None
) -> PolicyVersion:
    """Publish a version of a document in all its languages; the same `key` again answers the same version.

    Raises `Refused` where it cannot be published as it is, or not by one person alone.
    """
    if key and (twin := consent.version_sent(key, new.kind, new.number, new.community_id)):
        return twin
    revision = draft_revision(officer, new, keeps=keeps, key=key)
    rules.ensure_straight(new.change_class, ChangeClass(revision.lowest))
    return announce(officer, revision)
