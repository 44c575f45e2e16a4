"""Letters to the officers about processors. They wait, like all others, where the mail server's own contract ended."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import translation

from coorum.accounts import contact
from coorum.base import links, mail
from coorum.organisation import queries
from coorum.organisation.queries import Entry
from coorum.organisation.rules import Deadline
from coorum.sites import queries as sites


def remind(entry: Entry, deadline: Deadline, *, has_passed: bool) -> None:
    """One letter to each privacy officer."""
    provider = sites.provider()
    for officer in queries.officers():
        with translation.override(officer.language):
            what = str(deadline.what.label)
        context = {
            "name": entry.now.name,
            "what": what,
            "has_passed": has_passed,
            "due": deadline.due,
            "address": f"{sites.provider_origin()}{links.path_to('processor', entry.processor.id)}",
            "provider": provider.legal_name if provider else "coorum",
        }
        about = f"coorum:processor:{entry.processor.id}:{deadline.what}:{deadline.due}:{has_passed}:{officer.id}"
        key = uuid5(NAMESPACE_URL, about)
        mail.post(
            "processor_due",
            to=contact.address_of(officer, mail.purpose_of("processor_due")),
            language=officer.language,
            context=context,
            key=key,
        )
