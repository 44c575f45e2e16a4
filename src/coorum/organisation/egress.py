"""The guard of the egress gate: who asks whether something may leave for an outside service is answered from the register."""

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.gates import EGRESS
from coorum.organisation import queries


def ensure_may_leave(service: str) -> None:
    """Raise `Refused("egress_closed")` unless a processor runs this service whose contract, checks and country stand today."""
    entries = queries.answering_for(service)
    if any(one.is_usable for one in entries):
        return
    reasons = [str(fault.label) for one in entries for fault in one.faults]
    raise Refused(
        "egress_closed",
        _("Nothing may leave for this service: %(why)s"),
        why=" ".join(dict.fromkeys(reasons)) or _("no processor in the register runs it."),
    )


EGRESS.guard(ensure_may_leave)
