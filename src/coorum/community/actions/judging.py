"""What others wrote is taken away as a case of the moderation room, and comes back only through it."""

from uuid import UUID

from coorum.accounts.queries import Viewer
from coorum.community import rules
from coorum.moderation import actions as moderation
from coorum.moderation import queries
from coorum.moderation.subjects import Matter


def take_down(actor: Viewer, matter: Matter, reason: str) -> None:
    """The staff remove it by themselves, for this reason; what is gone already is left alone. Raises `Refused`."""
    if not matter.is_gone:
        moderation.take_down(actor, matter=matter, reason=reason)


def taken_back(actor: Viewer, spoken_id: UUID) -> bool:
    """Whether a case held it, and the staff took that back now. Raises `Refused`: `under_review`, `not_now`."""
    case = queries.hiding(spoken_id)
    if case is None:
        return False
    if not rules.is_moderator(actor):
        raise rules.under_review()
    moderation.take_back(actor, case=case)
    return True
