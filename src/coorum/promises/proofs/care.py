"""Whether what calls for special care is kept out of what we collect (P5.2)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts import actions
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.enquiries import actions as enquiries
from coorum.enquiries.kinds import Kind
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


@tries("P5.2")
def what_calls_for_care_is_noticed_in_enquiries() -> Finding:
    """An invented writer sends an illness and both numbers by the form, and both numbers by mail."""
    with provider_scope():
        taken = [code for text, code in WRITTEN.items() if not _is_turned_back(text, code)]
        kept = _kept_of_a_mail()
    if taken or any(character.isdigit() for character in kept):
        return Finding(Verdict.BROKEN, _("An enquiry took a number, or an illness unasked."))
    return Finding(
        Verdict.KEPT,
        _("An illness and numbers were sent by the form to try it out, and not taken; numbers in a mail were covered."),
    )


def _is_turned_back(text: str, code: str) -> bool:
    try:
        enquiries.write_to_us(None, kind=Kind.OTHER, subject="", words=text, address="canary@mail.example")
    except Refused as refusal:
        if refusal.code == code:
            return True
        raise
    return False


def _kept_of_a_mail() -> str:
    """What is kept of a mail that consists of numbers."""
    numbers = " / ".join(text for text, code in WRITTEN.items() if code != "needs_care")
    raw = f"From: canary@mail.example\r\nAuto-Submitted: auto-generated\r\n\r\n{numbers}\r\n".encode()
    arrival = enquiries.receive_mail(raw, place=f"canary:{new_id()}", claimed_at=clock.now())
    return arrival.message.words if arrival.message else numbers


def _is_refused(member: Member, text: str, code: str) -> bool:
    try:
        actions.change_profile(member, display_name="Canary", bio=text)
    except Refused as refusal:
        if refusal.code == code:
            return True
        raise
    return False
