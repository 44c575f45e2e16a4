"""What is wrong with the mailbox: the officers hear of it once, and it stays on the desk until it is over."""

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.scope import PROVIDER
from coorum.enquiries import letters
from coorum.enquiries.events import MAILBOX_RECOVERED, MAILBOX_TROUBLED
from coorum.enquiries.kinds import Trouble
from coorum.enquiries.models import MailboxTrouble


@action
def see_trouble(kind: Trouble, words: str) -> MailboxTrouble:
    """Write down that something is wrong; new trouble is told at once."""
    now = clock.now()
    standing = MailboxTrouble.objects.select_for_update().filter(kind=kind, ended_at=None).first()
    if standing is not None:
        standing.seen_at, standing.words = now, words[:300]
        standing.save(update_fields=["seen_at", "words"])
        return standing
    trouble = MailboxTrouble.objects.create(kind=kind, words=words[:300], since=now, seen_at=now)
    publish(MAILBOX_TROUBLED, actor=SYSTEM, payload={"kind": kind}, chain=PROVIDER)
    letters.tell_trouble(trouble)
    return trouble


@action
def end_trouble(*kinds: Trouble) -> None:
    """It is over."""
    for trouble in MailboxTrouble.objects.select_for_update().filter(kind__in=kinds, ended_at=None):
        trouble.ended_at = clock.now()
        trouble.save(update_fields=["ended_at"])
        publish(MAILBOX_RECOVERED, actor=SYSTEM, payload={"kind": trouble.kind}, chain=PROVIDER)
