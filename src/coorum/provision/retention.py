"""How long records of provision are kept (APPI 29, enforcement rules 20 and 21; obligations b-1)."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, dated, lasting, register
from coorum.provision.models import Joining, LookUp, Provision

THREE_YEARS = Period(3, Unit.YEARS)

register(
    Rule(
        id="provision.records",
        dataset="provision.records",
        tables=["provision.Provision"],
        what=_("Records of provision"),
        since=_("the last provision"),
        period=THREE_YEARS,
        reason=_("The law asks for them."),
        overdue=dated(Provision, "closed_at"),
        whose=Whose(person="person"),
        place=Place.SITE,
        law=_("APPI 29, enforcement rules 20 and 21"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i11"],
    ),
    Rule(
        id="provision.looks",
        dataset="provision.records",
        tables=["provision.LookUp", "provision.LookedUp"],
        what=_("Records of who of the operator looked at whom"),
        since=_("the look"),
        period=THREE_YEARS,
        reason=_("They belong to the records of provision: members see in them who looked."),
        overdue=dated(LookUp, "made_at"),
        whose=Whose(person="seen__member__person"),
        place=Place.SITE,
        law=_("APPI 29, enforcement rules 20 and 21"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i11"],
    ),
    Rule(
        id="provision.joining",
        dataset="provision.profiles",
        tables=["provision.Joining"],
        what=_("Unfinished registrations on a site"),
        since=_("the question"),
        period=Period(7),
        reason=_("Whoever has not confirmed their address by then registers anew."),
        overdue=dated(Joining, "asked_at"),
        whose=Whose(person="person"),
        shortest=Period(1),
        sentences=["a14-p1-i2"],
    ),
)
lasting("provision.wishes", _("as long as the consent"))
lasting("provision.profiles", _("as long as the consent"))
lasting("provision.records", _("as long as the membership"))
