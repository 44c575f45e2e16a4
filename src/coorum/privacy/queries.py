"""Every read of the privacy room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.privacy import calendar, rules
from coorum.privacy.clients.payments import SandboxPayments, payments
from coorum.privacy.kinds import TRIES, Found, State
from coorum.privacy.merging.persons import persons_of
from coorum.privacy.models import Decision, Fee, Finding, Package, Payment, ProofPaper, RightsRequest
from coorum.provision.models import Reach
from coorum.sites.models import Site


@dataclass(frozen=True)
class Clocks:
    """Both clocks of a case. `rests` says that it is the person's turn: the target moves on, the risk clock does not."""

    receipt_due: date
    target: date
    risk: date
    rests: bool
    is_over: bool

    @property
    def aim(self) -> date:
        """What we aim for, in words to whoever asked: rests move the target on, but never past the fortnight."""
        return min(self.target, self.risk)

    @property
    def is_late(self) -> bool:
        """Whether the fortnight has passed after which a suit may follow."""
        return not self.is_over and calendar.day_of(clock.now()) > self.risk

    @property
    def days_left(self) -> int:
        """Days until the fortnight is over; negative once it is."""
        return (self.risk - calendar.day_of(clock.now())).days


def request_by_id(request_id: UUID) -> RightsRequest | None:
    return _requests().filter(id=request_id).first()


def requests_of(person: Person) -> QuerySet[RightsRequest]:
    """What the person asked, newest first."""
    return _requests().filter(person=person).order_by("-received_at")


def own_requests(person: Person) -> QuerySet[RightsRequest]:
    """What they asked under this account, or under one that became it, newest first."""
    return _requests().filter(person__in=persons_of(person)).order_by("-received_at")


def request_of(person: Person, request_id: UUID) -> RightsRequest | None:
    """A request of this person, under whatever account of theirs, or None."""
    return own_requests(person).filter(id=request_id).first()


def open_request(person: Person, kind: str) -> RightsRequest | None:
    """The person's request of this kind that is not answered yet, or None."""
    ended = (*rules.ENDED, State.DELIVERED)
    return requests_of(person).filter(kind=kind).exclude(state__in=ended).first()


def open_cases() -> QuerySet[RightsRequest]:
    """Every case that is not over, the nearest end of the risk clock first."""
    return _requests().exclude(state__in=rules.ENDED).order_by("received_at")


def closed_cases(limit: int = 50) -> QuerySet[RightsRequest]:
    """The cases that ended, newest first."""
    return _requests().filter(state__in=rules.ENDED).order_by("-received_at")[:limit]


def pressing_cases() -> list[tuple[RightsRequest, Clocks]]:
    """What heads the desk: every case that waits for an officer, and every one whose fortnight ends within four days."""
    cases = [(one, clocks_of(one)) for one in open_cases()]
    waiting = _waiting_for_hand()
    return [
        (one, clocks) for one, clocks in cases if one.state in rules.OFFICERS_TURN or one.id in waiting or _ends(clocks)
    ]


def _waiting_for_hand() -> set[UUID]:
    """Cases of which some system did not answer, however often it was asked; and those whose papers nobody has checked."""
    silent = Finding.objects.filter(request__state=State.COLLECTING, result=Found.ERROR, attempts__gte=TRIES)
    papers = ProofPaper.objects.filter(gone_at=None, check_made=None, request__state__in=rules.IDENTIFYING)
    return {*silent.values_list("request", flat=True), *papers.values_list("request", flat=True)}


def _ends(clocks: Clocks) -> bool:
    return not clocks.is_over and clocks.days_left <= 4


def can_withdraw(request: RightsRequest) -> bool:
    """Whether the person can still take it back."""
    return request.state in rules.UNDECIDED


def clocks_of(request: RightsRequest) -> Clocks:
    """Both clocks, from the steps the case took."""
    return Clocks(
        receipt_due=calendar.receipt_due(request.received_at),
        target=calendar.target_day(request.received_at, _pauses(request)),
        risk=calendar.risk_day(request.received_at),
        rests=request.state in rules.WAITING,
        is_over=request.state in (*rules.ENDED, State.DELIVERED),
    )


def _pauses(request: RightsRequest) -> list[tuple[datetime, datetime]]:
    """The stretches in which it was the person's turn."""
    steps = sorted(request.transitions.all(), key=lambda step: (step.made_at, step.id))
    ends = [step.made_at for step in steps[1:]] + [clock.now()]
    return [(step.made_at, end) for step, end in zip(steps, ends, strict=True) if step.after in rules.WAITING]


def fee_of(request: RightsRequest) -> Fee | None:
    """What the application costs, or None where it costs nothing."""
    return Fee.objects.filter(request=request.id).first()


def payment_of(request: RightsRequest) -> Payment | None:
    return Payment.objects.select_related("fee").filter(fee=request.id).first()


@dataclass(frozen=True)
class WaysToPay:
    """How a fee can be paid: at the payment service, where there is one, and by bank transfer."""

    service: bool
    bank_account: str


def ways_to_pay() -> WaysToPay:
    return WaysToPay(payments().is_available, settings.COORUM_BANK_ACCOUNT)


def is_sandbox() -> bool:
    """Whether the payment service is the one that charges nobody."""
    return isinstance(payments(), SandboxPayments)


def sandbox_word(request: RightsRequest) -> str:
    """What the sandbox answers when the visitor presses "pay"."""
    return SandboxPayments().word_for(request.id.hex)


def communities_of(person: Person) -> list[Site]:
    """The sites on which the person's data lies, the oldest first."""
    reached = Reach.objects.filter(person=person).select_related("community").order_by("since")
    return [reach.community for reach in reached]


def findings_of(request: RightsRequest) -> QuerySet[Finding]:
    """What each dataset answered, with what was left out of it."""
    found = Finding.objects.filter(request=request).select_related("community").prefetch_related("redactions")
    return found.order_by("dataset", "community__name")


def decision_of(request: RightsRequest) -> Decision | None:
    """The newest decision, proposed or final."""
    return Decision.objects.select_related("review").filter(request=request).order_by("-decided_at").first()


def package_of(request: RightsRequest) -> Package | None:
    return Package.objects.filter(request=request).first()


def standing_since(state: State, span: timedelta) -> list[RightsRequest]:
    """Cases that have stood in `state` for longer than `span`."""
    cases = _requests().filter(state=state)
    return [case for case in cases if clock.now() - _entered(case) > span]


def _entered(request: RightsRequest) -> datetime:
    return max((step.made_at for step in request.transitions.all()), default=request.received_at)


def _requests() -> QuerySet[RightsRequest]:
    related = ("person", "community", "linked_to", "fee", "fee__waiver", "fee__payment", "package", "identity")
    return RightsRequest.objects.select_related(*related).prefetch_related("transitions")
