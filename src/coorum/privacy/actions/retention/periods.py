"""Keeping something for a shorter time than the rule's own, or for that time again."""

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.retention import Period, Rule
from coorum.base.scope import PROVIDER
from coorum.privacy.models.retention import PeriodChange
from coorum.privacy.retention.events import PERIOD_CHANGED


@action
def change_period(officer: Party, *, rule: Rule, period: Period, why: str) -> PeriodChange:
    """Keep it for `period` from now on. Never longer than the policy says (that is a revision), never shorter than the law.

    Raises `Refused`: `fixed` (nothing to choose), `too_short`, `too_long`, `no_reason`.
    """
    if rule.shortest is None:
        raise Refused("fixed", _("This period is not for choosing."))
    if period.is_shorter_than(rule.shortest):
        raise Refused(
            "too_short", _("The law, or the purpose, asks for at least %(period)s.") % {"period": rule.shortest.words}
        )
    if rule.period.is_shorter_than(period):
        raise Refused(
            "too_long",
            _("The policy says %(period)s at most: publish a new version first.") % {"period": rule.period.words},
        )
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    change = PeriodChange.objects.create(
        rule=rule.id,
        count=period.count,
        unit=period.unit.value,
        why=why,
        changed_by=officer.id,
        changed_at=clock.now(),
    )
    told = {"rule": rule.id, "count": period.count, "unit": period.unit.value}
    publish(PERIOD_CHANGED, actor=officer, payload=told, reason=why, chain=PROVIDER)
    return change
