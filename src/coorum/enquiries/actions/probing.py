"""Once a day we write to our own published address, and see whether it arrives: the only proof that mail does."""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.base import clock, mail
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER
from coorum.enquiries.actions.troubles import end_trouble, see_trouble
from coorum.enquiries.clients import mailbox
from coorum.enquiries.events import PROBE_ARRIVED, PROBE_SENT
from coorum.enquiries.kinds import Trouble
from coorum.enquiries.models import MailProbe
from coorum.sites import queries as sites

PATIENCE = timedelta(hours=1)


@action
def send_probe() -> MailProbe | None:
    """Write to the published address; None where no mailbox is configured, or nobody to write to."""
    provider = sites.provider()
    if provider is None or not mailbox.is_configured():
        return None
    probe = MailProbe.objects.create(id=new_id(), address=provider.contact_email, sent_at=clock.now())
    mail.send(
        "mail_probe",
        to=provider.contact_email,
        subject="coorum: probe of the mailbox",
        text="This letter finds out whether mail to this address arrives. Nobody needs to read it.\n",
        headers={"X-Coorum-Probe": probe.id.hex, "Auto-Submitted": "auto-generated"},
        key=probe.id,
    )
    publish(PROBE_SENT, actor=SYSTEM, payload={"probe": probe.id.hex}, chain=PROVIDER)
    return probe


def welcome_probe(name: str, at: datetime) -> bool:
    """Whether this is a probe of ours that was still awaited; then it has arrived."""
    try:
        probe = MailProbe.objects.select_for_update().get(id=UUID(hex=name), arrived_at=None)
    except (ValueError, MailProbe.DoesNotExist):
        return False
    probe.arrived_at = max(at, probe.sent_at)
    probe.save(update_fields=["arrived_at"])
    seconds = int((clock.now() - probe.sent_at).total_seconds())
    publish(PROBE_ARRIVED, actor=SYSTEM, payload={"probe": probe.id.hex, "seconds": seconds}, chain=PROVIDER)
    end_trouble(Trouble.SILENT)
    return True


@action
def miss_probe() -> bool:
    """Raise the alarm where the newest probe has not arrived within the hour."""
    newest = MailProbe.objects.order_by("-sent_at").first()
    is_lost = newest is not None and newest.arrived_at is None and clock.now() - newest.sent_at > PATIENCE
    if is_lost and newest is not None:
        see_trouble(Trouble.SILENT, f"{newest.sent_at:%Y-%m-%d %H:%M} UTC")
    return is_lost
