"""A new epoch of an account: what was opened, handed over, asked or sent before is worth nothing (security §2, 4)."""

from django.db.models import F

from coorum.accounts.models import HandOff, Person, Session
from coorum.base.actions import action


@action
def move_on(person: Person, *, session_key: str = "") -> None:
    """Begin a new epoch of `person`. Every session ends but the one with `session_key`, which its door renews
    (`signin.entering.stay`); hand-offs, pending challenges and codes that were sent open nothing any more.

    To be called in the transaction of what is the reason for it, which leaves the evidence.
    """
    Person.objects.filter(id=person.id).update(epoch=F("epoch") + 1)
    person.refresh_from_db(fields=["epoch"])
    Session.objects.filter(person=person).exclude(session_key=session_key).delete()
    HandOff.objects.filter(person=person).delete()
