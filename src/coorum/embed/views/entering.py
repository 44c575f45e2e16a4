"""From a frame to the community, where one signs in, and back to the page of the operator's website with a code.

A code is made only for a challenge that came from a frame of ours in this very browser: the frame sends it as a form from our
own origin, which no page of others can, and the visitor goes on by a form with our key.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from coorum.accounts import actions as accounts
from coorum.accounts.frames import Place
from coorum.embed.forms import EnterForm
from coorum.embed.keeping import ON_THE_WAY
from coorum.embed.origins import is_ours
from coorum.embed.wishes import Wish
from coorum.sites import queries as sites
from coorum.web.away import away
from coorum.web.guards import site_only
from coorum.web.request import Request

SALT = "coorum.embed.entering"
_KEY = "_frame"


@never_cache
@site_only
@csrf_exempt
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """From the frame: what signing in there means. After signing in: on to where one came from."""
    if request.method == "GET":
        asked = request.session.pop(_KEY, None)
        return _on(request, asked) if asked and request.viewer else redirect("/")
    wish, form = Wish.of(request), EnterForm(request.POST)
    if not is_ours(request) or not wish.knows_members or not form.is_valid():
        raise Http404
    asked = {**form.cleaned_data, "origin": wish.origin, "block": wish.kind, "site": request.site.id.hex}
    return _page(request, asked, ticket=signing.dumps(asked, salt=SALT))


@never_cache
@site_only
@require_POST
def confirm(request: Request) -> HttpResponse:
    """The visitor wants to be signed in there; who is not signed in here does that first."""
    try:
        asked = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=ON_THE_WAY)
    except signing.BadSignature:
        raise Http404 from None
    if asked["site"] != request.site.id.hex:
        raise Http404
    if request.viewer is not None and request.viewer.member is not None:
        return HttpResponseRedirect(_way_back(request, asked))
    request.session[_KEY] = asked
    way = "signin:join" if request.viewer else "signin:enter"
    new = "&new=1" if "new" in request.POST else ""
    return redirect(f"{reverse(way)}?next={reverse('embed:enter')}{new}")


def _on(request: Request, asked: dict[str, Any]) -> HttpResponse:
    """After signing in: by a page of ours, since no form may lead to the website by itself (CSP form-action)."""
    if request.viewer.member is None:
        request.session[_KEY] = asked
        return redirect(f"{reverse('signin:join')}?next={reverse('embed:enter')}")
    return _page(request, asked, way=_way_back(request, asked))


def _way_back(request: Request, asked: dict[str, Any]) -> str:
    """The page one came from, with a code for its frame behind the #, which no server is sent."""
    origin, back = asked["origin"], _path(asked["back"])
    if origin not in sites.embed_origins(request.site.id):
        raise Http404
    code = accounts.hand_to_frame(
        request.viewer.person,
        place=Place(request.site.id, origin),
        challenge=asked["challenge"],
        browser=request.session.get("_browser", ""),
        methods=request.session.get("_methods", ()),
    )
    path, _, part = back.partition("#")
    return f"{away(origin + path)}#{part}{'&' if part else ''}coorum={code}.{asked['state']}.{asked['block']}"


def _path(text: str) -> str:
    """A path on whatever origin it is put behind, with its query and fragment; "/" for what is none."""
    return text if text.startswith("/") and text.isascii() and text.isprintable() and " " not in text else "/"


def _page(request: Request, asked: dict[str, Any], **more: Any) -> HttpResponse:
    origin = asked["origin"]
    facts = {
        "website": origin.partition("://")[2],
        "back": away(origin + _path(asked["back"])),
        "ticket": "",
        "way": "",
    }
    targets = [CSP.SELF, origin, sites.provider_origin(), sites.origin_of(request.site)]
    policy: dict[str, Any] = {**settings.SECURE_CSP, "form-action": targets}
    return csp_override(policy)(lambda _request: render(_request, "embed/enter.html", {**facts, **more}))(request)
