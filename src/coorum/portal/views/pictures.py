"""Pictures: taken in for a composer, and served."""

from django.http import FileResponse, Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from coorum.base import files
from coorum.base.errors import Refused
from coorum.community import actions
from coorum.portal.forms.words import PictureForm
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
@site_only  # type: ignore[arg-type]  # the stubs know HttpResponse only
def show(request: Request, key: str) -> HttpResponseBase:
    """A file of this site, for ever the same. Where only invited people join, shared caches do not keep it."""
    try:
        headers = files.media_headers(key, is_public=request.site.opening == "open")
        if unchanged := get_conditional_response(request, etag=headers["ETag"]):
            return unchanged
        return FileResponse(files.stream(request.site.id, key), headers=headers)
    except files.Missing:
        raise Http404 from None
