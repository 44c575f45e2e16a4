"""Answers about guardians to what is said of ages downstairs."""

from coorum.accounts.events import AGE_SAID
from coorum.base import clock
from coorum.base.events import Envelope, listen
from coorum.privacy.guardians.rules import of_age_at
from coorum.privacy.models import GuardianProof


def keep_until_of_age(envelope: Envelope) -> None:
    """Each answer says anew when the child will be of age at the latest, and the proofs are kept from then."""
    if envelope.subject and envelope.subject.id:
        until = of_age_at(envelope.payload["band"], clock.now())
        GuardianProof.objects.filter(person=envelope.subject.id).update(of_age_at=until)


listen(AGE_SAID, keep_until_of_age)
