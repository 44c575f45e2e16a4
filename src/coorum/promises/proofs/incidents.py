"""Whether leaks and the like are reported and told in time (P6.3)."""

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.privacy.incidents import queries
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

GUARDS = """
SELECT 2 - count(*) FROM pg_trigger
WHERE tgname = 'stays' AND tgenabled IN ('O', 'A')
AND tgrelid IN ('privacy_incidentstep'::regclass, 'privacy_incidentassessment'::regclass)
"""
#: Incidents that say of themselves more than their steps do: what leads to "known" or "closed" is always a row.
UNTOLD = """
SELECT count(*) FROM privacy_incident i WHERE i.phase <> 'suspected' AND i.phase IS DISTINCT FROM (
  SELECT s.after FROM privacy_incidentstep s WHERE s.incident_id = i.id ORDER BY s.made_at DESC, s.id DESC LIMIT 1)
"""
#: Reports whose digest never reached the chain as evidence.
UNPROVED = """
SELECT (SELECT count(*) FROM privacy_incidentreport)
     - (SELECT count(*) FROM ledger_entry WHERE kind = 'privacy.incident.reported')
"""


@looks("P6.3")
def no_deadline_has_passed() -> Finding:
    """Every open incident is where its clocks want it: the law's days, counted in Japan, with holidays."""
    found, now = queries.open_incidents(), clock.now()
    late = [deadline for one in found for deadline in one.undone if deadline.has_passed(now)]
    facts = {"count": len(late), "open": len(found)}
    if late:
        return Finding(Verdict.BROKEN, _("%(count)s deadlines of open incidents passed without their step."), facts)
    return Finding(Verdict.KEPT, _("No deadline of the %(open)s open incidents has passed without its step."), facts)


@looks("P6.3")
def steps_about_incidents_stay() -> Finding:
    """What was done, when and by whom cannot be changed afterwards; nothing stands without its step."""
    return none_of(
        f"SELECT ({GUARDS}) + ({UNTOLD})",
        kept=_("Each step about an incident is on record, and nobody can change it afterwards."),
        broken=_("%(count)s traces of steps about incidents are missing, or can be changed."),
    )


@looks("P6.3")
def reports_are_evidence() -> Finding:
    """Of every report that was filed, the digest stands in the chain."""
    return none_of(
        UNPROVED,
        kept=_("Of all %(all)s reports that were filed, the digest stands in the chain."),
        broken=_("Of %(count)s reports, no digest stands in the chain."),
        all=number("SELECT count(*) FROM privacy_incidentreport"),
    )
