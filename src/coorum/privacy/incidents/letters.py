"""Letters about an incident: to the persons, to operators, and to the officers who watch the clock."""

import json
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import translation

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import links, mail
from coorum.privacy.incidents import drafts
from coorum.privacy.incidents.clock import Deadline
from coorum.privacy.incidents.queries import Dossier, officers
from coorum.privacy.models.incidents import Incident, IncidentNotice
from coorum.sites import queries as sites
from coorum.sites.models import Site


def tell_person(notice: IncidentNotice, person: Person) -> None:
    """The five items that rule 10 names; a second call for the same wave writes nothing."""
    context = {
        **_sender(),
        "items": _titled(json.loads(notice.words), person.language),
        "address": f"{sites.provider_origin()}{links.path_to('ask_to_stop', notice.step.incident_id)}",
    }
    key = _key("person", notice.step_id, person.id)
    mail.post(
        "incident_person",
        to=contact.address_of(person, mail.purpose_of("incident_person")),
        language=person.language,
        context=context,
        key=key,
    )


def tell_operator(dossier: Dossier, site: Site, *, key: UUID) -> None:
    """What is known, to the contact that the operator named: the report is theirs to file."""
    items = [(item.title, item.words) for item in drafts.draft(dossier)]
    preliminary = dossier.preliminary
    context = {
        **_sender(),
        "site": site.name,
        "operator": site.operator.legal_name,
        "items": items,
        "last_day": preliminary.last_day if preliminary else None,
    }
    address = site.operator.contact_email
    mail.post("incident_operator", to=address, language="ja", context=context, key=_key("operator", key, site.id))


def remind(incident: Incident, deadline: Deadline, *, has_passed: bool) -> None:
    """One letter to each privacy officer."""
    for officer in officers():
        with translation.override(officer.language):
            what = str(deadline.what.label)
        context = {
            "label": incident.label,
            "what": what,
            "has_passed": has_passed,
            "due": deadline.due,
            "address": f"{sites.provider_origin()}{links.path_to('incident', incident.id)}",
            **_sender(),
        }
        key = _key(f"due:{deadline.what}:{deadline.due.isoformat()}:{has_passed}", incident.id, officer.id)
        mail.post(
            "incident_due",
            to=contact.address_of(officer, mail.purpose_of("incident_due")),
            language=officer.language,
            context=context,
            key=key,
        )


def _titled(items: list[list[str]], language: str) -> list[tuple[str, str]]:
    """The items under their titles in the language of the reader; the words are the provider's own."""
    with translation.override(language):
        return [(str(drafts.TITLES[int(number)]).partition(". ")[2], words) for number, _title, words in items]


def _sender() -> dict[str, str]:
    provider = sites.provider()
    return {
        "provider": provider.legal_name if provider else "",
        "contact": provider.contact_email if provider else "",
    }


def _key(what: str, one: UUID, other: UUID) -> UUID:
    return uuid5(NAMESPACE_URL, f"coorum:incident:{what}:{one}:{other}")
