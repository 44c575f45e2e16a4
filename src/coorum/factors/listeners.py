"""Answers of the factors room to what happens downstairs."""

from datetime import datetime

from coorum.accounts import queries as people
from coorum.accounts.events import ADDRESS_TAKEN_BACK
from coorum.base.events import Envelope, listen
from coorum.factors.actions.telling import forget_codes_of_nothing
from coorum.factors.models import App, Loss, Passkey, RecoveryCode


def drop_newer(envelope: Envelope) -> None:
    """Whoever changed the address may have added factors since: they go with the change."""
    since = datetime.fromisoformat(envelope.payload["since"])
    if envelope.actor.id is None:
        return
    person = people.person_by_id(envelope.actor.id)
    App.objects.filter(person=person, added_at__gte=since).delete()
    Passkey.objects.filter(person=person, added_at__gte=since).delete()
    RecoveryCode.objects.filter(person=person, made_at__gte=since).delete()
    Loss.objects.filter(person=person, said_at__gte=since).delete()
    forget_codes_of_nothing(person)


listen(ADDRESS_TAKEN_BACK, drop_newer)
