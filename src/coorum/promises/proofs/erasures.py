"""Whether who left is erased in time, everywhere, and was given the proof of it (X6, P10.3; obligations c-5)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from coorum.consent.signatures import opened
from coorum.privacy.erasure.kinds import State
from coorum.privacy.erasure.remains import remains_of
from coorum.privacy.models import Erasure, ErasureManifest
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks
from coorum.promises.stretches import Stretch

#: How many erasures and papers are looked at each time, the newest first.
NEWEST = 50
LATE = """
SELECT count(*) FROM privacy_erasure e
WHERE (e.state = 'grace' AND e.rested_at < now() - interval '15 days')
OR (e.state = 'erasing' AND e.begun_at < now() - interval '3 days')
OR (e.state IN ('residual', 'backup_aged') AND e.erased_at < now() - interval '37 days' AND NOT EXISTS (
    SELECT 1 FROM privacy_erasureanswer a WHERE a.erasure_id = e.id AND a.result = 'held'))
"""
UNANSWERED = """
SELECT count(*) FROM privacy_erasure e WHERE e.state = 'proven' AND (
  NOT EXISTS (SELECT 1 FROM privacy_erasureanswer a WHERE a.erasure_id = e.id)
  OR EXISTS (SELECT 1 FROM privacy_erasureanswer a WHERE a.erasure_id = e.id AND a.result <> 'done')
  OR NOT EXISTS (SELECT 1 FROM privacy_erasuremanifest m WHERE m.erasure_id = e.id AND m.stage = 'proven'))
"""
UNWRITTEN = """
SELECT count(*) FROM privacy_erasuremanifest m WHERE NOT EXISTS (
  SELECT 1 FROM ledger_entry l WHERE l.key = m.ledger_key AND l.kind = 'privacy.erasure.signed')
"""


@looks("X6", "P10.3")
def nobody_who_left_waits_to_be_erased() -> Finding:
    """Fourteen days of grace, a few days for the systems, five weeks for the backups: none takes longer."""
    return none_of(
        LATE,
        kept=_("Everybody who left is erased in time."),
        broken=_("%(count)s people who left are not erased in time."),
    )


@follows("X6")
def nothing_is_left_of_who_was_erased(stretch: Stretch) -> Finding:
    """Asked of the data map: no row and no name stands in any table that does not keep it by a rule."""
    proven = list(_proven(stretch).order_by("-proven_at")[:NEWEST])
    left = sorted({table for one in proven for table in remains_of(one)})
    facts = {"all": len(proven), "tables": ", ".join(left)}
    if left:
        return Finding(Verdict.BROKEN, _("Something of people who were erased is left in: %(tables)s."), facts)
    if stretch.since is not None and not proven:
        return Finding(Verdict.KEPT, _("Nobody's erasure has ended since everything was looked at."), facts)
    return Finding(
        Verdict.KEPT, _("Of %(all)s people who were erased last, nothing is left but what a rule keeps."), facts
    )


def _proven(stretch: Stretch) -> QuerySet[Erasure]:
    proven = Erasure.objects.filter(state=State.PROVEN)
    return proven if stretch.since is None else proven.filter(proven_at__gte=stretch.since)


@looks("P10.3", "X6")
def nothing_is_proven_before_every_system_has_answered() -> Finding:
    """Each proven erasure has its paper, and an answer of every system that it is done."""
    return none_of(
        UNANSWERED,
        kept=_("All %(all)s proven erasures rest on the answer of every system."),
        broken=_("%(count)s erasures are called proven without the answer of every system."),
        all=number("SELECT count(*) FROM privacy_erasure WHERE state = 'proven'"),
    )


@looks("P10.3")
def proofs_of_erasure_are_as_they_were_signed() -> Finding:
    """The newest papers open with a published key and say what the row says; the digest of each stands in the evidence."""
    papers = list(ErasureManifest.objects.order_by("-made_at")[:NEWEST])
    forged = sum(opened(one.signed) != one.document for one in papers) + number(UNWRITTEN)
    if forged:
        return Finding(Verdict.BROKEN, _("%(count)s proofs of erasure are not as they were signed."), {"count": forged})
    return Finding(Verdict.KEPT, _("All proofs of erasure are as they were signed."), {"count": 0})
