"""Who may enter the desk, and every "find by id, or 404" of this door.

The desk works in the provider's scope, also where the provider and a site share a host: it sees no site's data but
through `every_site`, with a reason.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse

from coorum.base.events import Party
from coorum.base.retention import Rule, rule_by_id
from coorum.base.scope import provider_scope
from coorum.enquiries import queries as enquiries
from coorum.enquiries.authorities import queries as authorities
from coorum.enquiries.care import queries as care
from coorum.linking import queries as linking
from coorum.moderation import queries as moderation
from coorum.notices import queries as notices
from coorum.openid import queries as openid
from coorum.organisation import queries as organisation
from coorum.organisation.improvement import queries as improvement
from coorum.organisation.people import queries as people
from coorum.organisation.premises import queries as premises
from coorum.privacy import papers, proofs
from coorum.privacy import queries as privacy
from coorum.privacy.closing import queries as closings
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.incidents import queries as incidents
from coorum.privacy.retention import holds
from coorum.sites import queries as sites
from coorum.web import guards
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.enquiries.models import Attachment, Enquiry, Held, Inquiry, TextBlock
    from coorum.linking.models import Service
    from coorum.moderation.models import Case
    from coorum.notices.models import ServiceNotice
    from coorum.openid.models import RelyingParty
    from coorum.organisation.models import Course, Device, Processor, Safeguard
    from coorum.privacy.models import (
        Closing,
        Erasure,
        FeePaper,
        Finding,
        Incident,
        LegalHold,
        ProofPaper,
        RightsRequest,
    )
    from coorum.sites.models import Site

View = Callable[..., HttpResponse]


def at_the_desk(view: View) -> View:
    """For all staff of the provider."""
    return guards.desk_required(_in_providers_scope(view))


def for_administrators(view: View) -> View:
    """For those who look after the sites."""
    return guards.administrator_required(_in_providers_scope(view))


def for_privacy_officers(view: View) -> View:
    """For those who answer for personal data."""
    return guards.privacy_officer_required(_in_providers_scope(view))


def officer(request: Request) -> Party:
    """Who acts, for the evidence."""
    person = request.viewer.person
    return Party("officer", person.id, person.ledger_ref)


def site(slug: str) -> "Site":
    """A site by its slug."""
    return _found(sites.site_by_slug(slug))


def report(case_id: UUID) -> "Case":
    """A report on the site whose scope is open."""
    found = moderation.case_by_id(case_id)
    if found is None:
        raise Http404
    return found


def website(party_id: UUID) -> "RelyingParty":
    """A website that signs members of the site in whose scope is open."""
    return _found(openid.parties().filter(id=party_id).first())


def rights_request(request_id: UUID) -> "RightsRequest":
    """A request about somebody's data."""
    return _found(privacy.request_by_id(request_id))


def finding(request: "RightsRequest", finding_id: UUID) -> "Finding":
    """What a dataset answered for this request."""
    return _found(privacy.findings_of(request).filter(id=finding_id).first())


def proof(request: "RightsRequest", paper_id: UUID) -> "ProofPaper":
    """A paper that shows who asks."""
    return _found(proofs.paper_of(request, paper_id))


def paper(number: str) -> "FeePaper":
    """A receipt or invoice, by its number."""
    year, _dash, place = number.partition("-")
    return _found(papers.paper_by_number(int(year), int(place)) if year.isdecimal() and place.isdecimal() else None)


def erasure(erasure_id: UUID) -> "Erasure":
    """An erasure."""
    return _found(erasures.by_id(erasure_id))


def hold(hold_id: UUID) -> "LegalHold":
    """A legal hold."""
    return _found(holds.hold_by_id(hold_id))


def retention_rule(rule_id: str) -> Rule:
    """A rule whose period can be chosen."""
    found = _found(rule_by_id(rule_id))
    if found.shortest is None:
        raise Http404
    return found


def incident(incident_id: UUID) -> "Incident":
    """An incident."""
    return _found(incidents.incident_by_id(incident_id))


def closing(slug: str) -> "Closing":
    """The end of a site's contract."""
    return _found(closings.closing_of(site(slug)))


def notice(notice_id: UUID) -> "ServiceNotice":
    """A notice to everybody concerned."""
    return _found(notices.notice_by_id(notice_id))


def processor(processor_id: UUID) -> "Processor":
    """An entry of the register of processors."""
    return _found(organisation.processor_by_id(processor_id))


def enquiry(enquiry_id: UUID) -> "Enquiry":
    """What somebody wrote to the provider."""
    return _found(enquiries.enquiry_by_id(enquiry_id))


def attachment(enquiry: "Enquiry", attachment_id: UUID) -> "Attachment":
    """What came with it, and was kept."""
    found = _found(enquiries.attachment_of(enquiry, attachment_id))
    if not found.file:
        raise Http404
    return found


def held(held_id: UUID) -> "Held":
    """Something that is kept apart, or was."""
    return _found(care.held_by_id(held_id))


def block(block_id: UUID) -> "TextBlock":
    """A text block in use."""
    return _found(enquiries.block_by_id(block_id))


def block_in(text: str) -> "TextBlock | None":
    """The block that an address names; None where it names none."""
    try:
        return enquiries.block_by_id(UUID(text))
    except ValueError:
        return None


def inquiry(inquiry_id: UUID) -> "Inquiry":
    """The inquiry of an authority."""
    return _found(authorities.inquiry_by_id(inquiry_id))


def employee(person_id: UUID) -> "people.Employee":
    """Somebody with a grant at the desk."""
    return _found(people.employee(person_id))


def course(course_id: UUID) -> "Course":
    """Something that staff must know."""
    return _found(people.course_by_id(course_id))


def device(device_id: UUID) -> "Device":
    """An entry of the list of devices."""
    return _found(people.device_by_id(device_id))


def safeguard(safeguard_id: UUID) -> "Safeguard":
    """An entry of the list of measures on premises and rules."""
    return _found(premises.safeguard_by_id(safeguard_id))


def matter(finding_id: UUID) -> "improvement.Matter":
    """Something that was found wanting, with all about it."""
    return improvement.matter_of(_found(improvement.finding_by_id(finding_id)))


def _found[T](one: T | None) -> T:
    if one is None:
        raise Http404
    return one


def _in_providers_scope(view: View) -> View:
    @wraps(view)
    def inside(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        with provider_scope():
            return view(request, *args, **kwargs)

    return inside


def linked_service(service_id: UUID) -> "Service":
    """A linked service of the deployment."""
    service = linking.service_by_id(service_id)
    if service is None:
        raise Http404
    return service
