"""Whether what calls for special care is kept out of what we collect, and apart where it came unasked (P5.2)."""

from email.message import EmailMessage
from typing import Any

from django.utils.translation import gettext_noop as _

from coorum.accounts import actions
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.retention import Period, rules
from coorum.base.scope import provider_scope, site_scope
from coorum.enquiries import actions as enquiries
from coorum.enquiries.care import queries
from coorum.enquiries.kinds import Kind
from coorum.privacy.retention import engine
from coorum.promises.findings import Finding, Verdict, number
from coorum.promises.proofs import looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.sites import queries as sites

#: What an invented member writes about themselves, and how it must be refused.
WRITTEN = {
    "うつ病で通院中です": "needs_care",
    "6214 9832 0257": "individual_number",
    "4111 1111 1111 1111": "card_number",
}
ILLNESS = "うつ病で通院中です"
FILES = [("text/plain", "canary.txt"), ("image/png", "canary.png")]


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


UNSETTLED = """
SELECT (SELECT count(*) FROM enquiries_held h LEFT JOIN enquiries_helddecision d ON d.held_id = h.id
          WHERE (h.content IS NULL) <> (d.held_id IS NOT NULL))
     + (SELECT count(*) FROM enquiries_helddecision d JOIN enquiries_held h ON h.id = d.held_id
          WHERE d.outcome = 'agreed' AND (h.asked_at IS NULL OR d.officer_id IS NOT NULL)
             OR d.outcome = 'harmless' AND NOT EXISTS (SELECT 1 FROM enquiries_heldlook l
                  WHERE l.held_id = d.held_id AND l.officer_id = d.officer_id AND l.made_at <= d.made_at))
     + (SELECT count(*) FROM enquiries_helddecision d JOIN enquiries_held h ON h.id = d.held_id
          JOIN enquiries_attachment a ON a.id = h.attachment_id
          WHERE d.outcome NOT IN ('agreed', 'harmless') AND a.file <> '')
     + greatest(0, (SELECT count(*) FROM enquiries_helddecision)
          - (SELECT count(*) FROM ledger_entry WHERE kind = 'enquiries.care.decided'))
     + (SELECT 3 - count(*) FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND (tgname, tgrelid) IN (
          ('stays', 'enquiries_helddecision'::regclass), ('stays', 'enquiries_heldlook'::regclass),
          ('emptied_stays', 'enquiries_held'::regclass)))
"""


@looks("P5.2")
def what_is_kept_apart_is_emptied_by_a_decision() -> Finding:
    """What came unasked waits for its day only, is gone or given back with a decision, and each decision has its grounds."""
    rule = next(one for one in rules() if one.id == "enquiries.care")
    forgotten, late = engine.due(rule, grace=Period(1)).count(), queries.late().count()
    facts = {"all": number("SELECT count(*) FROM enquiries_held"), "waiting": queries.waiting().count(), "count": late}
    wrong = forgotten + number(UNSETTLED)
    if wrong:
        return Finding(
            Verdict.BROKEN,
            _("%(count)s things that came unasked are kept without a decision, or against one."),
            {**facts, "count": wrong},
        )
    if late:
        return Finding(
            Verdict.AT_RISK, _("%(count)s things that are kept apart should have been decided about."), facts
        )
    return Finding(
        Verdict.KEPT,
        _("Of %(all)s things that came unasked, %(waiting)s wait for their day; all others are decided."),
        facts,
    )


@tries("P5.2")
def what_calls_for_care_in_a_mail_is_kept_apart() -> Finding:
    """An invented writer sends a mail with an illness in subject, words and a file, and a picture: nothing of it lies open."""
    with provider_scope():
        arrival = enquiries.receive_mail(_mail(), place=f"canary:{new_id()}", claimed_at=clock.now())
        message = arrival.message
        is_open = message is None or ILLNESS in f"{message.words}{message.enquiry.subject}"
        files = list(message.attachments.all()) if message else []
        is_open |= len(files) != len(FILES) or any(not _is_closed(file) for file in files)
    if is_open:
        return Finding(Verdict.BROKEN, _("A mail that tells of an illness lay open to everybody at the desk."))
    return Finding(
        Verdict.KEPT,
        _("A mail that tells of an illness was sent to try it out: its words and its files were kept apart."),
    )


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Auto-Submitted"] = "canary@mail.example", ILLNESS, "auto-generated"
    message.set_content(f"canary\n\n{ILLNESS}")
    for kind, name in FILES:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(ILLNESS.encode(), maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def _is_closed(file: Any) -> bool:
    try:
        enquiries.fetch_attachment(SYSTEM, enquiry=file.message.enquiry, attachment=file)
    except Refused as refusal:
        return refusal.code == "held"
    return False


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
