"""What the operator's website tells us directly: that a session there is over, and what has changed about a customer."""

import time
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from coorum.base.budgets import Budget, spend
from coorum.base.calling import NoAnswer
from coorum.base.scope import site_scope, stepped_out
from coorum.customers import actions, payload, queries
from coorum.linking.clients import openid
from coorum.linking.tokens import LONGEST_SUBJECT, OLDEST, SKEW, Untrue
from coorum.signin import arrivals
from coorum.signin.counting import MINUTE
from coorum.signin.websites import endpoint
from coorum.sites import queries as sites
from coorum.web.request import Request

#: How far from our clock, in seconds, a sync call may say it was made.
FRESH = 5 * 60
#: How many calls that do not hold are written down in a minute; whoever sends more of them fills no record.
NOTED = 10


@endpoint
@require_POST
@sensitive_post_parameters("logout_token")
def signed_out(request: Request, slug: str) -> HttpResponse:
    """OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8: 200 where it was done, also where nobody was signed in."""
    site, directory = _found(slug, kind="openid")
    try:
        with site_scope(site.id):
            with stepped_out():
                ended = openid.ended(directory, request.POST.get("logout_token", "")[:8000])
            _ensure_once(f"logout:{directory.id}:{ended.jti}", OLDEST + 2 * SKEW)
            link = queries.link_of(ended.subject) if ended.subject else queries.link_of_session(ended.sid)
            if link is not None:
                arrivals.sign_out(link, sid=ended.sid)
    except (Untrue, NoAnswer) as refused:
        return _refused(site, "invalid_request", refused)
    return HttpResponse(status=200)


@endpoint
@require_POST
@sensitive_post_parameters("sso", "sig")
def sync(request: Request, slug: str) -> HttpResponse:
    """Name and address of a customer, as the website knows them now. The answer says nothing about anybody."""
    site, _directory = _found(slug)
    try:
        with site_scope(site.id):
            fields = payload.read(request.POST.dict(), [one.secret for one in queries.secrets()])
            _ensure_fresh(fields)
            _ensure_once(f"sync:{site.id}:{fields.get('nonce', '')}", 2 * FRESH)
            actions.take_change(fields)
    except Untrue as refused:
        return _refused(site, "invalid_request", refused)
    return JsonResponse({"taken": True}, status=202)


def _ensure_fresh(fields: dict[str, str]) -> None:
    said = fields.get("iat", "")
    if not said.isdecimal() or abs(int(said[:12]) - time.time()) > FRESH:
        raise Untrue("iat")
    if not 16 <= len(fields.get("nonce", "")) <= LONGEST_SUBJECT:
        raise Untrue("nonce")


def _ensure_once(key: str, seconds: int) -> None:
    if not cache.add(key, 1, seconds):
        raise Untrue("again")


def _found(slug: str, kind: str = "") -> tuple[Any, Any]:
    site = sites.site_by_slug(slug)
    directory = queries.directory_of(site)
    if directory is None or (kind and directory.kind != kind):
        raise Http404
    return site, directory


def _refused(site: Any, error: str, refused: Exception) -> HttpResponse:
    """What did not hold, in a word that stands in the guide."""
    why = refused.why if isinstance(refused, Untrue) else "silent"
    if spend(Budget(f"customer_calls:{site.id}", NOTED, MINUTE)) is None:
        with site_scope(site.id):
            actions.refuse_answer(why=why)
    return JsonResponse({"error": error, "error_description": why}, status=400)
