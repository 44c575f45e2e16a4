"""Every read about reports: in the scope of a site, and at the provider's desk inside `every_site`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from coorum.accounts import queries as people
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.moderation import rules
from coorum.moderation.clocks import APPEAL, end_after
from coorum.moderation.kinds import AWAY, UNDECIDED, URGENT, Ground, Kind, Outcome, Side, State
from coorum.moderation.models import Appeal, Case, CaseStep, Decision, Hearing, Report
from coorum.moderation.subjects import Matter, find

WAITING = (*UNDECIDED, State.APPEAL)


def case_by_id(case_id: UUID) -> Case | None:
    return Case.objects.select_related("author").filter(id=case_id).first()


def waiting() -> QuerySet[Case]:
    """Cases that somebody has to do something about: urgent ones first, then what is due first."""
    return _queue(Case.objects.filter(state__in=WAITING))


def settled(limit: int = 100) -> QuerySet[Case]:
    """Decided cases, the newest first."""
    rows = Case.objects.select_related("author", "site").exclude(state__in=WAITING)
    return rows.order_by("-opened_at", "-id")[:limit]


def for_the_provider() -> QuerySet[Case]:
    """What the provider's desk may have to act on: other looks that are asked for, harm to children, and what is late."""
    late = Q(due_at__lte=clock.now(), state__in=WAITING)
    child = Q(kind=Kind.CHILD) & ~Q(state=State.FINAL)
    return _queue(Case.objects.filter(Q(state=State.APPEAL) | child | late))


def _queue(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("author", "site").order_by("-is_hidden", "due_at", "id")


def overdue(moment: datetime) -> QuerySet[Case]:
    """Cases whose day has passed without an answer."""
    return Case.objects.filter(state__in=WAITING, due_at__lte=moment)


def standing_of(case: Case) -> rules.Standing:
    """Where a case stands, for the rules."""
    decision, hearing = newest_decision(case), hearing_of(case)
    decided_before = Decision.objects.filter(case=case, at_desk=True, on_appeal=False)
    return rules.Standing(
        state=State(case.state),
        kind=Kind(case.kind),
        has_author=can_be_asked(case),
        is_staffs_own=not _by_others(case).exists(),
        was_asked=hearing is not None,
        was_delayed=case.steps.filter(step="delay").exists(),
        was_appealed=decision is not None and Appeal.objects.filter(decision=decision).exists(),
        was_overruled=decided_before.exists(),
        outcome=Outcome(decision.outcome) if decision else None,
    )


def can_be_asked(case: Case) -> bool:
    """Whether a member who is still there said it."""
    return case.author is not None and not case.author.has_left


def hearing_of(case: Case) -> Hearing | None:
    return Hearing.objects.filter(case=case).first()


def heard(hearing: Hearing | None) -> rules.Hearing | None:
    """The hearing as the rules see it."""
    return rules.Hearing(hearing.ends_at, hearing.is_objection) if hearing else None


def grounds_of(case: Case) -> set[Ground]:
    """On what these words may be taken away now."""
    hearing = heard(hearing_of(case))
    return rules.grounds_open(Kind(case.kind), has_author=can_be_asked(case), hearing=hearing, moment=clock.now())


def is_removal_allowed(case: Case) -> bool:
    """Whether the author's time has passed in silence: removal is allowed, and somebody still decides."""
    return case.state in UNDECIDED and Ground.SILENT in grounds_of(case)


def newest_decision(case: Case) -> Decision | None:
    """The decision that stands."""
    return Decision.objects.filter(case=case).order_by("-place").first()


def decisions_of(case: Case) -> QuerySet[Decision]:
    return Decision.objects.filter(case=case).order_by("place")


def deciders(case: Case) -> set[UUID | None]:
    """Who has decided in this case."""
    return set(Decision.objects.filter(case=case).values_list("decided_by", flat=True))


def appeal_of(case: Case) -> Appeal | None:
    """The newest wish for another look."""
    return Appeal.objects.filter(decision__case=case).order_by("-filed_at").first()


def appeal_ends(decision: Decision) -> datetime:
    """The first instant that is too late to ask for another look."""
    return end_after(decision.made_at, APPEAL)


def steps_of(case: Case) -> QuerySet[CaseStep]:
    return case.steps.order_by("made_at", "id")


def reports_of(case: Case) -> QuerySet[Report]:
    return Report.objects.select_related("member__person").filter(case=case).order_by("filed_at", "id")


def _by_others(case: Case) -> QuerySet[Report]:
    return Report.objects.filter(case=case, staff=None)


def known_reports(case: Case) -> list[Report]:
    """Reports that are answered: of members who are still there, and of guests whose address we know."""
    return [one for one in reports_of(case) if is_answered_at(one)]


def is_answered_at(report: Report) -> bool:
    """Whether there is somebody to tell."""
    if report.member is not None:
        return not report.member.has_left
    return bool(report.address) and report.confirmed_at is not None


def report_by_id(report_id: UUID) -> Report | None:
    return Report.objects.select_related("case__author", "member__person").filter(id=report_id).first()


def own_report(viewer: Viewer, case_id: UUID) -> Report | None:
    """The viewer's report in this case."""
    if viewer.member is None:
        return None
    return (
        Report.objects.select_related("case__author", "member__person")
        .filter(case=case_id, member=viewer.member)
        .first()
    )


def case_about(viewer: Viewer, case_id: UUID) -> Case | None:
    """A case about the viewer's own words that they have been told of."""
    if viewer.member is None:
        return None
    return told(Case.objects.select_related("author").filter(id=case_id, author=viewer.member)).first()


def told(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases of which the author knows: they were shown a claim, their words are hidden, or it is decided and told."""
    decided = ~Q(state=State.DECIDED) & Q(untold__isnull=False)
    shown = Q(is_hidden=True) | Exists(Hearing.objects.filter(case=OuterRef("id")))
    return rows.annotate(untold=_newest("untold")).filter(decided & Q(untold="") | ~decided & shown)


def _newest(column: str) -> QuerySet[Decision, Any]:
    """A column of the decision that stands, for a query of cases; NULL where nothing was decided."""
    return Decision.objects.filter(case=OuterRef("id")).order_by("-place").values(column)[:1]


@dataclass(frozen=True)
class Mine:
    """What one member has to do with reports here: those they made, and those about their words."""

    reports: list[Report]
    about: list[Case]


def of_member(viewer: Viewer) -> Mine:
    """What the viewer reported, and what was said about their words, the newest first."""
    if viewer.member is None:
        return Mine([], [])
    made = Report.objects.select_related("case").filter(member=viewer.member).order_by("-filed_at")
    about = told(Case.objects.select_related("author").filter(author=viewer.member)).order_by("-opened_at")
    return Mine(list(made[:100]), list(about[:100]))


def matter_of(case: Case) -> Matter | None:
    """What was said, as it stands now."""
    return find(case.subject_kind, case.subject_id)


def open_case(subject_id: UUID, kind: Kind) -> Case | None:
    """The case in which the same thing is looked into already."""
    return Case.objects.filter(subject_id=subject_id, kind=kind, state__in=UNDECIDED).first()


def others_about(case: Case) -> QuerySet[Case]:
    """Other cases about the same words."""
    return Case.objects.filter(subject_id=case.subject_id).exclude(id=case.id).order_by("-opened_at")


def holds(case: Case) -> bool:
    """Whether another case keeps the same words off the pages."""
    return others_about(case).filter(is_hidden=True).exists()


def hiding(subject_id: UUID) -> Case | None:
    """The case that keeps these words off the pages, or None."""
    return Case.objects.filter(subject_id=subject_id, is_hidden=True).order_by("-opened_at").first()


def false_alarms(report: Report, since: datetime) -> int:
    """How many urgent reports of the same person proved groundless since then."""
    kept = Decision.objects.filter(case=OuterRef("case"), outcome=Outcome.KEPT)
    mine = Q(member=report.member) if report.member_id else Q(address=report.address)
    rows = Report.objects.filter(mine, Exists(kept), filed_at__gte=since, case__kind__in=URGENT, staff=None)
    return rows.exclude(id=report.id).count()


def was_kept(case: Case) -> bool:
    """Whether the same words, unchanged, were found to be all right before."""
    same = others_about(case).filter(kind=case.kind, revision=case.revision)
    return same.annotate(outcome=_newest("outcome")).filter(outcome=Outcome.KEPT).exists()


def moderators() -> list[UUID]:
    """The persons of the staff who may decide on this site."""
    return list(people.staff().values_list("person_id", flat=True))


def to_close(moment: datetime) -> list[Case]:
    """Decided cases in which nobody asked for another look in time."""
    rows: QuerySet[Any] = Case.objects.filter(state=State.BOTH_TOLD).annotate(decided_at=_newest("made_at"))
    old = rows.filter(decided_at__lte=moment - timedelta(days=APPEAL))
    return [case for case in old if end_after(case.decided_at, APPEAL) <= moment]


def fallen_silent(moment: datetime) -> list[Case]:
    """Cases whose author did not answer in time."""
    silent = Hearing.objects.filter(case=OuterRef("id"), answered_at=None, ends_at__lte=moment)
    return list(Case.objects.filter(Exists(silent), state=State.SENDER_ASKED))


def appeal_side(case: Case) -> Side | None:
    """Who may ask for another look now; None where nobody may any more, or yet."""
    decision = newest_decision(case)
    if decision is None or case.state != State.BOTH_TOLD or clock.now() >= appeal_ends(decision):
        return None
    if Appeal.objects.filter(decision=decision).exists():
        return None
    side = rules.side_of_appeal(Outcome(decision.outcome))
    return side if side == Side.REPORTER or case.author_id else None


def counts() -> dict[str, int]:
    """How many wait, how many of them are late, and how many are urgent: for the first page of the console."""
    now, rows = clock.now(), Case.objects.filter(state__in=WAITING)
    return {
        "waiting": rows.count(),
        "late": rows.filter(due_at__lte=now).count(),
        "urgent": rows.filter(kind__in=URGENT).count(),
    }


def is_away(case: Case) -> bool:
    """Whether the decision that stands takes the words away."""
    decision = newest_decision(case)
    return decision is not None and decision.outcome in AWAY


def facts_of(case: Case) -> dict[str, object]:
    """A case as those who decide see it: no name and no address of whoever reported it."""
    hearing = hearing_of(case)
    return {
        "case": case,
        "matter": matter_of(case),
        "reports": list(reports_of(case)),
        "hearing": hearing,
        "decisions": list(decisions_of(case)),
        "appeal": appeal_of(case),
        "steps": list(steps_of(case)),
        "others": list(others_about(case)[:20]),
        "is_allowed": is_removal_allowed(case),
        "now": clock.now(),
    }
