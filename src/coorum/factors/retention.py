"""How long the factors room keeps what somebody has besides a password."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Rule, Whose, dated, lasting, register
from coorum.factors.models import LossCode

register(
    Rule(
        id="factors.loss_codes",
        dataset="factors.factors",
        tables=["factors.LossCode"],
        what=_("Codes by letter about a lost second factor"),
        since=_("their sending"),
        period=Period(1),
        reason=_("They serve for half an hour; a day shows how many were sent."),
        overdue=dated(LossCode, "sent_at"),
        whose=Whose(person="person"),
    )
)
lasting("factors.factors", _("until the factor is removed, or the account is closed"))
