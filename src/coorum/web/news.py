"""What is told on every page: important matters to everybody, and what the documents announce to members until they put it
away. Most of the time there is nothing, and nothing is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from coorum.base import clock
from coorum.consent import campaign
from coorum.consent.queries import newest_announcement
from coorum.notices.queries import notices_on
from coorum.web.request import Request

#: How old the answer to "was there anything lately?" may be, in seconds.
REMEMBERED = 5
_NEVER = datetime.min.replace(tzinfo=UTC)


def service_notices(request: Request) -> Any:
    """The service notices for this place, found once a request."""
    if not hasattr(request, "service_notices"):
        site = getattr(request, "site", None)
        request.service_notices = notices_on(site.id if site else None)
    return request.service_notices


def news(request: HttpRequest) -> Any:
    """The announcements for whoever looks, when the page asks."""
    return SimpleLazyObject(lambda: _for_viewer(request))


def _for_viewer(request: HttpRequest) -> list[Any]:
    viewer, site = getattr(request, "viewer", None), getattr(request, "site", None)
    if viewer is None or viewer.member is None or not _was_anything(viewer.person.created_at):
        return []
    return campaign.news_for(viewer.person, site.id if site else None)


def _was_anything(since: datetime) -> bool:
    newest = caches["local"].get("newest_announcement")
    if newest is None:
        newest = newest_announcement() or _NEVER
        caches["local"].set("newest_announcement", newest, REMEMBERED)
    return newest > since and clock.now() - newest < campaign.SHOWN_FOR + timedelta(days=1)
