"""Where a case stands: the facts by which the rules say what may be done now."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from coorum.base import clock
from coorum.moderation import rules
from coorum.moderation.kinds import UNDECIDED, Ground, Kind, Outcome, State
from coorum.moderation.models import Appeal, Case, Decision, Hearing
from coorum.moderation.queries.cases import matter_of, others_about, steps_of
from coorum.moderation.queries.decisions import appeal_of, decisions_of, newest_decision
from coorum.moderation.queries.reports import by_others, reports_of


def standing_of(case: Case) -> rules.Standing:
    """Where a case stands, for the rules."""
    decision, hearing = newest_decision(case), hearing_of(case)
    decided_before = Decision.objects.filter(case=case, at_desk=True, on_appeal=False)
    return rules.Standing(
        state=State(case.state),
        kind=Kind(case.kind),
        has_author=can_be_asked(case),
        is_staffs_own=not by_others(case).exists(),
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


def fallen_silent(moment: datetime) -> list[Case]:
    """Cases whose author did not answer in time."""
    silent = Hearing.objects.filter(case=OuterRef("id"), answered_at=None, ends_at__lte=moment)
    return list(Case.objects.filter(Exists(silent), state=State.SENDER_ASKED))


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
