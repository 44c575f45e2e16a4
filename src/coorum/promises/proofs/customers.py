"""Whether no more is taken from operators' websites than was said, and none is believed that cannot sign (P2.2)."""

from secrets import token_urlsafe

from django.utils.translation import gettext_noop as _

from coorum.customers import payload
from coorum.customers.kinds import ALLOWED_CLAIMS
from coorum.linking.tokens import Untrue
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.proofs import looks, tries

#: Links, and registrations on their way to one, that keep more than is allowed.
TOO_MUCH = """
SELECT count(*) FROM (SELECT claims_kept FROM customers_link UNION ALL SELECT claims_kept FROM customers_wish) taken
WHERE NOT claims_kept::text[] <@ ARRAY[{claims}]
"""
#: Links of which no evidence says when they were made, from where, and what was kept.
UNTOLD = """
SELECT count(*) FROM customers_link l
JOIN accounts_member m ON m.site_id = l.site_id AND m.id = l.member_id WHERE NOT EXISTS (
  SELECT FROM ledger_entry e WHERE e.kind = 'customers.acquisition' AND e.site_id = l.site_id AND e.subject = m.ledger_ref
  AND e.at BETWEEN l.linked_at - interval '1 minute' AND l.linked_at + interval '1 minute')
"""
LINKS = "SELECT count(*) FROM customers_link"


@looks("P2.2")
def no_more_is_kept_of_a_customer() -> Finding:
    """Of an operator's answer only the customer ID, and the address they registered with, are kept."""
    return none_of(
        TOO_MUCH.format(claims=quoted(ALLOWED_CLAIMS)),
        kept=_("Of %(all)s linked customer IDs nothing is kept but %(allowed)s."),
        broken=_("%(count)s linked customer IDs keep more than was said."),
        all=number(LINKS),
        allowed=", ".join(ALLOWED_CLAIMS),
    )


@looks("P2.2")
def every_customer_link_has_its_evidence() -> Finding:
    """When a customer ID was linked, its source and what was kept were written down."""
    return none_of(
        UNTOLD,
        kept=_("Source and what was kept are in the evidence of all %(all)s linked customer IDs."),
        broken=_("%(count)s linked customer IDs have no evidence of what was taken from where."),
        all=number(LINKS),
    )


@tries("P2.2")
def a_payload_of_nobodys_is_not_believed() -> Finding:
    """One signed with another secret, and one whose words were changed afterwards, are tried as anybody could."""
    ours, said = token_urlsafe(32), {"nonce": "n", "external_id": "C-1001"}
    forged = payload.packed(said, token_urlsafe(32))
    changed = {**payload.packed(said, ours), "sso": payload.packed({**said, "external_id": "C-9999"}, ours)["sso"]}
    believed = sum(_is_believed(one, ours) for one in (forged, changed))
    if believed:
        return Finding(Verdict.BROKEN, _("%(count)s forged payloads were believed."), {"count": believed})
    return Finding(Verdict.KEPT, _("Forged payloads of operators' websites are not believed."))


def _is_believed(answer: dict[str, str], secret: str) -> bool:
    try:
        payload.read(answer, [secret])
    except Untrue:
        return False
    return True
