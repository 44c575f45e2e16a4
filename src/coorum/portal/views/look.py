"""The theme of a site: its colours as one small style sheet, named by its hash, so that it is cached for good."""

from django.http import Http404, HttpResponse

from coorum.web.request import Request


def theme(request: Request, theme_hash: str) -> HttpResponse:
    """The style sheet; 404 for one that is not this site's any more."""
    if request.site is None or request.site.theme_hash != theme_hash:
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(request.site.theme_css, content_type="text/css; charset=utf-8", headers=headers)
