"""Whether requests are answered in time, by the right people, for the lawful fee (P10)."""

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.privacy.actions import ask_as_guest
from coorum.privacy.kinds import WITH_FEE, Kind, State
from coorum.privacy.models import RightsRequest
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.stretches import Stretch

DAYS = 14
FINISHED = (State.CLOSED, State.WITHDRAWN, State.LINKED, State.FORWARDED, State.DELIVERED, State.IDENTITY_FAILED)
UNPROVED = (*FINISHED, State.RECEIVED, State.IDENTITY_PENDING)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


LATE = f"""
SELECT count(*) FROM privacy_rightsrequest r
WHERE r.state NOT IN ({_listed(FINISHED)}) AND r.received_at < now() - interval '{DAYS + 1} days'
AND NOT EXISTS (SELECT 1 FROM privacy_decision d WHERE d.request_id = r.id)
"""  # noqa: S608  words of ours
UNLAWFUL = f"""
SELECT (SELECT count(*) FROM privacy_fee f JOIN privacy_rightsrequest r ON r.id = f.request_id
          WHERE r.kind NOT IN ({_listed(WITH_FEE)}) OR f.kind <> r.kind OR f.amount <> 3000)
     + (SELECT 2 - count(*) FROM pg_constraint WHERE conname IN ('fee_lawful_kind', 'fee_of_its_kind') AND convalidated)
"""  # noqa: S608  words of ours
STRANGERS = f"""
SELECT count(*) FROM privacy_rightsrequest r
WHERE r.state NOT IN ({_listed(UNPROVED)}) AND NOT EXISTS (SELECT 1 FROM privacy_identification i WHERE i.request_id = r.id)
"""  # noqa: S608  words of ours
ALONE = """
SELECT count(*) FROM privacy_decision d JOIN privacy_rightsrequest r ON r.id = d.request_id
LEFT JOIN privacy_review v ON v.decision_id = d.id AND v.agreed
WHERE d.outcome IN ('refused', 'partial') AND r.state IN ('decided', 'delivered', 'closed') AND d.id = (
  SELECT l.id FROM privacy_decision l WHERE l.request_id = r.id ORDER BY l.decided_at DESC LIMIT 1)
AND (d.ground = '' AND NOT EXISTS (
    SELECT 1 FROM privacy_redaction x JOIN privacy_finding f ON f.id = x.finding_id WHERE f.request_id = r.id)
  OR v.decision_id IS NULL OR v.reviewed_by = d.decided_by AND NOT v.waived)
"""
UNSHOWN = """
SELECT count(*) FROM (SELECT DISTINCT site_id, person_id FROM provision_provision WHERE id >= :first_id) p
WHERE NOT EXISTS (SELECT 1 FROM provision_reach r WHERE r.person_id = p.person_id AND r.community_id = p.site_id)
"""
UNRECEIPTED = """
SELECT (SELECT count(*) FROM privacy_payment p JOIN privacy_fee f ON f.request_id = p.fee_id
          WHERE f.tax <> f.amount * f.tax_rate / (100 + f.tax_rate) OR p.reference = '' OR p.paid_at < f.quoted_at
             OR NOT EXISTS (SELECT 1 FROM privacy_feepaper w WHERE w.payment_id = p.id AND w.kind <> 'return'))
     + (SELECT count(*) FROM privacy_refund r WHERE r.returned_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM privacy_feepaper w WHERE w.payment_id = r.payment_id AND w.kind = 'return'))
"""
FORGED = """
SELECT (SELECT count(*) FROM (
          SELECT w.*, lag(sha256) OVER numbered AS before, lag(place) OVER numbered AS place_before
          FROM privacy_feepaper w WINDOW numbered AS (PARTITION BY year ORDER BY place)) w
        WHERE w.sha256 <> encode(sha256(convert_to(w.content, 'UTF8')), 'hex')
           OR w.place_before IS NOT NULL AND (w.place <> w.place_before + 1 OR w.previous <> w.before)
           OR w.content::jsonb ->> 'payer' <> w.payer OR (w.content::jsonb ->> 'amount')::int <> w.amount
           OR w.content::jsonb ->> 'day' <> w.day::text
           OR NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.key = w.id AND e.kind = 'privacy.paper.issued'))
     + (SELECT count(*) FROM privacy_series s
        WHERE s.last <> coalesce((SELECT max(place) FROM privacy_feepaper w WHERE w.year = s.year), s.last))
     + (SELECT 4 - count(*) FROM pg_trigger t WHERE t.tgname = 'stays' AND t.tgenabled = 'O' AND t.tgrelid IN (
          to_regclass('privacy_feepaper'), to_regclass('privacy_payment'), to_regclass('privacy_refund'),
          to_regclass('privacy_waiver')))
"""
UNPROVED_AGENTS = """
SELECT count(*) FROM privacy_agency a JOIN privacy_identification i ON i.request_id = a.request_id
WHERE a.told_at IS NULL OR i.method <> 'papers'
   OR (SELECT count(DISTINCT p.kind) FROM privacy_proofpaper p JOIN privacy_proofcheck c ON c.paper_id = p.id
       WHERE p.request_id = a.request_id) < 2
   OR NOT EXISTS (SELECT 1 FROM privacy_agencywaiver w WHERE w.agency_id = a.request_id) AND (
       EXISTS (SELECT 1 FROM privacy_delivery d WHERE d.request_id = a.request_id AND d.delivered_at < a.waits_until)
       OR EXISTS (SELECT 1 FROM privacy_transition t WHERE t.request_id = a.request_id AND t.made_at < a.waits_until
                  AND t.step IN ('fix', 'stop', 'erase', 'stop_provision')))
"""
#: A guardian's request that went on in spite of the person's no, by the word of one officer alone.
OVERRULED_ALONE = """
SELECT count(*) FROM privacy_agencyobjection o JOIN privacy_agencywaiver w ON w.agency_id = o.agency_id
JOIN privacy_decision d ON d.request_id = o.agency_id AND d.decided_by = w.waived_by
  AND d.decided_at > o.objected_at AND d.outcome NOT IN ('refused', 'leave', 'substitute', 'reject')
"""
OUTLIVING = """
SELECT count(*) FROM privacy_proofpaper p LEFT JOIN privacy_identification i ON i.request_id = p.request_id
WHERE p.gone_at IS NULL AND (p.received_at < now() - interval '31 days'
  OR p.received_at < i.verified_at AND i.method = 'papers')
  OR p.gone_at IS NOT NULL AND p.file <> ''
"""
UNHEARD_GUARDIANS = """
SELECT count(*) FROM privacy_agency a JOIN privacy_rightsrequest r ON r.id = a.request_id
JOIN privacy_transition t ON t.request_id = r.id AND t.step IN ('stop', 'erase')
WHERE a.kind IN ('parent', 'guardian') AND EXISTS (
  SELECT 1 FROM provision_provision v
  WHERE v.person_id = a.person_id AND v.closed_at IS NULL AND v.first_at < t.made_at
    AND (r.community_id IS NULL OR v.site_id = r.community_id))
"""
#: Cases that were put right since corrections are written down: each has its correction, and one entry of its own.
UNEVIDENCED = """
WITH told AS (SELECT refs::jsonb ->> 'toward' AS request, count(*) AS entries FROM ledger_entry
              WHERE kind = 'privacy.fact.corrected' GROUP BY 1)
SELECT count(*) FROM privacy_transition t
LEFT JOIN privacy_correction c ON c.request_id = t.request_id
LEFT JOIN told ON told.request = replace(t.request_id::text, '-', '')
WHERE t.step = 'fix' AND (c.request_id IS NULL OR told.entries IS DISTINCT FROM 1)
AND t.made_at > (SELECT min(applied) FROM django_migrations WHERE app = 'privacy' AND name LIKE '%corrections')
"""
#: Whoever the case is about: the one who asked, or for whom an agent did.
UNTOLD = """
SELECT count(*) FROM privacy_correction c
JOIN privacy_transition t ON t.request_id = c.request_id AND t.step = 'fix'
JOIN privacy_rightsrequest r ON r.id = c.request_id
LEFT JOIN privacy_agency a ON a.request_id = r.id
JOIN provision_provision v ON v.person_id = CASE WHEN a.request_id IS NULL THEN r.person_id ELSE a.person_id END
  AND v.purpose = 'provide' AND c.item = ANY(v.items)
  AND v.first_at < t.made_at AND (v.closed_at IS NULL OR v.closed_at > t.made_at)
  AND (r.community_id IS NULL OR v.site_id = r.community_id)
WHERE NOT EXISTS (SELECT 1 FROM provision_operatortask o
  WHERE o.site_id = v.site_id AND o.provision_id = v.id AND o.kind = 'correct' AND c.item = ANY(o.items)
    AND o.asked_at BETWEEN t.made_at - interval '10 minutes' AND t.made_at + interval '10 minutes')
"""
EDITABLE = """
SELECT 1 - count(*) FROM pg_trigger t
WHERE t.tgrelid = to_regclass('privacy_transition') AND t.tgname = 'stays' AND t.tgenabled = 'O'
"""


@looks("P10.1")
def nobody_waits_longer_than_promised() -> Finding:
    """Every request that is ours to answer was decided within fourteen days of its arrival."""
    return none_of(
        LATE,
        kept=_("None of %(all)s requests waits for an answer longer than 14 days."),
        broken=_("%(count)s requests have waited longer than 14 days."),
        all=number("SELECT count(*) FROM privacy_rightsrequest"),
    )


@looks("P10.5")
def nobody_is_answered_without_being_known() -> Finding:
    """No request went on before we had made sure who asks."""
    return none_of(
        STRANGERS,
        kept=_("No request was taken up before it was clear who asked."),
        broken=_("%(count)s requests were taken up without knowing who asked."),
    )


@looks("P10.5")
def agents_show_their_papers_and_the_person_is_told() -> Finding:
    """Whoever asks for another had their papers checked, the person was told, and nothing went out before they could say no."""
    return none_of(
        UNPROVED_AGENTS,
        kept=_("Of %(all)s requests for somebody else none went on without papers, or before the person was told."),
        broken=_("%(count)s requests for somebody else went on without papers, or before the person was told."),
        all=number("SELECT count(*) FROM privacy_agency"),
    )


@looks("P10.5")
def a_no_is_not_overruled_by_one_officer_alone() -> Finding:
    """Where somebody objected to their guardian's request, one officer said why to go on, and another decided."""
    return none_of(
        OVERRULED_ALONE,
        kept=_("Of %(all)s objections to an agent none was overruled by one officer alone."),
        broken=_("%(count)s objections to an agent were overruled by one officer alone."),
        all=number("SELECT count(*) FROM privacy_agencyobjection"),
    )


@looks("P10.5")
def no_document_outlives_its_check() -> Finding:
    """Copies of identity documents are gone once they were checked, and after thirty days at the latest."""
    return none_of(
        OUTLIVING,
        kept=_("Of %(all)s documents that were sent none is kept longer than needed."),
        broken=_("%(count)s documents are kept longer than needed."),
        all=number("SELECT count(*) FROM privacy_proofpaper"),
    )


@looks("X5")
def guardians_are_heard() -> Finding:
    """Where a guardian's request was granted, no operator gets the data any more."""
    return none_of(
        UNHEARD_GUARDIANS,
        kept=_("Wherever a guardian had the use stopped, no operator gets the data any more."),
        broken=_("In %(count)s cases an operator still gets the data although a guardian had it stopped."),
    )


@looks("P10.2")
def corrections_stand_in_the_evidence() -> Finding:
    """Each case that was put right says what of, and has exactly one entry of its own."""
    return none_of(
        UNEVIDENCED,
        kept=_("Each of %(all)s cases that were put right has its entry in the evidence."),
        broken=_("%(count)s cases that were put right do not have their entry in the evidence."),
        all=number("SELECT count(*) FROM privacy_transition WHERE step = 'fix'"),
    )


@looks("P10.2")
def corrections_go_downstream() -> Finding:
    """Every operator that held the item, of whoever the case was about, was told."""
    return none_of(
        UNTOLD,
        kept=_("Operators that had received it were told of each of %(all)s corrections."),
        broken=_("Of %(count)s corrections an operator that has the item was not told."),
        all=number("SELECT count(*) FROM privacy_correction"),
    )


@looks("P10.6")
def refusals_name_their_ground_and_were_looked_over() -> Finding:
    """What was answered with less than was asked has a ground, and a second person's word or a recorded waiver."""
    return none_of(
        ALONE,
        kept=_("Every refusal names its ground and was looked over by a second person, or says why not."),
        broken=_("%(count)s refusals lack their ground or a second person's word."),
    )


@looks("P10.6", "P10.1")
def the_steps_of_a_case_cannot_be_edited() -> Finding:
    """The trigger that keeps the steps of cases as they were is in place."""
    return none_of(
        EDITABLE,
        kept=_("The steps of a case cannot be edited, and not be deleted for three years."),
        broken=_("The steps of cases could be edited."),
    )


@looks("P10.7")
def fees_are_asked_for_the_lawful_kinds_only() -> Finding:
    """A fee stands on disclosure, provision records and purpose notices alone, is 3,000 yen, and the database sees to it."""
    return none_of(
        UNLAWFUL,
        kept=_("All %(all)s fees are for the three kinds that may cost something, and the database refuses any other."),
        broken=_("%(count)s fees, or their bounds in the database, are not as promised."),
        all=number("SELECT count(*) FROM privacy_fee"),
    )


@follows("P10.4")
def records_of_provision_can_be_seen_by_their_person(stretch: Stretch) -> Finding:
    """Whoever's data was provided finds the record on their own page."""
    return none_of(
        UNSHOWN,
        kept=_("Everybody whose data was provided finds the records on their own page."),
        broken=_("%(count)s people do not find a record about them."),
        stretch=stretch,
    )


@looks("P10.8")
def payments_have_their_receipts() -> Finding:
    """Each payment has its number, its tax rounded down once, and a moment after the fee was told."""
    count = number("SELECT count(*) FROM privacy_payment")
    if not count:
        return Finding(Verdict.KEPT, _("Nothing was paid yet, so no receipt is owed."))
    return none_of(
        UNRECEIPTED,
        kept=_("All %(all)s payments have a receipt with the right tax, and what went back has its own."),
        broken=_("%(count)s payments have no proper receipt."),
        all=count,
    )


@looks("P10.8")
def receipts_are_as_they_were_issued() -> Finding:
    """Numbers follow without gaps, each text fits its hash and its evidence, and the database refuses edits."""
    return none_of(
        FORGED,
        kept=_("All %(all)s receipts are as they were issued: numbered without gaps, and nobody can edit them."),
        broken=_("%(count)s receipts, or what keeps them from being edited, are not as they should be."),
        all=number("SELECT count(*) FROM privacy_feepaper"),
    )


@tries("P1.1")
def people_without_an_account_can_ask() -> Finding:
    """Somebody who never registered asks to see their data: a case is opened for their address, with both clocks."""
    with provider_scope():
        before = clock.now()
        case = ask_as_guest("canary@canary.invalid", kind=Kind.DISCLOSURE, words="点検 / A check", language="ja")
        opened = RightsRequest.objects.filter(id=case.id, person=None, received_at__gte=before).exists()
    if not opened:
        return Finding(Verdict.BROKEN, _("Somebody without an account asked for their data, and no case was opened."))
    return Finding(
        Verdict.KEPT, _("Somebody without an account asked for their data, to try it out: a case was opened for them.")
    )
