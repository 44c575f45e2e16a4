"""How long consents and their receipts are kept: as long as anything rests on them, and three years after (b-3)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, lasting, register, through, unreferred
from coorum.consent.models import Consent, Receipt, VersionAnswer

THREE_YEARS = Period(3, Unit.YEARS)


def _receipts(limit: datetime) -> QuerySet[Receipt]:
    """Receipts of consents that ended before the limit, and on which no record of provision rests."""
    same = {name: OuterRef(name) for name in ("site", "person", "kind", "topic")}
    rests = Consent.objects.filter(**same)
    later = Receipt.objects.filter(made_at__gte=limit, **same)
    return Receipt.objects.filter(~Exists(rests), ~Exists(later), *unreferred(Receipt), made_at__lt=limit)


def _answers(limit: datetime) -> QuerySet[VersionAnswer]:
    """Answers in whose place the person gave another, to a later version of the same document, before the limit."""
    newer = VersionAnswer.objects.filter(
        person=OuterRef("person"),
        version__kind=OuterRef("version__kind"),
        made_at__gt=OuterRef("made_at"),
        made_at__lt=limit,
    )
    return VersionAnswer.objects.filter(Exists(newer), *unreferred(VersionAnswer), made_at__lt=limit)


register(
    Rule(
        id="consent.receipts",
        dataset="consent.consents",
        tables=["consent.Receipt"],
        what=_("Records of consents and their withdrawal"),
        since=_("the end of the handling that rests on the consent"),
        period=THREE_YEARS,
        reason=_("To prove what was agreed to while claims can still be made."),
        overdue=_receipts,
        let_go=through("consent_receipt_let_go"),
        whose=Whose(person="person"),
        place=Place.SITE,
        law=_("Follows the records of provision (APPI 29)"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i10"],
    ),
    Rule(
        id="consent.answers",
        dataset="consent.consents",
        tables=["consent.VersionAnswer"],
        what=_("Answers to versions of the policy"),
        since=_("the next answer in their place"),
        period=THREE_YEARS,
        reason=_("To prove what was agreed to while claims can still be made."),
        overdue=_answers,
        let_go=through("consent_versionanswer_let_go"),
        whose=Whose(person="person"),
        law=_("Follows the records of provision (APPI 29)"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i10"],
    ),
)
lasting("consent.consents", _("consents in force as long as they are, published versions for good"))
