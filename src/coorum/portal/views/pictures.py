"""Pictures: taken in for a composer, and served."""

from typing import Any

from django.http import FileResponse, Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from coorum.base import files
from coorum.base.errors import Refused
from coorum.community import actions
from coorum.portal.forms.words import PictureForm
from coorum.sites import queries as sites
from coorum.web.guards import site_only, taking_part
from coorum.web.request import Request


@require_POST
@site_only
@taking_part
def create(request: Request) -> JsonResponse:
    """A picture sent by upload.js: JSON {"id", "src"}, `src` being what the text says to show it; or {"error"}."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(
            {"error": " ".join(str(text) for texts in form.errors.values() for text in texts)}, status=400
        )
    try:
        picture = actions.add_picture(request.viewer, upload=form.file)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    return JsonResponse({"id": str(picture.id), "src": f"picture:{picture.id}"})


@require_safe
def show(request: Request, key: str) -> HttpResponseBase:
    """A file of this site, for ever the same. Where only invited people join, shared caches do not keep it."""
    site = _owner(request, key)
    if site is None:
        raise Http404
    try:
        headers = files.media_headers(key, is_public=site.opening == "open")
        if unchanged := get_conditional_response(request, etag=headers["ETag"]):
            return unchanged
        return FileResponse(files.stream(site.id, key), headers=headers)
    except files.Missing:
        raise Http404 from None


def _owner(request: Request, key: str) -> Any:
    """The site here; on the provider's host also the one whose logo it is, since pages of identity wear it there."""
    is_logo = request.place.is_provider and (request.site is None or not key.startswith(str(request.site.id)))
    return (sites.site_with_logo(key) if is_logo else None) or request.site
