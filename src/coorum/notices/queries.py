"""Every read of the notices room."""

from uuid import UUID

from django.core.cache import caches
from django.db.models import Q, QuerySet

from coorum.base import clock
from coorum.notices.kinds import ON_PAGES
from coorum.notices.models import Mailing, ServiceNotice

#: How old the answer to "is there anything to be told?" may be, in seconds.
REMEMBERED = 5


def notices() -> QuerySet[ServiceNotice]:
    """Every notice, newest first."""
    return ServiceNotice.objects.select_related("community", "taken_back_by").order_by("-announced_at")


def notice_by_id(notice_id: UUID) -> ServiceNotice | None:
    return notices().filter(id=notice_id).first()


def mailing_of(notice: ServiceNotice) -> Mailing | None:
    """The round that tells of it."""
    return Mailing.objects.filter(kind="service_notice", about=notice.id).first()


def can_be_taken_back(notice: ServiceNotice) -> bool:
    """Whether it is still to come, or goes on."""
    is_over = notice.ends_at is not None and notice.ends_at < clock.now()
    return notice.about in ON_PAGES and not notice.is_taken_back and not is_over


def open_notices() -> list[ServiceNotice]:
    """What is shown on pages now: neither over nor taken back."""
    rows = notices().filter(about__in=ON_PAGES, taken_back_by=None)
    return list(rows.filter(Q(ends_at=None) | Q(ends_at__gt=clock.now())).order_by("begins_at"))


def notices_on(site_id: UUID | None) -> list[ServiceNotice]:
    """What is told on the pages of a site (None: the provider's own): its own notices and those of the whole service.

    Remembered for a few seconds: most of the time there is nothing, and nothing is asked.
    """
    local = caches["local"]
    found = local.get("open_notices")
    if found is None:
        found = open_notices()
        local.set("open_notices", found, REMEMBERED)
    return [one for one in found if one.community_id in (None, site_id)]
