"""Which legal holds there are, and what they cover."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.personal_data import Subject
from coorum.privacy.models.holds import LegalHold


def standing_holds() -> QuerySet[LegalHold]:
    """The holds that are not lifted, the next to be reviewed first."""
    return LegalHold.objects.filter(lifting=None).select_related("community").order_by("review_on", "placed_at")


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
