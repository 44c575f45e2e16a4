"""The community's first page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from coorum.base.pictures.view import PictureView, Source
from coorum.community import queries as community
from coorum.portal import fragments
from coorum.web.brand import media_url
from coorum.web.request import Request


def index(request: Request) -> HttpResponse:
    """Whose place this is, what happened, one thing to do. The provider's own host leads to its documents."""
    if request.site is None:
        return redirect("portal:documents")
    page = community.home_page(request.viewer)
    return render(
        request, "portal/community/home.html", {"page": page, "hero_picture": _hero(request), "fragments": fragments}
    )


def _hero(request: Request) -> PictureView | None:
    """The site's large picture, cropped by the page, so that its exact size does not matter."""
    key = request.site.hero_key
    return PictureView(1600, 900, (Source(media_url(key), 1600, "webp"),)) if key else None
