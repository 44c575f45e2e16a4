"""Whether operators have their records of receipt, and erase what was withdrawn (X8)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

INCOMPLETE = """
SELECT count(*) FROM provision_provision p LEFT JOIN consent_receipt c ON c.site_id = p.site_id AND c.id = p.receipt_id
WHERE c.id IS NULL OR cardinality(p.items) = 0 OR p.route = ''
   OR coalesce(p.recipient ->> 'legal_name', p.recipient ->> 'name', '') = ''
"""
UNASKED = """
SELECT count(*) FROM provision_provision p
WHERE p.closed_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM provision_lookedup s JOIN provision_lookup l ON l.site_id = s.site_id AND l.id = s.look_up_id
              WHERE s.site_id = p.site_id AND s.member_id = p.member_id AND l.act = 'export'
                AND l.made_at BETWEEN p.first_at AND p.closed_at)
  AND NOT EXISTS (SELECT 1 FROM provision_operatortask o
                  WHERE o.site_id = p.site_id AND o.provision_id = p.id AND o.kind = 'erase')
  AND p.closed_at > (SELECT min(applied) FROM django_migrations WHERE app = 'provision' AND name LIKE '%operator_tasks')
"""
LATE = "SELECT count(*) FROM provision_operatortask WHERE done_at IS NULL AND due_on < current_date"


@looks("X8")
def every_provision_can_be_taken_home_as_a_record() -> Finding:
    """Each provision has all that the operator's own record of receipt must say."""
    return none_of(
        INCOMPLETE,
        kept=_("The operators can take home a record of each of %(all)s provisions."),
        broken=_("%(count)s provisions lack what the operator's record must say."),
        all=number("SELECT count(*) FROM provision_provision"),
    )


@looks("X8")
def operators_are_asked_to_erase_what_was_withdrawn() -> Finding:
    """Who took data along in a file was told to erase it when consent was withdrawn; who is late is named as a risk."""
    found = none_of(
        UNASKED,
        kept=_("Every operator that took data along was asked to erase it, and none is late."),
        broken=_("%(count)s times an operator was not asked to erase what it took along."),
    )
    late = number(LATE)
    if found.verdict == Verdict.KEPT and late:
        return Finding(Verdict.AT_RISK, _("%(count)s tasks of operators are overdue."), {"count": late}, LATE)
    return found
