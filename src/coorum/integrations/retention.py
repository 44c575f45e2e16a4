"""How long the integrations room keeps what it needs to answer systems."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Whose, dated, lasting, register
from coorum.integrations.changes import KEPT
from coorum.integrations.models import AccessToken, Answer, Change, Delivery, EndpointSecret

register(
    Rule(
        id="integrations.answers",
        dataset="integrations.answers",
        tables=["integrations.Answer"],
        what=_("What systems of operators were answered"),
        since=_("the answer"),
        period=Period(1),
        reason=_("A system that was not sure whether we heard it asks again the same day."),
        overdue=dated(Answer, "answered_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
    ),
    Rule(
        id="integrations.tokens",
        dataset="integrations.keys",
        tables=["integrations.AccessToken"],
        what=_("Keys of systems that open nothing any more"),
        since=_("the end"),
        period=Period(1),
        reason=_("They are good for an hour."),
        overdue=dated(AccessToken, "expires_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
    ),
    Rule(
        id="integrations.changes",
        dataset="integrations.changes",
        tables=["integrations.Change"],
        what=_("What changed in a community"),
        since=_("the change"),
        period=Period(KEPT.days),
        reason=_("A system that was away for some weeks can still catch up."),
        overdue=dated(Change, "happened_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
    ),
    Rule(
        id="integrations.deliveries",
        dataset="integrations.webhooks",
        tables=["integrations.Delivery"],
        what=_("Which changes systems of operators were told of"),
        since=_("the change"),
        period=Period(KEPT.days),
        reason=_("Whatever did not arrive can be sent once more while the change itself is kept."),
        overdue=dated(Delivery, "made_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
    ),
    Rule(
        id="integrations.endpoint_secrets",
        dataset="integrations.webhooks",
        tables=["integrations.EndpointSecret"],
        what=_("Secrets that sign nothing any more"),
        since=_("the end"),
        period=Period(1),
        reason=_("Another one signs in their place."),
        overdue=dated(EndpointSecret, "ends_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
    ),
)
lasting("integrations.keys", _("until an owner revokes the key"))
lasting("integrations.webhooks", _("until an owner removes the endpoint"))
