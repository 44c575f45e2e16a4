"""How long the customers room keeps what is no link yet, or no session any more."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Whose, dated, lasting, register
from coorum.customers.models import Change, Visit, Wish

register(
    Rule(
        id="customers.wishes",
        dataset="customers.links",
        tables=["customers.Wish"],
        what=_("Customer IDs of registrations that were not confirmed"),
        since=_("the registration"),
        period=Period(7),
        reason=_("Without a confirmed address there is nobody to serve."),
        overdue=dated(Wish, "asked_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="customers.visits",
        dataset="customers.links",
        tables=["customers.Visit"],
        what=_("Which session at the operator's website a sign-in belongs to"),
        since=_("the sign-in"),
        period=Period(30),
        reason=_("So that signing out there signs out here, too."),
        overdue=dated(Visit, "began_at"),
        whose=Whose(person="link__person"),
        place=Place.SITE,
        shortest=Period(1),
    ),
    Rule(
        id="customers.changes",
        dataset="customers.links",
        tables=["customers.Change"],
        what=_("Changes that the operator's website told us of"),
        since=_("the day we were told"),
        period=Period(30),
        reason=_("The member decides whether to take them over."),
        overdue=dated(Change, "told_at"),
        whose=Whose(person="link__person"),
        place=Place.SITE,
        shortest=Period(1),
    ),
)
lasting("customers.links", _("as long as the membership, or until it is taken off"))
lasting("customers.directories", _("as long as the operator's contract"))
