"""Whether the end of an operator's contract is told in time, and ends what it should (P3.4, X6; obligations c-6)."""

from django.utils.translation import gettext_noop as _

from coorum.privacy.models import Closing
from coorum.promises.findings import Finding, none_of
from coorum.promises.proofs import looks

# Members are told thirty days ahead; an hour after the end nothing is provided; a month after it everything is deleted,
# unless a legal hold covers the community.
ASTRAY = """
SELECT count(*) FROM privacy_closing c WHERE c.phase <> 'called_off' AND (
    c.ends_at < c.begun_at + interval '30 days' - interval '1 minute'
    OR (c.phase IN ('notice', 'frozen', 'told', 'export') AND c.ends_at < now() - interval '1 hour')
    OR (c.phase NOT IN ('notice', 'frozen', 'told', 'export')
        AND EXISTS (SELECT FROM provision_provision p WHERE p.site_id = c.community_id AND p.closed_at IS NULL))
    OR (c.phase IN ('closed', 'returned') AND c.ends_at < now() - interval '31 days' AND NOT EXISTS (
        SELECT FROM privacy_legalhold h LEFT JOIN privacy_holdlifting l ON l.hold_id = h.id
        WHERE l.hold_id IS NULL AND (h.community_id IS NULL OR h.community_id = c.community_id)))
)
"""


@looks("P3.4", "X6")
def contracts_end_in_good_order() -> Finding:
    """Each end of a contract was told thirty days ahead, and what it ends has ended."""
    return none_of(
        ASTRAY,
        kept=_("Of %(all)s ends of operators' contracts, each was told thirty days ahead and goes by its days."),
        broken=_("%(count)s ends of operators' contracts do not go as they must."),
        all=Closing.objects.count(),
    )
