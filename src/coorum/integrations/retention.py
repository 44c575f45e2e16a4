"""How long the integrations room keeps what it needs to answer systems."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Whose, dated, lasting, register
from coorum.integrations.changes import KEPT
from coorum.integrations.models import AccessToken, Answer, Change

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
)
lasting("integrations.keys", _("until an owner revokes the key"))
