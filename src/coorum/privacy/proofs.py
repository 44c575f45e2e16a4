"""Reading the papers that show who asks: which are needed, which are there, which must go."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.privacy import agency, rules
from coorum.privacy.kinds import ProofKind, State, Step
from coorum.privacy.models import Agency, ProofPaper, RightsRequest

TAKES_TWO = _("The person has objected: one officer says why to go on, and another decides.")


def agency_of(request: RightsRequest) -> Agency | None:
    """Who asks for another, or None where somebody asks for themselves."""
    return Agency.objects.select_related("person", "objection", "waiver").filter(request=request.id).first()


def required(request: RightsRequest) -> tuple[ProofKind, ...]:
    """The papers that must be shown: an agent's always, somebody else's only where an officer asked for one."""
    acting = agency_of(request)
    if acting is not None:
        return agency.REQUIRED[acting.kind]
    return agency.REQUIRED[""] if request.transitions.filter(step=Step.DOUBT).exists() else ()


def is_waiting(request: RightsRequest) -> bool:
    """Whether papers are awaited now."""
    return request.state in (State.IDENTITY_PENDING, State.IDENTITY_FAILED) and bool(required(request))


def has_shown_address(request: RightsRequest) -> bool:
    """Whether the code by mail was entered."""
    return request.codes.exclude(used_at=None).exists()


def missing(request: RightsRequest) -> list[ProofKind]:
    """Required papers that were not checked yet."""
    checked = set(papers_of(request).exclude(check_made=None).values_list("kind", flat=True))
    return [kind for kind in required(request) if kind not in checked]


def ensure_asked_for(request: RightsRequest, kind: str) -> None:
    """Raises `Refused("not_asked_for")`: no paper is taken that is not needed."""
    if kind not in required(request) or not is_waiting(request):
        raise Refused("not_asked_for", _("This paper is not needed. Please do not send more than we ask for."))


def papers_of(request: RightsRequest) -> QuerySet[ProofPaper]:
    """Every paper that came, oldest first."""
    return ProofPaper.objects.filter(request=request).select_related("check_made", "request").order_by("received_at")


def paper_of(request: RightsRequest, paper_id: UUID) -> ProofPaper | None:
    return papers_of(request).filter(id=paper_id).first()


def to_drop() -> QuerySet[ProofPaper]:
    """Papers of cases that are over; what lies for thirty days goes by its period (`retention/rules.py`)."""
    over = (*rules.ENDED, State.DELIVERED)
    return ProofPaper.objects.filter(request__state__in=over, gone_at=None).select_related("request")


def person_concerned(request: RightsRequest) -> Person | None:
    """Whose data it is about: the one who asks, or for whom an agent asks."""
    acting = agency_of(request)
    return acting.person if acting else request.person


def address_concerned(request: RightsRequest) -> str:
    """The address under which their data is looked for."""
    acting = agency_of(request)
    return acting.person_address if acting else request.address


def may_hand_over(request: RightsRequest) -> bool:
    """Whether the person of whom an agent asks had their time to say no, and did not; or an officer said why not to wait."""
    acting = agency_of(request)
    if acting is None or hasattr(acting, "waiver"):
        return True
    is_over = acting.waits_until is not None and acting.waits_until <= clock.now()
    return is_over and not hasattr(acting, "objection")


def ensure_person_had_time(request: RightsRequest) -> None:
    """Raises `Refused("person_has_time")` while the person can still say no to their agent, or where they did."""
    if not may_hand_over(request):
        raise Refused(
            "person_has_time",
            _("The person was told and has 48 hours to object, or has objected. Wait, or write why you go on."),
        )


def ensure_another_decides(request: RightsRequest, officer_id: UUID | None) -> None:
    """Raises `Refused("self_approval")` where this officer said to go on in spite of the person's objection."""
    acting = agency_of(request)
    if acting and hasattr(acting, "objection") and hasattr(acting, "waiver") and acting.waiver.waived_by == officer_id:
        raise Refused("self_approval", TAKES_TWO)
