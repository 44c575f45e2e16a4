"""Whether systems of operators were told of anybody who did not agree to it (P9.1, P10.3)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, none_of, number
from coorum.promises.proofs import looks

OF_MEMBERS = (
    "SELECT count(*) FROM integrations_delivery WHERE subject = 'member' AND what <> 'deleted' AND attempts > 0"
)
#: Sent at a moment at which nothing was provided of the member. What was sent before a withdrawal is not kept.
WITHOUT_CONSENT = """
SELECT count(*) FROM integrations_delivery d
WHERE d.subject = 'member' AND d.what <> 'deleted' AND d.attempts > 0 AND NOT EXISTS (
  SELECT FROM provision_provision p WHERE p.site_id = d.site_id AND p.member_id = d.subject_id AND p.purpose = 'provide'
    AND p.first_at <= d.tried_at AND (p.closed_at IS NULL OR p.closed_at > d.tried_at))
"""


@looks("P9.1", "P10.3")
def webhooks_tell_of_whoever_agrees_and_of_nobody_else() -> Finding:
    """Each delivery about a member was sent while their consent was in force; that somebody is gone is told always."""
    return none_of(
        WITHOUT_CONSENT,
        kept=_("Each of %(all)s webhooks about members was sent while their consent was in force."),
        broken=_("%(count)s webhooks told of members who did not agree."),
        all=number(OF_MEMBERS),
    )
