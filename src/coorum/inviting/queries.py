"""Every read of the inviting room."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from coorum.inviting.models import Batch, Line


@dataclass(frozen=True, slots=True)
class Report:
    """How a list stands: how many lines it has, how many are ready, invited, and cannot be invited."""

    lines: int
    ready: int
    invited: int
    bad: int

    @property
    def percent(self) -> int:
        """How far the inviting has come."""
        return 100 * self.invited // max(1, self.invited + self.ready)


def batches() -> QuerySet[Batch]:
    """The lists of this site, newest first."""
    return Batch.objects.order_by("-declared_at")


def batch_with(batch_id: UUID) -> Batch | None:
    """A list of this site, or None."""
    return Batch.objects.filter(id=batch_id).first()


def lines_of(batch: Batch, state: str = "") -> QuerySet[Line]:
    """Every line in the order of the file, or those that are `ready`, `invited` or `bad`."""
    of = {"ready": Q(problem="", invited_at=None), "invited": Q(invited_at__isnull=False), "bad": ~Q(problem="")}
    return batch.lines.filter(of.get(state, Q())).order_by("number")


def report_of(batch: Batch) -> Report:
    """One query."""
    counted = batch.lines.aggregate(
        lines=Count("id"),
        ready=Count("id", filter=Q(problem="", invited_at=None)),
        invited=Count("id", filter=Q(invited_at__isnull=False)),
        bad=Count("id", filter=~Q(problem="")),
    )
    return Report(**counted)


def bad_lines(batch: Batch) -> QuerySet[Line]:
    """Those by which nobody is invited, in the order of the file."""
    return batch.lines.exclude(problem="").order_by("number")


def ready_lines(batch: Batch) -> QuerySet[Line]:
    """Those by which somebody will be."""
    return batch.lines.filter(problem="", invited_at=None).order_by("number")
