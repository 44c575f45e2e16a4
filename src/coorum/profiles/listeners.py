"""Answers of the profiles room to what happens downstairs."""

from uuid import UUID

from coorum.base.events import Envelope, listen
from coorum.consent.events import CONSENT_WITHDRAWN
from coorum.consent.kinds import ConsentKind
from coorum.profiles.actions.answering import forget


def erase(envelope: Envelope) -> None:
    """A withdrawn consent takes its answer along, whoever withdrew it and for what reason."""
    receipt = envelope.payload["receipt"]
    if receipt["consent"] == ConsentKind.FIELD and envelope.subject and envelope.subject.id:
        forget(envelope.subject.id, UUID(receipt["topic"]))


listen(CONSENT_WITHDRAWN, erase)
