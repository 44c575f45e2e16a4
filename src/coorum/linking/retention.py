"""How long the linking room keeps what never became a link."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Rule, Whose, dated, lasting, register
from coorum.linking.models import Wish

register(
    Rule(
        id="linking.wishes",
        dataset="linking.links",
        tables=["linking.Wish"],
        what=_("Linked services chosen by registrations that were not confirmed"),
        since=_("the registration"),
        period=Period(7),
        reason=_("Without a confirmed address there is nobody to serve."),
        overdue=dated(Wish, "asked_at"),
        whose=Whose(person="person"),
    )
)
lasting("linking.links", _("as long as the account, or until it is taken off"))
