"""Whether those who act for others show that they may, and whether the person is heard (P10.5, X5)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, none_of, number
from coorum.promises.proofs import looks

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
