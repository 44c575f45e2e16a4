"""Whether what calls for special care is kept out of what we collect (P5.2)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts import actions
from coorum.accounts.models import Member
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.promises.findings import Finding, Verdict
from coorum.promises.proofs import tries
from coorum.promises.proofs.canaries import invented_member
from coorum.sites import queries as sites

#: What an invented member writes about themselves, and how it must be refused.
WRITTEN = {
    "うつ病で通院中です": "needs_care",
    "6214 9832 0257": "individual_number",
    "4111 1111 1111 1111": "card_number",
}


@tries("P5.2")
def what_calls_for_care_is_noticed_in_profiles() -> Finding:
    """An invented member writes an illness, an Individual Number and the number of a card into their profile."""
    place = next(iter(sites.all_sites()), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        member = invented_member()
        taken = [code for text, code in WRITTEN.items() if not _is_refused(member, text, code)]
    if taken:
        return Finding(
            Verdict.BROKEN, _("A profile took what it must not take unasked: %(taken)s."), {"taken": ", ".join(taken)}
        )
    return Finding(
        Verdict.KEPT,
        _(
            "An illness, an Individual Number and the number of a card were written into a profile to try it out, and not taken."
        ),
    )


def _is_refused(member: Member, text: str, code: str) -> bool:
    try:
        actions.change_profile(member, display_name="Canary", bio=text)
    except Refused as refusal:
        if refusal.code == code:
            return True
        raise
    return False
