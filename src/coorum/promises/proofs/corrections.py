"""Whether what was put right is in the evidence, and reached whoever had it (P10.2)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, none_of, number
from coorum.promises.proofs import looks

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
