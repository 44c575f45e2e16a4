"""How long the sites room keeps the names of people at companies: with the contract, and five years after."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Rule, Unit, Whose, lasting, masked, register
from coorum.sites.models import Operator, Site


def _gone(limit: datetime) -> QuerySet[Operator]:
    """Operators that name somebody still, all of whose communities were deleted before the limit."""
    theirs = Site.objects.filter(operator=OuterRef("id"))
    standing = theirs.filter(Q(ending=None) | Q(ending__deleted_at=None) | Q(ending__deleted_at__gte=limit))
    unnamed = Q(representative="", contact_email="")
    return Operator.objects.filter(Exists(theirs), ~Exists(standing)).exclude(unnamed)


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
