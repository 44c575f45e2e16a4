"""Files that are handed out: always a download, never shown inside our pages."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep. Nothing may store it on the way, guess its type, or run what is in it."""
    headers = {
        "Content-Disposition": str(content_disposition_header(True, name)),  # noqa: FBT003  Django's signature
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def pdf_response(content: bytes | None, name: str) -> HttpResponse:
    """A PDF to keep; 404 where the machine could not make it."""
    if content is None:
        raise Http404
    return download(content, name, "application/pdf")
