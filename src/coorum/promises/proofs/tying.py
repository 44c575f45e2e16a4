"""Whether ids reach only those whom their person agreed to (P9.3; APPI 31)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Member
from coorum.base import outside
from coorum.base.errors import Refused
from coorum.base.ids import short
from coorum.base.scope import site_scope
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.sites import queries as sites

#: A host that nobody has, and that nobody agreed to (RFC 2606).
STRANGER = "https://canary.invalid/"
#: Records of ids that went out, and do not rest on a consent to exactly that.
UNASKED = """
SELECT count(*) FROM provision_provision p
LEFT JOIN consent_receipt r ON r.site_id = p.site_id AND r.id = p.receipt_id AND r.person_id = p.person_id
  AND r.event = 'given' AND r.made_at <= p.first_at
WHERE p.route = 'APPI 31' AND (r.id IS NULL OR p.items <> ARRAY['signed_in_id']::varchar[])
"""


@looks("P9.3")
def ids_went_out_on_consent_alone() -> Finding:
    """Each record of an id that went out names the consent to exactly that."""
    return none_of(
        UNASKED,
        kept=_("%(all)s members agreed that an operator may know them again by an id; nobody else's went out."),
        broken=_("%(count)s ids went out without a consent to that."),
        all=number("SELECT count(DISTINCT (site_id, person_id)) FROM provision_provision WHERE route = 'APPI 31'"),
    )


@tries("P9.3")
def an_id_goes_to_nobody_without_consent() -> Finding:
    """The ids and the address of an invented member are to go to a stranger and to the operator's own website."""
    place = next(iter(sites.all_sites()), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        member = invented_member()
        attempts = [
            f"{to}?u={mark}" for to in (STRANGER, place.operator.website or STRANGER) for mark in _marks(member)
        ]
        out = sum(_gets_out(address) for address in attempts)
    facts = {"all": len(attempts), "count": out}
    if out:
        return Finding(Verdict.BROKEN, _("%(count)s of %(all)s addresses with somebody's id in them got out."), facts)
    return Finding(
        Verdict.KEPT, _("%(all)s addresses with an invented member's ids in them were to go out, and none did."), facts
    )


def _marks(member: Member) -> list[str]:
    person = member.person
    return [str(member.id), short(member.id), person.id.hex, member.ledger_ref, person.ledger_ref, person.email]


def _gets_out(address: str) -> bool:
    try:
        outside.ensure_may_carry(address)
    except Refused:
        return False
    return True
