"""Which acts need a second person, and whether any was approved by its own author (P12.1, GL 10-3-1).

Each query counts all such acts, those approved by their author with no waiver on record, and those that were waived
within the last year since there was nobody else.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coorum.promises.findings import Finding, Verdict, rows
from coorum.promises.proofs import looks


@dataclass(frozen=True)
class Act:
    """Something nobody does alone: in words, the table in which it stands, and the query that counts."""

    id: str
    what: object
    table: str
    query: str


def _act(name: str, what: object, table: str, alone: str, waived: str, source: str) -> Act:
    """`alone`, `waived` and `source` are SQL of ours: two conditions and what follows FROM."""
    query = (
        f"SELECT count(*), count(*) FILTER (WHERE ({alone}) AND NOT ({waived})), "  # noqa: S608  words of ours
        f"count(*) FILTER (WHERE ({waived}) AND a.at > now() - interval '1 year') FROM {source}"
    )
    return Act(name, what, table, query)


ACTS = (
    _act(
        "decisions",
        _("Answering a request with less than was asked"),
        "privacy.Review",
        "a.reviewed_by = d.decided_by",
        "a.waived",
        "(SELECT *, reviewed_at AS at FROM privacy_review WHERE agreed) a JOIN privacy_decision d ON d.id = a.decision_id",
    ),
    _act(
        "revisions",
        _("Publishing a grave change of a document"),
        "promises.Review",
        "a.by = d.drafted_by",
        "a.waived <> ''",
        "promises_review a JOIN promises_revision d ON d.id = a.revision_id",
    ),
    _act(
        "processors",
        _("Entrusting data to a processor"),
        "organisation.ProcessorStep",
        "a.actor_id = (SELECT v.written_by FROM organisation_processorversion v WHERE v.processor_id = a.processor_id "
        "AND v.made_at <= a.at ORDER BY v.number DESC LIMIT 1) OR a.actor_id = (SELECT c.actor_id "
        "FROM organisation_processorstep c WHERE c.processor_id = a.processor_id AND c.step = 'contract' "
        "AND c.made_at <= a.at ORDER BY c.made_at DESC LIMIT 1)",
        "a.is_alone",
        "(SELECT *, made_at AS at FROM organisation_processorstep WHERE step = 'activate') a",
    ),
    _act(
        "incidents",
        _("Finding that an incident is nothing to report"),
        "privacy.IncidentStep",
        "a.actor_id = (SELECT p.actor_id FROM privacy_incidentstep p WHERE p.incident_id = a.incident_id "
        "AND p.step = 'doubt' AND p.made_at <= a.at ORDER BY p.made_at DESC, p.id DESC LIMIT 1)",
        "a.is_alone",
        "(SELECT *, made_at AS at FROM privacy_incidentstep WHERE step = 'agree') a",
    ),
    _act(
        "holds",
        _("Lifting a legal hold"),
        "privacy.HoldLifting",
        "a.lifted_by = h.placed_by",
        "a.waived",
        "(SELECT *, lifted_at AS at FROM privacy_holdlifting) a JOIN privacy_legalhold h ON h.id = a.hold_id",
    ),
    _act(
        "complaints",
        _("Answering a complaint about an answer"),
        "enquiries.EnquiryStep",
        "EXISTS (SELECT FROM enquiries_enquirystep b WHERE b.enquiry_id = a.enquiry_id AND b.step = 'answer' "
        "AND b.actor_id = a.actor_id AND b.made_at < a.at) AND NOT EXISTS (SELECT FROM enquiries_enquirystep s "
        "WHERE s.enquiry_id = a.enquiry_id AND s.step = 'sort' AND s.made_at > a.at)",
        "a.is_alone",
        "(SELECT *, made_at AS at FROM enquiries_enquirystep WHERE step = 'answer') a "
        "JOIN enquiries_enquiry e ON e.id = a.enquiry_id AND e.kind = 'complaint'",
    ),
    _act(
        "authorities",
        _("Answering an authority that asks for data"),
        "enquiries.InquiryStep",
        "a.actor_id = (SELECT p.actor_id FROM enquiries_inquirystep p WHERE p.inquiry_id = a.inquiry_id "
        "AND p.step = 'propose' AND p.made_at <= a.at ORDER BY p.made_at DESC, p.id DESC LIMIT 1)",
        "a.is_alone",
        "(SELECT *, made_at AS at FROM enquiries_inquirystep WHERE step = 'approve') a",
    ),
    _act(
        "findings",
        _("Confirming that what an audit or a person found is mended"),
        "organisation.FindingStep",
        "a.actor_id = (SELECT s.actor_id FROM organisation_findingstep s WHERE s.finding_id = a.finding_id "
        "AND s.step = 'do' AND s.made_at <= a.at ORDER BY s.made_at DESC, s.id DESC LIMIT 1)",
        "a.is_alone",
        "(SELECT *, made_at AS at FROM organisation_findingstep WHERE step = 'agree') a",
    ),
    _act(
        "roles",
        _("Renewing somebody's role at the desk"),
        "accounts.DeskRole",
        "a.confirmed_by = a.person_id",
        "false",
        "(SELECT *, confirmed_at AS at FROM accounts_deskrole) a",
    ),
    _act(
        "courses",
        _("Writing down that somebody attended a course"),
        "organisation.Attendance",
        "a.recorded_by = a.person",
        "false",
        "(SELECT *, made_at AS at FROM organisation_attendance WHERE how <> 'read') a",
    ),
    _act(
        "premises",
        _("Writing down that somebody looked at premises or rules"),
        "organisation.SafeguardCheck",
        "a.recorded_by = a.looked_by",
        "false",
        "(SELECT *, made_at AS at FROM organisation_safeguardcheck) a",
    ),
)


@dataclass(frozen=True)
class Counted:
    """How often an act was done, how often alone without a waiver, and how often waived within a year."""

    act: Act
    all: int
    alone: int
    waived: int


def counted() -> list[Counted]:
    """Every act with its numbers."""
    return [Counted(act, *rows(act.query)[0]) for act in ACTS]


@looks("P12.1")
def nobody_approved_their_own() -> Finding:
    """No act that needs two was approved by its author; what was waived for want of a second person is a risk."""
    found = counted()
    alone, waived = sum(one.alone for one in found), sum(one.waived for one in found)
    facts = {
        "count": alone,
        "waived": waived,
        "all": sum(one.all for one in found),
        "acts": {one.act.id: [one.all, one.alone, one.waived] for one in found},
    }
    asked = ";\n".join(act.query for act in ACTS)
    if alone:
        words = gettext_noop("%(count)s acts were approved by their own authors, and no waiver is on record.")
        return Finding(Verdict.BROKEN, words, facts, asked)
    if waived:
        words = gettext_noop("%(waived)s acts went without a second person within a year, since there was none.")
        return Finding(Verdict.AT_RISK, words, facts, asked)
    if not facts["all"]:
        words = gettext_noop("Nothing was done yet that needs a second person.")
        return Finding(Verdict.NOT_MEASURED, words, facts, asked)
    words = gettext_noop("Each of %(all)s acts that need two was approved by somebody else than its author.")
    return Finding(Verdict.KEPT, words, facts, asked)
