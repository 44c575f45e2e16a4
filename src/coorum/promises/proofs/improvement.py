"""Whether we look, and follow what we find until it is mended (P12.2)."""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.organisation.improvement import queries
from coorum.promises.findings import Finding, Verdict, none_of, number, rows
from coorum.promises.proofs import looks

#: The promise that this file proves: its own finding is no reason to find it wanting again.
OWN = "P12.2"
ROUNDS = "SELECT count(*), max(made_at) FROM organisation_controlrun"
#: Rounds are made every quarter of an hour where something is due; the hourly promises see to that.
SILENT_FOR = timedelta(days=2)
#: Promises that the newest round found red, and that nothing follows.
UNFOLLOWED = """
SELECT count(*) FROM (
  SELECT DISTINCT ON (p.promise) p.promise, p.verdict FROM promises_proof p
  JOIN organisation_controlrun r ON r.id = p.round ORDER BY p.promise, p.measured_at DESC) newest
WHERE newest.verdict IN ('broken', 'at-risk') AND NOT EXISTS (
  SELECT 1 FROM organisation_finding f WHERE f.promise = newest.promise AND f.state <> 'mended')
"""
#: A state that no step led to; a promise's finding that was closed by anything but a round; guards that sleep.
UNTOLD = """
SELECT (SELECT count(*) FROM organisation_finding f WHERE f.state IS DISTINCT FROM (
          SELECT s.after FROM organisation_findingstep s WHERE s.finding_id = f.id ORDER BY s.made_at DESC, s.id DESC LIMIT 1))
     + (SELECT count(*) FROM organisation_findingstep s JOIN organisation_finding f ON f.id = s.finding_id
          WHERE s.after = 'mended' AND f.promise <> '' AND NOT EXISTS (
            SELECT 1 FROM promises_proof p WHERE p.round = s.round AND p.promise = f.promise AND p.verdict = 'kept'))
     + (SELECT 2 - count(*) FROM pg_trigger WHERE tgname = 'stays' AND tgenabled IN ('O', 'A') AND tgrelid IN (
          'organisation_findingstep'::regclass, 'organisation_controlrun'::regclass))
"""


@looks("P12.2")
def rounds_are_made() -> Finding:
    """Promises are proved round by round, and no round is left out for hours."""
    ((count, last),) = rows(ROUNDS)
    facts = {"count": count}
    if not count:
        return Finding(Verdict.NOT_MEASURED, _("No round of proofs was made yet; this is the first."), facts, ROUNDS)
    if clock.now() - last > SILENT_FOR:
        words = _("No round of proofs was made for days: is the worker running?")
        return Finding(Verdict.AT_RISK, words, facts, ROUNDS)
    return Finding(
        Verdict.KEPT, _("%(count)s rounds of proofs are on record, the last within two days."), facts, ROUNDS
    )


@looks("P12.2")
def what_is_red_is_followed() -> Finding:
    """Each promise that is not kept has an open finding."""
    if not number("SELECT count(*) FROM organisation_controlrun"):
        return Finding(Verdict.NOT_MEASURED, _("No round of proofs was made yet; this is the first."))
    return none_of(
        UNFOLLOWED,
        kept=_("Whatever a round found broken or at risk has an open finding."),
        broken=_("%(count)s promises are broken or at risk, and nobody follows that."),
    )


@looks("P12.2")
def findings_are_mended_in_time() -> Finding:
    """No open finding is late, or nobody's for more than a week. The age of the oldest is told."""
    found = [one for one in queries.open_findings() if one.finding.promise != OWN]
    late, nobodys = sum(one.is_late for one in found), sum(one.is_nobodys for one in found)
    facts = {"all": len(found), "late": late, "nobodys": nobodys, "oldest": max((one.age for one in found), default=0)}
    if late or nobodys:
        words = _(
            "Of %(all)s open findings %(late)s are late and %(nobodys)s have no owner; the oldest is %(oldest)s days old."
        )
        return Finding(Verdict.AT_RISK, words, facts)
    ((rounds, _last),) = rows(ROUNDS)
    if not rounds and not found:
        return Finding(Verdict.NOT_MEASURED, _("No round of proofs was made yet; this is the first."), facts)
    return Finding(
        Verdict.KEPT, _("%(all)s findings are open, none is late; the oldest is %(oldest)s days old."), facts
    )


@looks("P12.2")
def nothing_was_closed_by_hand() -> Finding:
    """Each state of a finding has its step; a promise's finding was closed by a round that found it kept."""
    return none_of(
        UNTOLD,
        kept=_("Each finding says how it came to stand where it does, and none about a promise was closed by hand."),
        broken=_("%(count)s findings were closed by hand or have no trace, or their traces can be changed."),
    )
