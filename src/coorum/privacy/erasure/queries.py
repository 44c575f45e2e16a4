"""Every read about erasures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.privacy.erasure import rules, walk
from coorum.privacy.erasure.kinds import ENDED, LEAVING, Result, Stage, State, Step
from coorum.privacy.models import Erasure, ErasureAnswer, ErasureManifest, OwnCopy
from coorum.provision.models import Provision, Reach
from coorum.sites.models import Site

NOT_NOW = _("This cannot be done any more, or not yet. Please reload the page.")


@dataclass(frozen=True)
class Line:
    """One row of the progress: a system, where, and what it answered."""

    title: Any
    note: Any
    site: str
    answer: ErasureAnswer | None

    @property
    def is_done(self) -> bool:
        return self.answer is not None and self.answer.result == Result.DONE

    @property
    def kept(self) -> int:
        return sum(one["rows"] for one in self.answer.kept) if self.answer else 0


def by_id(erasure_id: UUID) -> Erasure | None:
    return _erasures().filter(id=erasure_id).first()


def of_person(person: Person) -> QuerySet[Erasure]:
    """The person's own, the newest first."""
    return _erasures().filter(person=person).order_by("-asked_at")


def own(person: Person, erasure_id: UUID) -> Erasure | None:
    """An erasure of this person, or None."""
    return of_person(person).filter(id=erasure_id).first()


def under_way(person: Person) -> list[Erasure]:
    """What has been confirmed and is not over: what the person must be shown before anything else."""
    return list(of_person(person).exclude(state__in=[*ENDED, State.REQUESTED]))


def resting(person: Person, community: Site | None) -> Erasure | None:
    """A wish to leave that was confirmed and can still be taken back, or None."""
    return of_person(person).filter(community=community, state__in=LEAVING).first()


def closing_at(address: str) -> Erasure | None:
    """The account with this address is about to be erased, and can still be taken back."""
    return _erasures().filter(person__email__iexact=address, community=None, state__in=LEAVING).first()


def is_leaving_alone(erasure: Erasure, site: Site) -> bool:
    """Whether the person leaves this site by another wish too, which stands."""
    others = Erasure.objects.filter(person=erasure.person, state__in=LEAVING).exclude(id=erasure.id)
    return others.filter(Q(community=site) | Q(community=None)).exists()


def sites_of(erasure: Erasure) -> list[Site]:
    """Where the person is or was a member."""
    if erasure.community:
        return [erasure.community]
    reaches = Reach.objects.filter(person=erasure.person).select_related("community__operator").order_by("since")
    return [reach.community for reach in reaches]


def provisions_of(person_id: UUID) -> list[Provision]:
    """What was handed to the operator of the open scope's site."""
    return list(Provision.objects.filter(person=person_id).order_by("first_at"))


def standing_of(erasure: Erasure, *, is_clean: bool = False) -> rules.Standing:
    """Where it stands, as the rules see it: everybody to be asked counts, silent ones as not done.

    A site or a table that is new since everybody had answered holds nobody who was gone by then: the last look asks it too.
    """
    waited_for = [] if erasure.state == State.RESIDUAL else walk.places(erasure)
    answered = dict.fromkeys((place.key for place in waited_for), Result.ERROR)
    for one in erasure.answers.all():
        answered[one.system, one.community_id] = Result(one.result)
    return rules.Standing(State(erasure.state), _has_grace(erasure), frozenset(answered.values()), is_clean)


def progress(erasure: Erasure) -> list[Line]:
    """What each system answered so far; where there was nothing on a site, no line is spent on it once all is done."""
    answers = {(one.system, one.community_id): one for one in erasure.answers.all()}
    lines = [
        Line(place.title, place.note, place.site.name if place.site else "", answers.get(place.key))
        for place in walk.places(erasure)
        if place.key in answers or not erasure.erased_at
    ]
    return [one for one in lines if not (one.is_done and one.site and not _is_telling(one))]


def newest_paper(erasure: Erasure) -> ErasureManifest | None:
    """The last paper that was signed, or None."""
    return ErasureManifest.objects.filter(erasure=erasure).order_by("-made_at").first()


def paper(erasure: Erasure, stage: Stage) -> ErasureManifest | None:
    return ErasureManifest.objects.filter(erasure=erasure, stage=stage).first()


def open_erasures() -> list[Erasure]:
    """For the desk: what is under way, what waits for a hand first."""
    found = list(_erasures().exclude(state__in=[*ENDED, State.REQUESTED]).order_by("asked_at"))
    return sorted(found, key=lambda one: not needs_a_hand(one))


def ended_erasures(limit: int = 50) -> list[Erasure]:
    return list(_erasures().filter(state=State.PROVEN).order_by("-proven_at")[:limit])


def needs_a_hand(erasure: Erasure) -> bool:
    """Whether something did not answer, or is late."""
    failed = any(one.result == Result.ERROR for one in erasure.answers.all())
    late = erasure.begun_at and erasure.state == State.ERASING and clock.now() - erasure.begun_at > rules.PATIENCE
    return failed or bool(late) or erasure.state == State.BACKUP_AGED


def due(state: State, *, span: timedelta, since: str) -> list[Erasure]:
    """Erasures in this state whose moment `since` lies longer back than `span`."""
    limit: datetime = clock.now() - span
    return list(_erasures().filter(**{"state": state, f"{since}__lte": limit}).order_by(since))


def in_state(state: State) -> list[Erasure]:
    return list(_erasures().filter(state=state).order_by("asked_at"))


def failed_lately(erasure: Erasure) -> bool:
    """Whether it was written down within the hour that a system did not answer: the worker asks more often than that."""
    return _lately(erasure, Step.FAIL, timedelta(hours=1))


def doubted_lately(erasure: Erasure) -> bool:
    """The same of something that was left, within the day."""
    return _lately(erasure, Step.DOUBT, timedelta(days=1))


def _lately(erasure: Erasure, step: Step, span: timedelta) -> bool:
    return erasure.steps.filter(step=step, made_at__gt=clock.now() - span).exists()


def held() -> list[Erasure]:
    """Erased but for what a legal hold keeps."""
    return list(_erasures().filter(state=State.RESIDUAL, answers__result=Result.HELD).distinct())


def newest_copy(person: Person) -> OwnCopy | None:
    """The person's last own copy, or None."""
    return OwnCopy.objects.filter(person=person).order_by("-asked_at").first()


def _is_telling(line: Line) -> bool:
    return bool(line.answer and (line.answer.erased or line.answer.masked or line.answer.kept))


def _erasures() -> QuerySet[Erasure]:
    answers = Prefetch("answers", ErasureAnswer.objects.select_related("community").order_by("system"))
    return Erasure.objects.select_related("person", "community__operator", "request").prefetch_related(answers)


def _has_grace(erasure: Erasure) -> bool:
    """Only whoever asked to leave can come back within days: an order, and an account nobody uses, have none."""
    by_itself = erasure.steps.filter(step=Step.CONFIRM, actor=SYSTEM.kind)
    return erasure.request_id is None and not by_itself.exists()
