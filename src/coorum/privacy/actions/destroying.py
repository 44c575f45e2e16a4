"""Destroying what the privacy room need not keep any more; which rows these are is in `retention/rules.py`."""

from django.db.models import QuerySet

from coorum.base import clock, files
from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.base.scope import PROVIDER
from coorum.privacy import search
from coorum.privacy.actions.moving import tell
from coorum.privacy.events import PACKAGE_DROPPED
from coorum.privacy.models import (
    Agency,
    Erasure,
    ErasureManifest,
    ErasureStep,
    FeePaper,
    Incident,
    IncidentAlarm,
    IncidentAssessment,
    IncidentNotice,
    IncidentPerson,
    IncidentReport,
    IncidentStep,
    IncidentText,
    OwnCopy,
    Package,
    Payment,
    Refund,
    RightsRequest,
)


@action
def drop_packages(expired: QuerySet[Package]) -> int:
    """Destroy these packages, and what was collected for them. Returns how many."""
    for made in (gone := list(expired.select_related("request").select_for_update(of=("self",)))):
        files.delete(PROVIDER, made.file)
        made.file, made.dropped_at = "", clock.now()
        made.save(update_fields=["file", "dropped_at"])
        search.forget(made.request)
        tell(PACKAGE_DROPPED, made.request, actor=SYSTEM, payload={"sha256": made.sha256})
    return len(gone)


@action
def destroy_cases(over: QuerySet[RightsRequest]) -> int:
    """Destroy these cases; of those whose fee was paid, all but the fee and whose it was. Returns how many."""
    cases = list(over)
    paid = set(Payment.objects.filter(fee__request__in=cases).values_list("fee", flat=True))
    for request in cases:
        _strip(request) if request.id in paid else _delete(request)
    return len(cases)


@action
def destroy_payments(old: QuerySet[Payment]) -> int:
    """Destroy these payments, and what is left of their cases. Returns how many."""
    requests = list(RightsRequest.objects.filter(fee__payment__in=list(old)))
    papers = FeePaper.objects.filter(payment__fee__request__in=requests)
    papers.exclude(replaces=None).delete()
    papers.delete()
    Refund.objects.filter(payment__fee__request__in=requests).delete()
    Payment.objects.filter(fee__request__in=requests).delete()
    for request in requests:
        _delete(request)
    return len(requests)


@action
def destroy_incidents(over: QuerySet[Incident]) -> int:
    """Destroy these incidents with everything that was written about them. Returns how many."""
    incidents = list(over)
    steps = IncidentStep.objects.filter(incident__in=incidents)
    for facts in (IncidentReport, IncidentNotice, IncidentAssessment):
        facts.objects.filter(step__in=steps).delete()
    for rows in (IncidentAlarm, IncidentPerson, IncidentText, IncidentStep):
        rows.objects.filter(incident__in=incidents).delete()
    Incident.objects.filter(id__in=[one.id for one in incidents]).delete()
    return len(incidents)


def _delete(request: RightsRequest) -> None:
    RightsRequest.objects.filter(linked_to=request).update(linked_to=None)
    request.delete()


def _strip(request: RightsRequest) -> None:
    """What tax law asks for stays: the fee, the payment, and whose case it was."""
    for rows in ("transitions", "findings", "decisions", "deliveries", "codes", "proofs"):
        getattr(request, rows).all().delete()
    Package.objects.filter(request=request).delete()
    Agency.objects.filter(request=request).delete()
    request.words = request.postal_address = ""
    request.save(update_fields=["words", "postal_address"])


def destroy_erasures(over: QuerySet[Erasure]) -> int:
    """Proofs of erasures that nobody needs any more, and the steps that led there."""
    ids = list(over.values_list("id", flat=True))
    ErasureManifest.objects.filter(erasure__in=ids).delete()
    ErasureStep.objects.filter(erasure__in=ids).delete()
    Erasure.objects.filter(id__in=ids).delete()
    return len(ids)


def destroy_copies(over: QuerySet[OwnCopy]) -> int:
    """Files of own copies, and the rows that name them."""
    gone = list(over)
    for copy in gone:
        if copy.file:
            files.delete(PROVIDER, copy.file)
    return OwnCopy.objects.filter(id__in=[copy.id for copy in gone]).delete()[0]
