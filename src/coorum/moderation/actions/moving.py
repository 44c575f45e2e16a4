"""One step of a case: the row is locked, the rules are asked, the step is written down."""

from datetime import datetime
from typing import Any
from uuid import UUID

from coorum.accounts import queries as people
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Event, Party, publish
from coorum.moderation import queries, rules
from coorum.moderation.events import CASE_MOVED, CONTENT_HIDDEN, CONTENT_SHOWN
from coorum.moderation.kinds import State, Step
from coorum.moderation.models import Case, CaseStep


def locked(case_id: UUID) -> Case:
    """The case, held until the transaction ends. DoesNotExist where there is none."""
    return Case.objects.select_for_update(of=("self",)).select_related("author__person", "site").get(id=case_id)


@action
def move(
    case: Case, step: Step, *, actor: Party, why: str = "", due_at: datetime | None = None, **changes: Any
) -> Case:
    """Take one step of a locked case. Raises `Refused("not_now")` where it is not open now."""
    before = State(case.state)
    case.state = rules.next_state(queries.standing_of(case), step)
    case.due_at = due_at or case.due_at
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=["state", "due_at", *changes])
    CaseStep.new(
        case=case,
        step=step,
        before=before,
        after=case.state,
        actor=actor.kind,
        actor_id=actor.id,
        why=why,
        made_at=clock.now(),
    ).save()
    tell(CASE_MOVED, case, actor=actor, payload={"step": step, "state": case.state}, reason=why)
    return case


def hide(case: Case, *, actor: Party) -> None:
    """Take the words off the pages; what is hidden by this case stays so."""
    if not case.is_hidden:
        _set_hidden(case, is_hidden=True)
        say_of_words(CONTENT_HIDDEN, case, actor=actor)


def show(case: Case, *, actor: Party) -> None:
    """Put them back, unless another case keeps them away."""
    if case.is_hidden:
        _set_hidden(case, is_hidden=False)
        if not queries.holds(case):
            say_of_words(CONTENT_SHOWN, case, actor=actor)


def _set_hidden(case: Case, *, is_hidden: bool) -> None:
    case.is_hidden = is_hidden
    case.save(update_fields=["is_hidden"])


def say_of_words(event: Event, case: Case, *, actor: Party) -> None:
    """Tell the room that owns the words."""
    subject = Party(case.subject_kind, case.subject_id, str(case.subject_id))
    publish(event, actor=actor, subject=subject, toward=_party(case), payload={"kind": case.kind})


def tell(event: Event, case: Case, *, actor: Party, payload: dict[str, Any], reason: str = "") -> None:
    """An event about this case, on the site's chain; its subject is the author, where a member wrote it."""
    author = people.member_party(case.author) if case.author else None
    facts = {"kind": case.kind, **payload}
    publish(event, actor=actor, subject=author, toward=_party(case), payload=facts, reason=reason)


def _party(case: Case) -> Party:
    return Party("case", case.id, case.id.hex)
