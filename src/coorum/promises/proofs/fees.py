"""Whether fees are asked for lawfully, and every payment has its receipt (P10.7, P10.8)."""

from django.utils.translation import gettext_noop as _

from coorum.privacy.kinds import WITH_FEE
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.proofs import looks

UNLAWFUL = f"""
SELECT (SELECT count(*) FROM privacy_fee f JOIN privacy_rightsrequest r ON r.id = f.request_id
          WHERE r.kind NOT IN ({quoted(WITH_FEE)}) OR f.kind <> r.kind OR f.amount <> 3000)
     + (SELECT 2 - count(*) FROM pg_constraint WHERE conname IN ('fee_lawful_kind', 'fee_of_its_kind') AND convalidated)
"""  # noqa: S608  words of ours
UNRECEIPTED = """
SELECT (SELECT count(*) FROM privacy_payment p JOIN privacy_fee f ON f.request_id = p.fee_id
          WHERE f.tax <> f.amount * f.tax_rate / (100 + f.tax_rate) OR p.reference = '' OR p.paid_at < f.quoted_at
             OR NOT EXISTS (SELECT 1 FROM privacy_feepaper w WHERE w.payment_id = p.id AND w.kind <> 'return'))
     + (SELECT count(*) FROM privacy_refund r WHERE r.returned_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM privacy_feepaper w WHERE w.payment_id = r.payment_id AND w.kind = 'return'))
"""
FORGED = """
SELECT (SELECT count(*) FROM (
          SELECT w.*, lag(sha256) OVER numbered AS before, lag(place) OVER numbered AS place_before
          FROM privacy_feepaper w WINDOW numbered AS (PARTITION BY year ORDER BY place)) w
        WHERE w.sha256 <> encode(sha256(convert_to(w.content, 'UTF8')), 'hex')
           OR w.place_before IS NOT NULL AND (w.place <> w.place_before + 1 OR w.previous <> w.before)
           OR w.content::jsonb ->> 'payer' <> w.payer OR (w.content::jsonb ->> 'amount')::int <> w.amount
           OR w.content::jsonb ->> 'day' <> w.day::text
           OR NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.key = w.id AND e.kind = 'privacy.paper.issued'))
     + (SELECT count(*) FROM privacy_series s
        WHERE s.last <> coalesce((SELECT max(place) FROM privacy_feepaper w WHERE w.year = s.year), s.last))
     + (SELECT 4 - count(*) FROM pg_trigger t WHERE t.tgname = 'stays' AND t.tgenabled = 'O' AND t.tgrelid IN (
          to_regclass('privacy_feepaper'), to_regclass('privacy_payment'), to_regclass('privacy_refund'),
          to_regclass('privacy_waiver')))
"""


@looks("P10.7")
def fees_are_asked_for_the_lawful_kinds_only() -> Finding:
    """A fee stands on disclosure, provision records and purpose notices alone, is 3,000 yen, and the database sees to it."""
    return none_of(
        UNLAWFUL,
        kept=_("All %(all)s fees are for the three kinds that may cost something, and the database refuses any other."),
        broken=_("%(count)s fees, or their bounds in the database, are not as promised."),
        all=number("SELECT count(*) FROM privacy_fee"),
    )


@looks("P10.8")
def payments_have_their_receipts() -> Finding:
    """Each payment has its number, its tax rounded down once, and a moment after the fee was told."""
    count = number("SELECT count(*) FROM privacy_payment")
    if not count:
        return Finding(Verdict.KEPT, _("Nothing was paid yet, so no receipt is owed."))
    return none_of(
        UNRECEIPTED,
        kept=_("All %(all)s payments have a receipt with the right tax, and what went back has its own."),
        broken=_("%(count)s payments have no proper receipt."),
        all=count,
    )


@looks("P10.8")
def receipts_are_as_they_were_issued() -> Finding:
    """Numbers follow without gaps, each text fits its hash and its evidence, and the database refuses edits."""
    return none_of(
        FORGED,
        kept=_("All %(all)s receipts are as they were issued: numbered without gaps, and nobody can edit them."),
        broken=_("%(count)s receipts, or what keeps them from being edited, are not as they should be."),
        all=number("SELECT count(*) FROM privacy_feepaper"),
    )
