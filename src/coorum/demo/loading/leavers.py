"""Two who left: one may still come back, of the other nothing is left but the proof."""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.privacy.actions import erasing
from coorum.privacy.erasure import rules
from coorum.privacy.models import Erasure
from coorum.provision.actions import join
from coorum.sites import queries as sites

#: So long ago they joined, so long ago they confirmed that they leave.
JOINED = timedelta(days=90)
RESTS, PROVEN = timedelta(days=5), timedelta(days=55)
_MOMENT = timedelta(minutes=10)


def part(site_id: UUID, now: datetime) -> None:
    """Two members of the site join, and leave: one closes the account for good, one has nine days to think again."""
    gone = _member(site_id, "tsubaki.mori@mail.example", "つばき", now - JOINED)
    _close(gone, now - PROVEN)
    resting = _member(site_id, "akira.nishi@mail.example", "あきら", now - JOINED)
    _ask(resting, now - RESTS)


def _member(site_id: UUID, email: str, name: str, at: datetime) -> Person:
    with clock.held_at(at):
        with provider_scope():
            person = accounts.register_person(email=email, password=None, language="ja")
            accounts.verify_address(person)
        with site_scope(site_id):
            notice = joining_notice(sites.site_by_id(site_id), "ja")
            member = join(person, fingerprint=notice.fingerprint, language="ja", advertising=False)
            accounts.change_profile(member, display_name=name)
    return person


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
