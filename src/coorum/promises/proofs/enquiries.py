"""Whether whoever writes is heard (P0.3), answered (P11.1), and authorities get no more than the law allows (P9.2)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.enquiries import queries
from coorum.enquiries.authorities.kinds import BINDING, SECRET, Document, Ground, Item, Phase, Step
from coorum.enquiries.authorities.rules import ensure_lawful, ensure_second, next_phase
from coorum.enquiries.clients import mailbox
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

LOST = """
SELECT (SELECT count(*) FROM enquiries_arrival WHERE outcome IN ('case', 'joined') AND message_id IS NULL
          AND taken_at > now() - interval '3 years')
     + (SELECT count(*) FROM enquiries_enquiry e WHERE NOT EXISTS (
          SELECT 1 FROM enquiries_message m WHERE m.enquiry_id = e.id))
     + greatest(0, (SELECT count(*) FROM enquiries_enquiry)
          - (SELECT count(*) FROM ledger_entry WHERE kind = 'enquiries.case.opened'))
"""
UNTOLD = """
SELECT count(*) FROM enquiries_enquiry e WHERE e.state <> 'received' AND e.state IS DISTINCT FROM (
  SELECT s.after FROM enquiries_enquirystep s WHERE s.enquiry_id = e.id ORDER BY s.made_at DESC, s.id DESC LIMIT 1)
"""
GUARDS = """
SELECT 7 - count(*) FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND (tgname, tgrelid) IN (
  ('stays', 'enquiries_enquirystep'::regclass), ('stays', 'enquiries_inquirystep'::regclass),
  ('stays', 'enquiries_inquiryverification'::regclass), ('stays', 'enquiries_inquiryproposal'::regclass),
  ('stays_but_for_its_seal', 'enquiries_inquiryproposal'::regclass),
  ('as_asked', 'enquiries_inquiryproposal'::regclass), ('asked_stays', 'enquiries_inquiry'::regclass))
"""
UNLAWFUL = """
SELECT count(*) FROM enquiries_inquiry i LEFT JOIN enquiries_inquiryanswer a ON a.inquiry_id = i.id
LEFT JOIN enquiries_inquiryproposal p ON p.step_id = a.proposal_id
LEFT JOIN enquiries_inquirystep d ON d.id = p.step_id
WHERE (i.phase = 'given' OR a.step_id IS NOT NULL) AND (
  a.step_id IS NULL OR p.ground = '' OR NOT p.given <@ i.asked
  OR NOT EXISTS (SELECT 1 FROM enquiries_inquiryverification v JOIN enquiries_inquirystep s ON s.id = v.step_id
                 WHERE s.inquiry_id = i.id AND v.found_in <> '' AND s.made_at <= a.given_at)
  OR NOT EXISTS (SELECT 1 FROM enquiries_inquirystep s WHERE s.inquiry_id = i.id AND s.step = 'approve'
                 AND s.made_at >= d.made_at AND (s.actor_id IS DISTINCT FROM d.actor_id OR s.is_alone))
  OR 1 <> (SELECT count(*) FROM ledger_entry l
           WHERE l.kind = 'enquiries.inquiry.given' AND l.subject LIKE '%' || replace(i.id::text, '-', '') || '%'))
"""


@looks("P0.3")
def every_mail_has_its_case() -> Finding:
    """Each mail that was taken in opened a case or joined one, and each case stands in the evidence."""
    return none_of(
        LOST,
        kept=_("All %(all)s enquiries stand with their words and in the evidence; no mail was passed over."),
        broken=_("%(count)s mails or enquiries are without their case, words or evidence."),
        all=number("SELECT count(*) FROM enquiries_enquiry"),
    )


@looks("P0.3")
def mail_to_the_published_address_arrives() -> Finding:
    """A probe that was sent to the published address within two days arrived within the hour."""
    if not mailbox.is_configured():
        return Finding(Verdict.NOT_MEASURED, _("No mailbox is connected, so nothing shows whether mail arrives."))
    probe, now = queries.newest_probe(), clock.now()
    if probe is None:
        return Finding(Verdict.NOT_MEASURED, _("No probe was sent to the published address yet."))
    if probe.arrived_at is None:
        is_late = now - probe.sent_at > timedelta(hours=1)
        return (
            Finding(Verdict.BROKEN, _("The newest probe to the published address did not arrive within the hour."))
            if is_late
            else Finding(Verdict.NOT_MEASURED, _("A probe is on its way to the published address."))
        )
    if now - probe.sent_at > timedelta(days=2):
        return Finding(Verdict.AT_RISK, _("The last probe to the published address was sent more than two days ago."))
    return Finding(Verdict.KEPT, _("The newest probe to the published address arrived."))


@looks("P11.1")
def nobody_waits_for_a_first_answer() -> Finding:
    """No enquiry has passed its second business day without an answer; some days late is at risk, a week is broken."""
    written, late = number("SELECT count(*) FROM enquiries_enquiry"), list(queries.overdue())
    facts = {"count": len(late), "all": written}
    if not written:
        return Finding(Verdict.NOT_MEASURED, _("Nobody has written yet, so there was nothing to answer."))
    if any(queries.today() - one.due_on > timedelta(days=7) for one in late):
        return Finding(
            Verdict.BROKEN, _("%(count)s enquiries wait beyond their target, some for more than a week."), facts
        )
    if late:
        return Finding(Verdict.AT_RISK, _("%(count)s enquiries wait beyond their target."), facts)
    return Finding(Verdict.KEPT, _("None of the %(all)s enquiries waits beyond the second business day."), facts)


@looks("P11.1")
def steps_of_enquiries_stand() -> Finding:
    """Where an enquiry stands is what its last step says."""
    return none_of(
        UNTOLD,
        kept=_("Each enquiry stands where its last step took it."),
        broken=_("%(count)s enquiries stand where no step took them."),
    )


@looks("P9.2")
def what_was_given_to_authorities_was_lawful() -> Finding:
    """Each answer to an authority has a ground, a call back, a second look, and is no more than was asked."""
    return none_of(
        f"SELECT ({UNLAWFUL}) + ({GUARDS})",
        kept=_(
            "Of %(all)s inquiries of authorities, none was given anything without ground, call back and second look."
        ),
        broken=_("%(count)s answers to authorities, or the guards around them, are not as promised."),
        all=number("SELECT count(*) FROM enquiries_inquiry"),
    )


@looks("P9.2")
def too_much_is_refused() -> Finding:
    """Giving more than was asked, what is secret without a judge's word, unverified or self-approved is refused."""
    tried: list[Callable[[], object]] = [
        lambda: ensure_lawful(Document.WARRANT, Ground.LAW, [Item.ACCOUNT], [Item.ACCOUNT, Item.POSTS]),
        lambda: ensure_lawful(Document.WARRANT, "", [Item.ACCOUNT], [Item.ACCOUNT]),
        *(
            partial(ensure_lawful, document, Ground.LAW, [item], [item])
            for document in Document
            for item in SECRET
            if document not in BINDING
        ),
        *(partial(next_phase, phase, Step.GIVE) for phase in Phase if phase != Phase.APPROVED),
        lambda: ensure_second(proposed_by=1, actor=1, is_alone=False, why="x"),
    ]
    through = sum(not _is_refused(one) for one in tried)
    facts = {"count": through, "all": len(tried)}
    if through:
        return Finding(Verdict.BROKEN, _("%(count)s of %(all)s ways to give too much were not refused."), facts)
    return Finding(Verdict.KEPT, _("All %(all)s ways to give too much were refused."), facts)


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refused:
        return True
    return False
