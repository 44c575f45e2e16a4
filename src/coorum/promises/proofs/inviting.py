"""Whether nobody was invited from a list before it was declared from where the addresses are (P5.1)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, none_of, number
from coorum.promises.proofs import looks

UNDECLARED = """
SELECT count(*) FROM inviting_line l JOIN inviting_batch b ON b.id = l.batch_id
WHERE l.invited_at IS NOT NULL AND (b.told = '' OR NOT EXISTS (
  SELECT FROM ledger_entry e WHERE e.site_id = b.site_id AND e.kind = 'inviting.list.declared'
  AND e.subject = replace(b.id::text, '-', '') AND e.at <= l.invited_at + interval '1 minute'))
"""
#: Addresses that asked not to be invited, and whose invitation waits all the same.
STOPPED = """
SELECT count(*) FROM accounts_invitation i JOIN accounts_invitationstop s ON s.site_id = i.site_id
AND s.mark::text = left(encode(sha256(convert_to(i.site_id::text || ':' || lower(i.email), 'UTF8')), 'hex'), 32)::uuid::text
WHERE i.accepted_at IS NULL AND i.invited_at > s.stopped_at
"""


@looks("P5.1")
def lists_are_declared_first() -> Finding:
    """From where an operator has addresses, and on which ground it writes, is recorded before anybody is invited."""
    return none_of(
        UNDECLARED,
        kept=_("Each of the %(all)s people invited from lists was on one whose source was declared before."),
        broken=_("%(count)s people were invited from lists of unknown source."),
        all=number("SELECT count(*) FROM inviting_line WHERE invited_at IS NOT NULL"),
    )


@looks("P5.1")
def who_stopped_invitations_gets_none() -> Finding:
    """No invitation waits for an address that asked for no more of that community."""
    return none_of(
        STOPPED,
        kept=_("None of the %(all)s addresses that asked for no more invitations got another one."),
        broken=_("%(count)s addresses were invited although they had asked for no more."),
        all=number("SELECT count(*) FROM accounts_invitationstop"),
    )
