"""The theme of a site: its colours as one small style sheet, named by its hash, so that it is cached for good."""

from django.http import Http404, HttpResponse

from coorum.sites import queries as sites
from coorum.web.request import Request


def theme(_request: Request, theme_hash: str) -> HttpResponse:
    """The style sheet; 404 for one that is no site's any more.

    Any host answers, since pages of identity wear a site's brand on the provider's: colours are no secret.
    """
    css = sites.theme_css(theme_hash)
    if css is None:
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers=headers)
