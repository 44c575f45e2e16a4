"""Whether anything leaves under another name than a person's own consent: statistics, "anonymous" data (P9.5, P9.6)."""

from django.utils.translation import gettext_noop as _

from coorum.base import outside
from coorum.consent.purposes import PURPOSES
from coorum.promises.findings import Finding, Verdict, number
from coorum.promises.proofs import follows
from coorum.promises.stretches import Stretch

#: Provisions that are not those of one person who agreed to be provided.
OTHERS = """
SELECT count(*) FROM provision_provision p WHERE p.id >= :first_id AND (
  p.purpose NOT IN ('provide', 'advertise') OR p.person_id IS NULL
  OR NOT EXISTS (SELECT FROM consent_receipt r WHERE r.site_id = p.site_id AND r.id = p.receipt_id
    AND r.kind = CASE p.purpose WHEN 'advertise' THEN 'advertising' ELSE 'provision' END))
"""
#: Under these, were they on the list, statistics or data without names could be made for others (policy 3(3)).
NOT_YET = {"statistics", "analyse", "measure"}


@follows("P9.5", "P9.6")
def nothing_leaves_but_profiles_of_who_agreed(stretch: Stretch) -> Finding:
    """All ways out are those of single persons who agreed, or of processors under contract; no purpose allows another."""
    query = stretch.of(OTHERS)
    others, listed = number(query), sorted(NOT_YET & {one.id for one in PURPOSES})
    facts = {
        "count": others,
        "listed": ", ".join(listed),
        "all": number("SELECT count(*) FROM provision_provision"),
        "services": sum(one.is_used for one in outside.services()),
    }
    if others or listed:
        sentence = _(
            "%(count)s provisions are not those of one person who agreed, or a purpose allows them: %(listed)s."
        )
        return Finding(Verdict.BROKEN, sentence, facts, query)
    sentence = _(
        "All %(all)s provisions so far were of one person each, who had agreed. Nothing else leaves but through %(services)s "
        "services under contract; no statistics and no data without names were given to anybody."
    )
    return Finding(Verdict.KEPT, sentence, facts, query)
