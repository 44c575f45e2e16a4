"""How long the inviting room keeps lists."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Whose, register
from coorum.inviting.models import Line


def _old(limit: datetime) -> QuerySet[Line]:
    """Lines of lists that were declared before the limit."""
    return Line.objects.filter(batch__declared_at__lt=limit)


register(
    Rule(
        id="inviting.lines",
        dataset="inviting.lists",
        tables=["inviting.Line"],
        what=_("Addresses on lists of people to invite"),
        since=_("the declaration"),
        period=Period(30),
        reason=_("So that an operator can put wrong lines right; an invitation holds fourteen days."),
        overdue=_old,
        whose=Whose(address="email"),
        place=Place.SITE,
        shortest=Period(1),
    )
)
