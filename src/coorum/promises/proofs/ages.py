"""Whether children take part with a guardian's consent only, wherever a community asks how old people are (X5)."""

from django.utils.translation import gettext_noop as _

from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

SITES = "SELECT count(*) FROM sites_agerule"
#: Members who joined where it is asked, since it is asked, and of whom nobody knows the band.
UNASKED = """
SELECT count(*) FROM accounts_member m JOIN sites_agerule r ON r.community_id = m.site_id AND m.joined_at >= r.since
WHERE NOT m.has_left AND NOT EXISTS (SELECT FROM accounts_age a WHERE a.person_id = m.person_id)
"""
WAITING = """
SELECT count(*) FROM accounts_member m JOIN sites_agerule r ON r.community_id = m.site_id
WHERE NOT m.has_left AND NOT EXISTS (SELECT FROM accounts_age a WHERE a.person_id = m.person_id)
"""
#: Consents in force of somebody of 15 or younger, on any site, that no guardian gave, or whose proof is not there.
ALONE = """
SELECT count(*) FROM consent_consent c JOIN accounts_age a ON a.person_id = c.person_id AND a.band = 'under_16'
JOIN consent_receipt t ON t.site_id = c.site_id AND t.id = c.receipt_id
WHERE t.document ->> 'given_by' IS DISTINCT FROM 'guardian' OR NOT EXISTS (
  SELECT FROM privacy_guardianproof p WHERE p.person_id = c.person_id AND p.community_id = c.site_id
  AND p.withdrawn_at IS NULL AND p.commitment = t.document #>> '{guardian,commitment}')
"""
CHILDREN = "SELECT count(*) FROM accounts_age WHERE band = 'under_16'"
#: Questions to guardians beyond their time; the hourly run lets them go.
OUTLIVING = """
SELECT count(*) FROM privacy_guardianask WHERE expires_at < now() - interval '2 hours'
   OR expires_at > coalesce(agreed_at, now()) + interval '15 days'
"""
OPEN = """
SELECT count(*) FROM accounts_member m JOIN accounts_age a ON a.person_id = m.person_id
WHERE a.band <> 'adult' AND NOT m.has_left AND NOT m.is_private
"""


def _where_asked(finding: Finding) -> Finding:
    """The finding; not measured where nobody asks, and nobody is known to be under age."""
    if finding.verdict is Verdict.KEPT and not number(SITES) and not number(CHILDREN):
        return Finding(Verdict.NOT_MEASURED, _("No community here asks for age bands, so nobody's is known."))
    return finding


@looks("X5")
def whoever_joins_is_asked_first() -> Finding:
    """Of everybody who joined a community since it asks for age bands, the band is known."""
    return _where_asked(
        none_of(
            UNASKED,
            kept=_(
                "Whoever joined one of the %(sites)s communities that ask said which age band they are in; %(waiting)s members "
                "of before are asked when they sign in next."
            ),
            broken=_("%(count)s people joined a community that asks for age bands, and nobody asked them."),
            sites=number(SITES),
            waiting=number(WAITING),
        )
    )


@looks("X5")
def children_have_a_guardian() -> Finding:
    """Each consent in force of somebody of 15 or younger was given by a guardian, and the proof of it is there."""
    return _where_asked(
        none_of(
            ALONE,
            kept=_("Of %(all)s people of 15 or younger everything in force was agreed to by a guardian, and proven."),
            broken=_(
                "%(count)s consents of people of 15 or younger are in force without a guardian's, or without its proof."
            ),
            all=number(CHILDREN),
        )
    )


@looks("X5")
def questions_to_guardians_end() -> Finding:
    """No question to a guardian, and neither address in it, outlives its time."""
    return _where_asked(
        none_of(
            OUTLIVING,
            kept=_("No question to a guardian is kept beyond its time."),
            broken=_("%(count)s questions to guardians are kept beyond their time."),
        )
    )


@looks("X5")
def minors_are_private() -> Finding:
    """Of nobody under 18 others see more than a name."""
    return _where_asked(
        none_of(
            OPEN,
            kept=_("Others see a name and nothing more of every member who is known to be under 18."),
            broken=_("Others see the profile of %(count)s members who are under 18."),
        )
    )
