"""Legal holds: one officer places one, another lifts it."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, Party, publish
from coorum.base.personal_data import datasets
from coorum.base.scope import PROVIDER
from coorum.privacy.incidents.queries import officers
from coorum.privacy.models.holds import HoldLifting, LegalHold
from coorum.privacy.retention.events import HOLD_LIFTED, HOLD_PLACED
from coorum.privacy.retention.kinds import HoldGround
from coorum.sites.models import Site

#: Somebody looks at a hold again within a year at the latest.
LONGEST_REVIEW = timedelta(days=366)


@action
def place_hold(
    officer: Party,
    *,
    ground: HoldGround,
    why: str,
    review_on: date,
    person: Person | None = None,
    community: Site | None = None,
    dataset: str = "",
) -> LegalHold:
    """Keep what these share from being destroyed: a person's, a site's, a dataset's data. It holds from this moment.

    Raises `Refused`: `of_nothing`, `no_dataset`, `no_reason`, `review` (not ahead, or more than a year away).
    """
    if not (person or community or dataset):
        raise Refused("of_nothing", _("Say what is held: a person, a community, a kind of data."))
    if dataset and dataset not in {one.name for one in datasets()}:
        raise Refused("no_dataset", _("There is no such kind of data."), field="dataset")
    _ensure_words(why)
    today = timezone.localdate(clock.now())
    if not today < review_on <= today + LONGEST_REVIEW:
        raise Refused("review", _("Choose a day within the next year."), field="review_on")
    hold = LegalHold.objects.create(
        person=person.id if person else None,
        community=community,
        dataset=dataset,
        ground=ground,
        why=why,
        review_on=review_on,
        placed_by=officer.id,
        placed_at=clock.now(),
    )
    covers = {"person": person is not None, "site": community.slug if community else "", "dataset": dataset}
    _tell(HOLD_PLACED, hold, officer, payload={**covers, "ground": str(ground), "review_on": review_on.isoformat()})
    return hold


@action
def lift_hold(officer: Party, *, hold: LegalHold, why: str, is_alone: bool = False) -> HoldLifting:
    """Let time run again. Whoever placed a hold does not lift it, unless they are the only officer (`is_alone`).

    Raises `Refused`: `not_now` (lifted already), `no_reason`, `self_approval`, `not_alone`.
    """
    hold = LegalHold.objects.select_for_update().get(id=hold.id)
    if HoldLifting.objects.filter(hold=hold).exists():
        raise Refused("not_now", _("This hold was lifted already."))
    _ensure_words(why)
    _ensure_another(officer.id, hold, is_alone=is_alone)
    waived = hold.placed_by == officer.id
    lifting = HoldLifting.objects.create(hold=hold, why=why, waived=waived, lifted_by=officer.id, lifted_at=clock.now())
    _tell(HOLD_LIFTED, hold, officer, payload={"waived": waived})
    return lifting


def _ensure_another(who: UUID | None, hold: LegalHold, *, is_alone: bool) -> None:
    if hold.placed_by != who:
        return
    if not is_alone:
        raise Refused("self_approval", _("Somebody else must agree: nobody approves their own decision."))
    if any(one.id != who for one in officers()):
        raise Refused("not_alone", _("There is another privacy officer: please ask them."), field="is_alone")


def _ensure_words(why: str) -> None:
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")


def _tell(event: Event, hold: LegalHold, officer: Party, *, payload: dict[str, object]) -> None:
    publish(event, actor=officer, subject=Party("hold", hold.id, hold.label), payload=payload, chain=PROVIDER)
