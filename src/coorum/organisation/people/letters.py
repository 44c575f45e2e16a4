"""Letters to the provider's staff about days that come, or have passed."""

from uuid import UUID, uuid5

from django.utils import translation

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import links, mail
from coorum.organisation.people.kinds import Charge
from coorum.organisation.people.rules import Day, stage_of
from coorum.sites import queries as sites

NAMESPACE = UUID("5f0c5a0e-6f5c-5d53-9d9c-3b1b7d0a6c11")
#: Where something can be done about it: the kind of subject whose page it is.
PAGES = {
    Charge.TERM: "employee",
    Charge.COURSE: "course",
    Charge.DEVICE: "device",
    Charge.SAFEGUARD: "safeguard",
    Charge.FINDING: "finding",
}


def remind(person: Person, charge: Charge, day: Day, *, what: str, whose: Person | None, about: UUID) -> None:
    """One letter to `person`; whose day it is, is told where that is somebody else."""
    provider, purpose = sites.provider(), mail.purpose_of("staff_due")
    with translation.override(person.language):
        charged = str(charge.label)
    context = {
        "what": f"{charged}: {what}" if what else charged,
        "whose": contact.address_of(whose, purpose) if whose and whose.id != person.id else "",
        "due": day.due,
        "has_passed": day.has_passed,
        "address": f"{sites.provider_origin()}{links.path_to(PAGES[charge], about)}",
        "provider": provider.legal_name if provider else "coorum",
    }
    key = uuid5(NAMESPACE, f"{charge}:{about}:{whose.id if whose else ''}:{day.due}:{stage_of(day)}:{person.id}")
    mail.post("staff_due", to=contact.address_of(person, purpose), language=person.language, context=context, key=key)
