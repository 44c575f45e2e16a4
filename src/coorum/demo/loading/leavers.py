"""Two who left: one may still come back, of the other nothing is left but the proof."""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.demo.loading.newcomers import member
from coorum.privacy.actions import erasing
from coorum.privacy.erasure import rules
from coorum.privacy.models import Erasure

#: So long ago they joined, so long ago they confirmed that they leave.
JOINED = timedelta(days=90)
RESTS, PROVEN = timedelta(days=5), timedelta(days=55)
_MOMENT = timedelta(minutes=10)


def part(site_id: UUID, now: datetime) -> None:
    """Two members of the site join, and leave: one closes the account for good, one has nine days to think again."""
    gone = member(site_id, "tsubaki.mori@mail.example", "つばき", now - JOINED)
    _close(gone, now - PROVEN)
    resting = member(site_id, "akira.nishi@mail.example", "あきら", now - JOINED)
    _ask(resting, now - RESTS)


def _ask(person: Person, at: datetime) -> Erasure:
    with clock.held_at(at), provider_scope():
        return erasing.confirm(person, erasure=erasing.ask_to_leave(person, community=None, keep_posts=True))


def _close(person: Person, at: datetime) -> None:
    """The days of grace, the erasure, five weeks of backups, the proof: each on its day."""
    wish = _ask(person, at)
    begun = at + rules.GRACE + _MOMENT
    with clock.held_at(begun), provider_scope():
        erasing.begin(SYSTEM, erasure=wish)
        erasing.carry_on(wish.id)
    with clock.held_at(begun + rules.BACKUPS + _MOMENT), provider_scope():
        erasing.watch()
        erasing.prove(wish.id)
