"""How long the privacy room keeps its own records (obligations b-4, b-5, b-9)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import AT_ONCE, Period, Rule, Unit, Whose, dated, lasting, register
from coorum.privacy.actions import destroying
from coorum.privacy.actions.proofs import destroy_proofs
from coorum.privacy.calendar import day_of
from coorum.privacy.erasure.kinds import ENDED as ERASURE_ENDED
from coorum.privacy.incidents.kinds import ENDED as INCIDENT_ENDED
from coorum.privacy.kinds import Step
from coorum.privacy.models import (
    Erasure,
    ErasureStep,
    FeePaper,
    GuardianAsk,
    GuardianCode,
    GuardianProof,
    Incident,
    IncidentStep,
    LegalHold,
    MailCode,
    Merge,
    OwnCopy,
    Package,
    Payment,
    ProofPaper,
    RetentionRun,
    RightsRequest,
    Transition,
    UnusedNotice,
)
from coorum.privacy.retention import unused
from coorum.privacy.rules import ENDED

THREE_YEARS = Period(3, Unit.YEARS)
SEVEN_YEARS = Period(7, Unit.YEARS)
_OF_REQUEST = Whose(person="request__person", address="request__address")


def _cases(limit: datetime) -> QuerySet[RightsRequest]:
    """Ended cases whose last step was before the limit; those that went to court are kept."""
    steps = Transition.objects.filter(request=OuterRef("id"))
    recent, in_court = steps.filter(made_at__gte=limit), steps.filter(step=Step.LITIGATE)
    return RightsRequest.objects.filter(Exists(steps), ~Exists(recent), ~Exists(in_court), state__in=ENDED)


def _payments(limit: datetime) -> QuerySet[Payment]:
    """Payments of cases of which nothing else is left, once every paper about them may go (each says until when).

    Without a paper nobody counted its tax period: then as long as the longest can be, a year and two months more.
    """
    steps = Transition.objects.filter(request=OuterRef("fee"))
    papers = FeePaper.objects.filter(payment=OuterRef("id"))
    kept = papers.filter(kept_until__gte=day_of(SEVEN_YEARS.after(limit)))
    unpapered = ~Exists(papers) & Q(paid_at__gte=Period(14, Unit.MONTHS).before(limit))
    return Payment.objects.filter(~Exists(steps), ~Exists(kept)).exclude(unpapered)


def _erasures(limit: datetime) -> QuerySet[Erasure]:
    """Erasures that are over, whose last step was before the limit; and wishes that nobody ever confirmed or dropped."""
    recent = ErasureStep.objects.filter(erasure=OuterRef("id"), made_at__gte=limit)
    return Erasure.objects.filter(~Exists(recent), state__in=ERASURE_ENDED, asked_at__lt=limit)


def _incidents(limit: datetime) -> QuerySet[Incident]:
    recent = IncidentStep.objects.filter(incident=OuterRef("id"), made_at__gte=limit)
    return Incident.objects.filter(~Exists(recent), phase__in=INCIDENT_ENDED)


register(
    Rule(
        id="privacy.guardian_asks",
        dataset="privacy.guardians",
        tables=["privacy.GuardianAsk"],
        what=_("Questions to guardians that led to nothing"),
        since=_("the 7 days to answer, and the 14 to go on once they agreed"),
        period=AT_ONCE,
        reason=_("Nobody was registered, so there is nothing to keep."),
        overdue=dated(GuardianAsk, "expires_at"),
        whose=Whose(person="person"),
        sentences=["a14-p1-i14"],
    ),
    Rule(
        id="privacy.guardian_codes",
        dataset="privacy.guardians",
        tables=["privacy.GuardianCode"],
        what=_("Codes to guardians"),
        since=_("their sending"),
        period=Period(1),
        reason=_("They serve for half an hour."),
        overdue=dated(GuardianCode, "sent_at"),
        whose=Whose(person="proof__person"),
    ),
    Rule(
        id="privacy.guardian_proofs",
        dataset="privacy.guardians",
        tables=["privacy.GuardianProof"],
        what=_("Proofs that a guardian agreed"),
        since=_("the day by which the child is 18, by what was last answered"),
        period=Period(1, Unit.YEARS),
        reason=_("To prove the consent while it can still be disputed."),
        overdue=dated(GuardianProof, "of_age_at"),
        whose=Whose(person="person"),
        shortest=Period(1, Unit.YEARS),
        sentences=["a14-p1-i15"],
    ),
    Rule(
        id="privacy.packages",
        dataset="privacy.requests",
        tables=["privacy.Package", "privacy.Finding"],
        what=_("Packages with what was disclosed"),
        since=_("the end of the 14 days in which they can be fetched"),
        period=AT_ONCE,
        reason=_("Who fetched one has it; a copy with us is a risk only."),
        overdue=dated(Package, "expires_at", dropped_at=None),
        let_go=destroying.drop_packages,
        whose=_OF_REQUEST,
    ),
    Rule(
        id="privacy.proofs",
        dataset="privacy.requests",
        tables=["privacy.ProofPaper"],
        what=_("Copies of identity documents and powers of attorney"),
        since=_("their arrival, where nobody could check them"),
        period=Period(30),
        reason=_("They go as soon as they were checked; what waits longer shows nothing any more."),
        overdue=dated(ProofPaper, "received_at", gone_at=None),
        let_go=destroy_proofs,
        whose=_OF_REQUEST,
    ),
    Rule(
        id="privacy.codes",
        dataset="privacy.requests",
        tables=["privacy.MailCode"],
        what=_("Codes sent to people without an account"),
        since=_("the sending"),
        period=Period(1),
        reason=_("They serve for half an hour; a day long their tries are counted."),
        overdue=dated(MailCode, "sent_at"),
        whose=_OF_REQUEST,
    ),
    Rule(
        id="privacy.cases",
        dataset="privacy.requests",
        tables=["privacy.RightsRequest", "privacy.Transition", "privacy.Decision", "privacy.Finding"],
        what=_("Records of answered requests"),
        since=_("the last step of the case"),
        period=THREE_YEARS,
        reason=_("To prove how a request was answered while claims can still be made."),
        overdue=_cases,
        let_go=destroying.destroy_cases,
        whose=Whose(person="person", address="address"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i12"],
    ),
    Rule(
        id="privacy.fees",
        dataset="privacy.fees",
        tables=["privacy.Fee", "privacy.Payment", "privacy.Waiver", "privacy.Refund", "privacy.FeePaper"],
        what=_("Papers of paid fees"),
        since=_("the end of the time for filing of the tax period"),
        period=SEVEN_YEARS,
        reason=_("Tax law makes us keep invoices."),
        overdue=_payments,
        let_go=destroying.destroy_payments,
        whose=Whose(person="fee__request__person", address="fee__request__address"),
        law=_("Corporate tax act, enforcement rule 59; consumption tax order 50 and 71"),
        shortest=SEVEN_YEARS,
        sentences=["a14-p3"],
    ),
    Rule(
        id="privacy.incidents",
        dataset="privacy.incidents",
        tables=["privacy.Incident", "privacy.IncidentStep", "privacy.IncidentReport", "privacy.IncidentPerson"],
        what=_("Files of incidents, near misses too"),
        since=_("the last step about the incident"),
        period=Period(5, Unit.YEARS),
        reason=_("To prove how an incident was handled, and to learn from it."),
        overdue=_incidents,
        let_go=destroying.destroy_incidents,
        whose=Whose(person="persons__person"),
        shortest=Period(5, Unit.YEARS),
        sentences=["a14-p3"],
    ),
    Rule(
        id="privacy.holds",
        dataset="privacy.holds",
        tables=["privacy.LegalHold", "privacy.HoldLifting"],
        what=_("Legal holds that were lifted"),
        since=_("the lifting"),
        period=THREE_YEARS,
        reason=_("To prove why something was not destroyed."),
        overdue=dated(LegalHold, "lifting__lifted_at"),
        whose=Whose(person="person"),
        shortest=THREE_YEARS,
        sentences=["a14-p3"],
    ),
)
register(
    Rule(
        id="privacy.runs",
        dataset="privacy.retention",
        tables=["privacy.RetentionRun", "privacy.RetentionCount"],
        what=_("Records of what was let go"),
        since=_("the run"),
        period=THREE_YEARS,
        reason=_("To show that time was kept; the counts stay in the evidence."),
        overdue=dated(RetentionRun, "began_at"),
        whose=Whose(nobody=True),
    )
)
register(
    Rule(
        id="privacy.erasures",
        dataset="privacy.erasures",
        tables=["privacy.Erasure", "privacy.ErasureStep", "privacy.ErasureAnswer", "privacy.ErasureManifest"],
        what=_("Records and proofs of erasures"),
        since=_("the last step of the erasure"),
        period=THREE_YEARS,
        reason=_("To prove what was erased while claims can still be made."),
        overdue=_erasures,
        let_go=destroying.destroy_erasures,
        whose=Whose(person="person"),
        shortest=THREE_YEARS,
        sentences=["a14-p1-i12"],
    ),
    Rule(
        id="privacy.own_copies",
        dataset="privacy.own_copies",
        tables=["privacy.OwnCopy"],
        what=_("Downloads of your own data"),
        since=_("the asking"),
        period=Period(24, Unit.HOURS),
        reason=_("Who fetched one has it; a copy with us is a risk only."),
        overdue=dated(OwnCopy, "asked_at"),
        let_go=destroying.destroy_copies,
        whose=Whose(person="person"),
    ),
)
register(
    Rule(
        id="privacy.merges",
        dataset="privacy.merges",
        tables=["privacy.Merge"],
        what=_("Records of accounts that became one"),
        since=_("the day they became one"),
        period=THREE_YEARS,
        reason=_("To find what was agreed to and provided under either, while claims can still be made."),
        overdue=dated(Merge, "done_at"),
        whose=Whose(person="from_person"),
        shortest=THREE_YEARS,
        sentences=["a14-p3"],
    )
)
lasting("privacy.retention", _("as long as the service"))
lasting("privacy.closings", _("as long as the service: it says what became of a community"))
register(
    Rule(
        id="accounts.unused",
        dataset="accounts.persons",
        tables=["accounts.Person"],
        what=_("Registrations long unused"),
        since=_("the last use (we write after 18 months, and a month before)"),
        period=unused.KEPT,
        reason=_("Who has not come for two years has no use for it."),
        overdue=unused.to_erase,
        let_go=unused.erase,
        whose=Whose(person="id"),
        sentences=["a14-p1-i4"],
    ),
    Rule(
        id="privacy.unused",
        dataset="privacy.unused",
        tables=["privacy.UnusedNotice"],
        what=_("Notices that an account is not used"),
        since=_("the notice"),
        period=Period(2, Unit.YEARS),
        reason=_("To show that somebody was told before their account went."),
        overdue=dated(UnusedNotice, "told_at"),
        whose=Whose(person="person"),
    ),
)
