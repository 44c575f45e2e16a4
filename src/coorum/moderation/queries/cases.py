"""Cases: what waits, what hides words, and what their author knows of."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from coorum.accounts import queries as people
from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.moderation.clocks import last_day
from coorum.moderation.kinds import UNDECIDED, URGENT, Kind, Outcome, State
from coorum.moderation.models import Case, CaseStep, Hearing
from coorum.moderation.queries.decisions import newest
from coorum.moderation.subjects import Matter, find

WAITING = (*UNDECIDED, State.APPEAL)


def case_by_id(case_id: UUID) -> Case | None:
    return Case.objects.select_related("author").filter(id=case_id).first()


def waiting() -> QuerySet[Case]:
    """Cases that somebody has to do something about: urgent ones first, then what is due first."""
    return _queue(Case.objects.filter(state__in=WAITING))


def number_waiting() -> int:
    """How many cases wait for somebody: beside the menu's entry on every page of the console."""
    return Case.objects.filter(state__in=WAITING).count()


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


def counts() -> dict[str, int]:
    """How many wait, how many of them are late, and how many are urgent: for the first page of the console."""
    now, rows = clock.now(), Case.objects.filter(state__in=WAITING)
    return {
        "waiting": rows.count(),
        "late": rows.filter(due_at__lte=now).count(),
        "urgent": rows.filter(kind__in=URGENT).count(),
    }


def load_of_the_provider() -> tuple[int, date | None, bool]:
    """How many cases are for the provider's desk, the last day of what is to be done first, and whether that has passed."""
    waits = Q(state__in=WAITING)
    load = for_the_provider().aggregate(number=Count("id"), first=Min("due_at", filter=waits))
    first = load["first"]
    return load["number"], last_day(first) if first else None, bool(first and first <= clock.now())


def open_case(subject_id: UUID, kind: Kind) -> Case | None:
    """The case in which the same thing is looked into already."""
    return Case.objects.filter(subject_id=subject_id, kind=kind, state__in=UNDECIDED).first()


def has_open_case(author: Member) -> bool:
    """Whether something the member said is being looked into, or may still be looked at again."""
    return Case.objects.filter(author=author).exclude(state=State.FINAL).exists()


def others_about(case: Case) -> QuerySet[Case]:
    """Other cases about the same words."""
    return Case.objects.filter(subject_id=case.subject_id).exclude(id=case.id).order_by("-opened_at")


def holds(case: Case) -> bool:
    """Whether another case keeps the same words off the pages."""
    return others_about(case).filter(is_hidden=True).exists()


def hiding(subject_id: UUID) -> Case | None:
    """The case that keeps these words off the pages, or None."""
    return Case.objects.filter(subject_id=subject_id, is_hidden=True).order_by("-opened_at").first()


def matter_of(case: Case) -> Matter | None:
    """What was said, as it stands now."""
    return find(case.subject_kind, case.subject_id)


def steps_of(case: Case) -> QuerySet[CaseStep]:
    return case.steps.order_by("made_at", "id")


def told(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases of which the author knows: they were shown a claim, their words are hidden, or it is decided and told."""
    decided = ~Q(state=State.DECIDED) & Q(untold__isnull=False)
    shown = Q(is_hidden=True) | Exists(Hearing.objects.filter(case=OuterRef("id")))
    return rows.annotate(untold=newest("untold")).filter(decided & Q(untold="") | ~decided & shown)


def case_about(viewer: Viewer, case_id: UUID) -> Case | None:
    """A case about the viewer's own words that they have been told of."""
    if viewer.member is None:
        return None
    return told(Case.objects.select_related("author").filter(id=case_id, author=viewer.member)).first()


def was_kept(case: Case) -> bool:
    """Whether the same words, unchanged, were found to be all right before."""
    same = others_about(case).filter(kind=case.kind, revision=case.revision)
    return same.annotate(outcome=newest("outcome")).filter(outcome=Outcome.KEPT).exists()


def moderators() -> list[UUID]:
    """The persons of the staff who may decide on this site."""
    return list(people.staff().values_list("person_id", flat=True))
