"""Which legal holds there are, and what they cover."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.personal_data import Subject, datasets
from coorum.privacy.models.holds import LegalHold


def standing_holds() -> QuerySet[LegalHold]:
    """The holds that are not lifted, the next to be reviewed first."""
    return LegalHold.objects.filter(lifting=None).select_related("community").order_by("review_on", "placed_at")


def holds_to_review() -> QuerySet[LegalHold]:
    """The standing holds on whose day somebody looks again, today or before."""
    return standing_holds().filter(review_on__lte=timezone.localdate(clock.now()))


def lifted_holds(limit: int = 50) -> QuerySet[LegalHold]:
    """The holds that are over, the last to be lifted first."""
    lifted = LegalHold.objects.exclude(lifting=None).select_related("community", "lifting")
    return lifted.order_by("-lifting__lifted_at")[:limit]


def hold_by_id(hold_id: UUID) -> LegalHold | None:
    return LegalHold.objects.select_related("community", "lifting").filter(id=hold_id).first()


def holds_on(dataset: str, subject: Subject) -> QuerySet[LegalHold]:
    """The standing holds that cover this dataset of this subject: none of what a hold names is somebody or somewhere else.

    A hold on a site covers what lies on that site; what a person has beyond any site, only a hold that names no site.
    """
    of_whom = Q(person=None) | Q(person=subject.person_id)
    where = Q(community=None) | Q(community=subject.site_id) if subject.site_id else Q(community=None)
    return standing_holds().filter(of_whom, where, dataset__in=["", dataset])


def ensure_not_held(dataset: str, subject: Subject) -> None:
    """The guard of `base.gates.HOLD`. Raises `Refused("held")` while a legal hold covers this dataset of this subject."""
    if holds_on(dataset, subject).exists():
        raise Refused("held", _("A legal hold keeps this from being destroyed."))


def person_at(email: str) -> Person:
    """The person with this address. Raises `Refused("nobody")`."""
    found = Person.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise Refused("nobody", _("Nobody is registered with this address."), field="email")
    return found


def whose(hold: LegalHold) -> str:
    """The address of the person a hold names; empty where it names nobody, or nobody any more."""
    found = Person.objects.filter(id=hold.person).first() if hold.person else None
    return contact.address_of(found, "operate") if found else ""


def title_of(hold: LegalHold) -> str:
    """What the data map calls the dataset a hold names, or an empty text."""
    return next((str(one.title) for one in datasets() if one.name == hold.dataset), "")
