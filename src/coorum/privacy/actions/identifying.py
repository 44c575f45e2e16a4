"""Making sure who asks (APPI 37, order 12): account holders by signing in once more, nothing else is collected."""

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party
from coorum.privacy import calendar, letters, queries
from coorum.privacy.actions.charging import quote, resume
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.events import IDENTITY_VERIFIED
from coorum.privacy.kinds import WITH_FEE, Kind, State, Step
from coorum.privacy.models import Identification, RightsRequest

RECENT_SIGN_IN = "recent_sign_in"


@action
def confirm_identity(person: Person, *, request: RightsRequest, method: str = RECENT_SIGN_IN) -> RightsRequest:
    """The person has just shown who they are: the case goes on, to its fee where it has one. Doing so again changes nothing."""
    letters.write_to_former(person)
    return identified(request, by=people.person_party(person), method=method, level="account")


def identified(request: RightsRequest, *, by: Party, method: str, level: str) -> RightsRequest:
    """Write down how we know, and go on; a case that has gone on already stays where it is."""
    request = locked(request.id)
    if request.state not in (State.IDENTITY_PENDING, State.IDENTITY_FAILED):
        return request
    known = {"method": method, "level": level, "verified_at": clock.now()}
    Identification.objects.update_or_create(request=request, defaults=known)
    tell(IDENTITY_VERIFIED, request, actor=by, payload={"method": method, "level": level})
    request = move(request.id, Step.IDENTIFY, actor=by)
    if Kind(request.kind) not in WITH_FEE:
        return request
    if queries.fee_of(request) is not None:
        return resume(request)
    quote(request)
    letters.write("fee", request)
    return request


@action
def fail_identity(actor: Party, *, request: RightsRequest, why: str) -> RightsRequest:
    """We could not make sure who asks: the person is told how to cure it, and has thirty days."""
    request = move(request.id, Step.FAIL_IDENTITY, actor=actor, why=why)
    letters.write("identity", request)
    return request


@action
def close_unidentified() -> int:
    """Seven days without a sign of who asks: told; thirty more: closed. Returns how many moved."""
    late = queries.standing_since(State.IDENTITY_PENDING, calendar.IDENTITY)
    for request in late:
        fail_identity(SYSTEM, request=request, why="no sign of who asks within seven days")
    for request in (over := queries.standing_since(State.IDENTITY_FAILED, calendar.CURE)):
        move(request.id, Step.CLOSE, actor=SYSTEM, why="identity not shown within thirty days")
        letters.write("closed", request)
    return len(late) + len(over)
