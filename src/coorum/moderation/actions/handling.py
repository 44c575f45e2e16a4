"""The staff take a case up, hand it over, sort it anew, or say why it takes longer."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.moderation import clocks, letters, queries
from coorum.moderation.actions.moving import hide, locked, move, tell
from coorum.moderation.actions.reporting import press
from coorum.moderation.events import CASE_READ
from coorum.moderation.kinds import URGENT, Kind, State, Step
from coorum.moderation.models import Case


def ensure_moderator(viewer: Viewer | None) -> Viewer:
    """The viewer, where they decide on this site. Raises `Refused("not_staff")`."""
    if viewer is None or not viewer.is_at_least(Role.MODERATOR):
        raise Refused("not_staff", _("Only the community's staff can do this."))
    return viewer


@action
def read_case(actor: Party, *, case: Case) -> None:
    """Somebody opens a case, and sees what was written: that is written down."""
    tell(CASE_READ, case, actor=actor, payload={"state": case.state})


@action
def take_up(viewer: Viewer, *, case: Case) -> Case:
    """Look into it from now on. Raises `Refused`: `not_now`, `not_staff`."""
    actor = ensure_moderator(viewer).party
    return move(locked(case.id), Step.TAKE, actor=actor, handler=viewer.person.id)


def taken_up(case: Case, viewer: Viewer) -> Case:
    """The locked case, taken up by the viewer where nobody has."""
    if case.state == State.TRIAGED:
        return move(case, Step.TAKE, actor=viewer.party, handler=viewer.person.id)
    return case


@action
def hand_over(viewer: Viewer, *, case: Case, to: UUID, why: str = "") -> Case:
    """Let another of the staff look into it. Raises `Refused`: `not_now`, `not_here` (field `to`)."""
    actor = ensure_moderator(viewer).party
    if to not in queries.moderators():
        raise Refused("not_here", _("This person does not work here any more."), field="to")
    return move(locked(case.id), Step.HAND_OVER, actor=actor, why=why, handler=to)


@action
def sort_anew(viewer: Viewer, *, case: Case, kind: Kind) -> Case:
    """It is of another kind than was reported. What is urgent is hidden at once. Raises `Refused`: `not_now`, `twice`."""
    actor = ensure_moderator(viewer).party
    other = queries.open_case(case.subject_id, kind)
    if other is not None and other.id != case.id:
        words = _("The same words are looked into under this kind already: number %(number)s.")
        raise Refused("twice", words, field="kind", number=other.number)
    case = move(locked(case.id), Step.SORT, actor=actor, kind=kind)
    if kind in URGENT and not case.is_hidden:
        hide(case, actor=actor)
        letters.tell_hidden(case)
        press(case)
    return case


@action
def delay(viewer: Viewer, *, case: Case, why: str) -> Case:
    """Tell the reporters why the answer takes longer, once. Raises `Refused`: `reason_needed`, `not_now`."""
    actor = ensure_moderator(viewer).party
    if not why.strip():
        raise Refused("reason_needed", _("Please write why: those concerned are told."), field="why")
    due_at = max(case.due_at, clocks.end_after(clock.now(), clocks.MORE))
    case = move(taken_up(locked(case.id), viewer), Step.DELAY, actor=actor, why=why, due_at=due_at)
    letters.tell_later(case, why=why, day=clocks.last_day(due_at))
    return case
