"""A new epoch of an account: what was opened, handed over, asked or sent before is worth nothing (security §2, 4)."""

from django.db.models import F

from coorum.accounts.models import HandOff, Person, Session
from coorum.base import clock
from coorum.base.actions import action


@action
def move_on(person: Person, *, session_key: str = "", cools: bool = False) -> None:
    """Begin a new epoch of `person`. Every session ends but the one with `session_key`, which its door renews
    (`signin.entering.stay`); hand-offs, pending challenges and codes that were sent open nothing any more.

    `cools`: address or factors changed, so nobody is handed this person's data for a while (cooling.py).
    To be called in the transaction of what is the reason for it, which leaves the evidence.
    """
    changed = {"ways_changed_at": clock.now()} if cools else {}
    Person.objects.filter(id=person.id).update(epoch=F("epoch") + 1, **changed)
    person.refresh_from_db(fields=["epoch", "ways_changed_at"])
    Session.objects.filter(person=person).exclude(session_key=session_key).delete()
    HandOff.objects.filter(person=person).delete()
