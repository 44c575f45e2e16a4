"""A claim is shown to the author, who may object, agree, or say nothing."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_text
from coorum.moderation import clocks, letters, queries, rules
from coorum.moderation.actions.handling import ensure_moderator, taken_up
from coorum.moderation.actions.moving import locked, move
from coorum.moderation.kinds import Kind, Step
from coorum.moderation.models import Case, Hearing


@action
def ask_sender(viewer: Viewer, *, case: Case, words: str, in_election: bool = False) -> Hearing:
    """Show the author the claim, in `words` that name nobody; they have seven days, or two (clocks.objection_days).

    The reporters are told why their answer comes later: seven days after the author's time. Raises `Refused`: `words_needed`,
    `not_now`, and what `ensure_no_numbers` raises.
    """
    actor = ensure_moderator(viewer).party
    text = clean_text(words, rules.WORDS)
    if not text:
        raise Refused("words_needed", _("Please write what is claimed."), field="words")
    ensure_no_numbers(text, field="words")
    now, case = clock.now(), taken_up(locked(case.id), viewer)
    ends_at = clocks.end_after(now, clocks.objection_days(Kind(case.kind), in_election=in_election))
    due_at = max(case.due_at, clocks.end_after(clocks.last_moment(ends_at), clocks.ANSWER))
    case = move(case, Step.ASK, actor=actor, due_at=due_at)
    hearing = Hearing.new(
        case=case,
        words=text,
        asked_by=viewer.person.id,
        in_election=in_election,
        asked_at=now,
        ends_at=ends_at,
        answer="",
    )
    hearing.save(force_insert=True)
    letters.show_claim(case, hearing)
    letters.tell_later(case, why=HEARING, day=clocks.last_day(due_at))
    return hearing


#: Said in the language of each letter.
HEARING = _("We asked the author of these words what they say to it, and give them time to answer.")


@action
def object_to(viewer: Viewer, *, case: Case, words: str) -> Case:
    """The author objects: nothing happens by itself, somebody decides.

    Raises `Refused`: `too_late`, `not_now`, `not_yours`, `words_needed`.
    """
    text = clean_text(words, rules.WORDS)
    if not text:
        raise Refused("words_needed", _("Please write why you object."), field="words")
    ensure_no_numbers(text, field="words")
    return _answer(viewer, case, Step.OBJECT, text, is_objection=True)


@action
def agree(viewer: Viewer, *, case: Case) -> Case:
    """The author agrees to the removal. Raises `Refused`: `too_late`, `not_now`."""
    return _answer(viewer, case, Step.AGREE, "", is_objection=False)


def _answer(viewer: Viewer, case: Case, step: Step, text: str, *, is_objection: bool) -> Case:
    _ensure_author(viewer, case)
    case = locked(case.id)
    hearing, now = queries.hearing_of(case), clock.now()
    if hearing is None or hearing.answered_at is not None:
        raise Refused("not_now", _("There is nothing to answer any more."))
    if now >= hearing.ends_at:
        raise Refused(
            "too_late", _("The time to answer has passed. You can write to us, or ask for another look later.")
        )
    hearing.is_objection, hearing.answer, hearing.answered_at = is_objection, text, now
    hearing.save(update_fields=["is_objection", "answer", "answered_at"])
    return move(case, step, actor=people.member_party(viewer.member))  # type: ignore[arg-type]  # the author is a member


def _ensure_author(viewer: Viewer, case: Case) -> None:
    if viewer.member is None or case.author_id != viewer.member.id:
        raise Refused("not_yours", _("Only the person who wrote this can answer."))
