"""What a letter of invitation leads to besides accepting it."""

from uuid import UUID

from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coorum.accounts import actions as accounts
from coorum.signin.way import stop_links
from coorum.web.guards import site_only
from coorum.web.request import Request


@csrf_exempt  # mail programs press this button themselves (RFC 8058); the signed address is the key
@never_cache
@site_only
@require_http_methods(["GET", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """No more invitations to this community, for the address that got the letter. Looking at the page changes nothing."""
    try:
        mark = UUID(stop_links.unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None
    if request.method == "POST":
        accounts.stop_invitations(mark)
    return render(request, "signin/stop_invitations.html", {"is_stopped": request.method == "POST"})
