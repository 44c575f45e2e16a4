"""How long the sites room keeps the names of people at companies, and claims that nothing proves."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, lasting, masked, register
from coorum.sites.models import HostClaim, HostLoss, HostProof, Operator, Site


def _gone(limit: datetime) -> QuerySet[Operator]:
    """Operators that name somebody still, all of whose communities were deleted before the limit."""
    theirs = Site.objects.filter(operator=OuterRef("id"))
    standing = theirs.filter(Q(ending=None) | Q(ending__deleted_at=None) | Q(ending__deleted_at__gte=limit))
    unnamed = Q(representative="", contact_email="")
    return Operator.objects.filter(Exists(theirs), ~Exists(standing)).exclude(unnamed)


def _unproved(limit: datetime) -> QuerySet[HostClaim]:
    """Claims of before the limit that nothing proves; one that was lost stays to be seen as long."""
    proof, loss = HostProof.objects.filter(claim_id=OuterRef("id")), HostLoss.objects.filter(claim=OuterRef("id"))
    rows = HostClaim.objects.filter(~Exists(proof), ~Exists(loss.filter(lost_at__gte=limit)))
    return rows.filter(claimed_at__lt=limit)


register(
    Rule(
        id="sites.claims",
        dataset="sites.operators",
        tables=["sites.HostClaim", "sites.HostLoss"],
        what=_("Claims of a host that nothing proves"),
        since=_("the claim, or the loss"),
        period=Period(30),
        reason=_("Whoever means it has put the record into the DNS by then; a name is not to be held by words."),
        overdue=_unproved,
        whose=Whose(nobody=True),
        place=Place.SITE,
        shortest=Period(7),
    )
)
register(
    Rule(
        id="sites.operators",
        dataset="sites.operators",
        tables=["sites.Operator"],
        what=_("Who represented an operator, and how it was reached"),
        since=_("the deletion of its last community"),
        period=Period(5, Unit.YEARS),
        reason=_("To answer for whom handling was done while claims can still be made."),
        overdue=_gone,
        let_go=masked(representative="", contact_email=""),
        whose=Whose(nobody=True),
    )
)
lasting("sites.operators", _("as long as the contract; the name of a company, as long as records name it"))
