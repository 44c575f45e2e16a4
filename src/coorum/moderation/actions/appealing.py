"""Another look, by somebody who has not decided (terms 9(4)): another of the operator's moderators, or the provider's desk."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, Party
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_text
from coorum.moderation import clocks, letters, queries, rules
from coorum.moderation.actions.deciding import Verdict, carry
from coorum.moderation.actions.handling import ensure_moderator
from coorum.moderation.actions.moving import locked, move
from coorum.moderation.kinds import Side, Step
from coorum.moderation.models import Appeal, Case, Decision, Report


@action
def appeal(viewer: Viewer | None, *, case: Case, words: str, report: Report | None = None) -> Appeal:
    """Ask for another look within 14 days: the author where words were taken away, a reporter (`report`) where they stay.

    Raises `Refused`: `words_needed`, `too_late`, `not_yours`, and what `ensure_no_numbers` raises.
    """
    text = clean_text(words, rules.WORDS)
    if not text:
        raise Refused("words_needed", _("Please write why it should be looked at again."), field="words")
    ensure_no_numbers(text, field="words")
    case = locked(case.id)
    side, decision = queries.appeal_side(case), queries.newest_decision(case)
    if side is None or decision is None:
        raise Refused("too_late", _("Another look cannot be asked for any more."))
    _ensure_theirs(viewer, case, side, report)
    now = clock.now()
    made = Appeal.new(decision=decision, report=report, side=side, words=text, filed_at=now)
    move(case, Step.APPEAL, actor=_actor(viewer), due_at=clocks.end_after(now, clocks.SECOND_LOOK))
    made.save(force_insert=True)
    letters.remind_staff(case, "appeal")
    letters.remind_officers(case, "appeal")
    return made


def _ensure_theirs(viewer: Viewer | None, case: Case, side: Side, report: Report | None) -> None:
    member = viewer.member if viewer else None
    if side == Side.AUTHOR:
        is_theirs = member is not None and case.author_id == member.id
    else:
        is_theirs = report is not None and report.case_id == case.id and queries.is_answered_at(report)
    if not is_theirs:
        raise Refused("not_yours", _("Only those whom the decision went against can ask for another look."))


def _actor(viewer: Viewer | None) -> Party:
    return people.member_party(viewer.member) if viewer and viewer.member else GUEST


@action
def decide_again(actor: Party, *, case: Case, verdict: Verdict, by: Viewer | None = None) -> Decision:
    """Decide once more, for good. `by` is the moderator of the site; without one, an officer of the provider decides.

    Raises `Refused`: `same_person`, `own_case`, `not_now`, and what `ensure_decidable` raises.
    """
    if by is not None:
        actor = ensure_moderator(by).party
    case = locked(case.id)
    rules.ensure_other_eyes(actor.id, decided_by=queries.deciders(case))
    if by is not None and case.author and case.author.person_id == by.person.id:
        raise Refused("own_case", _("This is about your own words: please let somebody else decide."))
    return carry(case, Step.DECIDE_AGAIN, verdict, actor=actor, at_desk=by is None, on_appeal=True)
