"""Whether reports are answered in time and fairly (X2), and dealt with using no more than is needed (P3.5)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.moderation import queries
from coorum.moderation.kinds import AWAY, Ground, Kind, Outcome, Standard
from coorum.moderation.rules import Hearing, ensure_decidable, ensure_other_eyes, grounds_open
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks, tries

#: Late by so much is more than a slip.
A_SLIP = timedelta(days=3)
BASELESS = """
SELECT (SELECT count(*) FROM moderation_decision d WHERE d.reason = ''
          OR d.outcome IN ('hidden', 'removed') AND (d.standard = '' OR d.ground = ''))
     + (SELECT count(*) FROM moderation_case c
        WHERE c.is_hidden AND c.state IN ('decided', 'both_told', 'final') AND coalesce((
          SELECT d.outcome FROM moderation_decision d WHERE d.site_id = c.site_id AND d.case_id = c.id
          ORDER BY d.place DESC LIMIT 1), 'kept') = 'kept')
     + (SELECT count(*) FROM (
          SELECT site_id, post_id AS id FROM community_postremoval WHERE is_held
          UNION ALL SELECT site_id, comment_id FROM community_commentremoval WHERE is_held) held
        WHERE NOT EXISTS (SELECT 1 FROM moderation_case c
          WHERE c.site_id = held.site_id AND c.subject_id = held.id AND c.is_hidden))
     + (SELECT count(*) FROM moderation_case c WHERE c.state IN ('both_told', 'appeal', 'final')
        AND NOT EXISTS (SELECT 1 FROM moderation_decision d WHERE d.site_id = c.site_id AND d.case_id = c.id))
"""
UNHEARD = """
SELECT count(*) FROM moderation_decision d
LEFT JOIN moderation_hearing h ON h.site_id = d.site_id AND h.case_id = d.case_id
WHERE d.ground = 'silent' AND (h.id IS NULL OR h.answered_at IS NOT NULL OR d.made_at < h.ends_at)
   OR d.ground = 'agreed' AND (h.is_objection IS NULL OR h.is_objection)
"""
SAME_EYES = """
SELECT (SELECT count(*) FROM moderation_decision again JOIN moderation_decision d
          ON d.site_id = again.site_id AND d.case_id = again.case_id AND d.place < again.place
        WHERE again.on_appeal AND d.decided_by = again.decided_by)
     + (SELECT 4 - count(*) FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND (tgname, tgrelid) IN (
          ('stays', 'moderation_casestep'::regclass), ('stays', 'moderation_decision'::regclass),
          ('other_eyes', 'moderation_decision'::regclass), ('heard_stays', 'moderation_hearing'::regclass)))
"""
UNTOLD = """
SELECT count(*) FROM moderation_case c WHERE c.state IS DISTINCT FROM (
  SELECT s.after FROM moderation_casestep s WHERE s.site_id = c.site_id AND s.case_id = c.id
  ORDER BY s.made_at DESC, s.id DESC LIMIT 1)
"""
TOO_MUCH = """
SELECT (SELECT count(*) FROM moderation_report WHERE address <> '' AND (member_id IS NOT NULL OR staff IS NOT NULL))
     + (SELECT count(*) FROM letter WHERE kind IN ('report_received', 'report_code', 'report_later', 'report_decided',
          'words_hidden', 'words_claimed', 'words_decided', 'report_waits') AND purpose <> 'enforce')
"""
CASES = "SELECT count(*) FROM moderation_case"


@looks("X2")
def every_report_is_answered_in_time() -> Finding:
    """No report has passed its seventh day, or the day that was told with a reason; some days late is at risk."""
    filed, now = number(CASES), clock.now()
    late = list(queries.overdue(now))
    facts = {"count": len(late), "all": filed}
    if not filed:
        return Finding(Verdict.NOT_MEASURED, _("Nobody has reported anything yet, so there was nothing to answer."))
    if any(now - one.due_at > A_SLIP for one in late):
        return Finding(
            Verdict.BROKEN, _("%(count)s reports wait beyond their day, some for more than three days."), facts
        )
    if late:
        return Finding(Verdict.AT_RISK, _("%(count)s reports wait beyond their day."), facts)
    return Finding(Verdict.KEPT, _("None of the %(all)s reports waits beyond its day."), facts)


@looks("X2")
def whatever_is_taken_away_has_its_reason() -> Finding:
    """Each decision has a reason, those that take words away a standard too; nothing is held that no report holds."""
    return none_of(
        BASELESS,
        kept=_(
            "Each of %(all)s decisions about reports has its reason and, where words were taken away, its standard."
        ),
        broken=_("%(count)s posts or comments were taken away without a decision, a standard or a reason."),
        all=number("SELECT count(*) FROM moderation_decision"),
    )


@looks("X2")
def nobody_was_taken_for_silent_who_was_not() -> Finding:
    """Where silence was the ground, the author's time had passed without a word; where agreement was, they agreed."""
    return none_of(
        UNHEARD,
        kept=_("Nobody's silence or agreement was taken for granted in %(all)s claims that were shown to authors."),
        broken=_("%(count)s removals rest on a silence or an agreement that was none."),
        all=number("SELECT count(*) FROM moderation_hearing"),
    )


@looks("X2")
def somebody_else_looks_again() -> Finding:
    """Whoever decided did not decide again; and what sees to it in the database stands."""
    return none_of(
        SAME_EYES,
        kept=_("All %(all)s other looks were somebody else's."),
        broken=_("%(count)s other looks were by whoever had decided, or what guards against it is off."),
        all=number("SELECT count(*) FROM moderation_decision WHERE on_appeal"),
    )


@tries("X2")
def hasty_and_lonely_decisions_are_refused() -> Finding:
    """Removing before the author was heard, on silence after an objection, without reason or standard, or twice by one."""
    moment = datetime(2026, 1, 10, tzinfo=clock.now().tzinfo)
    soon, over = moment + timedelta(microseconds=1), moment
    open_: list[bool] = [
        bool(grounds_open(Kind.RIGHTS, has_author=True, hearing=None, moment=moment)),
        bool(grounds_open(Kind.RIGHTS, has_author=True, hearing=Hearing(soon), moment=moment)),
        *(
            Ground.SILENT in grounds_open(kind, has_author=True, hearing=Hearing(over, objects=True), moment=moment)
            for kind in Kind
        ),
        *(
            not _is_refused(outcome, reason=reason, standard=standard, ground=ground)
            for outcome in AWAY
            for reason, standard, ground in (
                ("", Standard.HURTING, Ground.JUDGED),
                ("x", "", Ground.JUDGED),
                ("x", Standard.HURTING, Ground.SILENT),
            )
        ),
        _may_decide_twice(),
    ]
    facts = {"count": sum(open_), "all": len(open_)}
    if any(open_):
        return Finding(Verdict.BROKEN, _("%(count)s of %(all)s unfair decisions were not refused."), facts)
    return Finding(Verdict.KEPT, _("All %(all)s unfair decisions that were tried were refused."), facts)


def _is_refused(outcome: Outcome, *, reason: str, standard: str, ground: str) -> bool:
    try:
        ensure_decidable(outcome, reason=reason, standard=standard, ground=ground, grounds={Ground.JUDGED})
    except Refused:
        return True
    return False


def _may_decide_twice() -> bool:
    one = new_id()
    try:
        ensure_other_eyes(one, decided_by={one})
    except Refused:
        return False
    return True


@looks("P3.5", "X2")
def what_was_done_about_reports_is_recorded() -> Finding:
    """Where a report stands is what its last step says."""
    return none_of(
        UNTOLD,
        kept=_("Each report stands where its last recorded step took it."),
        broken=_("%(count)s reports stand where no step took them."),
    )


@looks("P3.5")
def reports_keep_no_more_than_is_needed() -> Finding:
    """No address is kept of somebody whose account has one, and letters about reports serve that purpose only."""
    return none_of(
        TOO_MUCH,
        kept=_(
            "Of %(all)s reports, none keeps an address that is not needed, and their letters serve no other purpose."
        ),
        broken=_("%(count)s reports or letters about them keep or serve more than is needed."),
        all=number("SELECT count(*) FROM moderation_report"),
    )
