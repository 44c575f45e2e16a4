"""Between a site's host and the provider's: there, and back with a code that works once."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.actions.hand_offs import s256
from coorum.accounts.methods import is_word_for
from coorum.base.errors import Refused
from coorum.customers import queries as customers
from coorum.signin import ages, entering, pending, way
from coorum.signin.frame import identity_page
from coorum.sites import queries as sites
from coorum.web.guards import has_second_factor
from coorum.web.recent import is_own
from coorum.web.request import Request

#: Where one signs in on whatever host of the site one came to: an owner whose own host fails chooses another here.
OF_EVERY_HOST = "/console/"


@never_cache
@require_safe
def enter(request: Request) -> HttpResponse:
    """The one way in. `next`: where to go then; `new`: to register rather than sign in; `by=customer`: with the customer ID
    of the operator's website; `invitation`: a code; `factor`, `own`: what the session must have begun with.
    """
    back, invitation = way.safe_path(request.GET.get("next")), way.invitation_of(request)
    more = request.GET.get("factor", "")[:1] if not has_second_factor(request) else ""
    own = request.GET.get("own", "")[:1] if request.viewer is not None and not is_own(request) else ""
    if request.viewer is not None and not more and not own:
        return redirect(way.to("join", next=back, invitation=invitation) if invitation else back)
    new = request.GET.get("new", "")
    if request.place.is_provider and more:
        return redirect(way.to("factor_needed", next=back))
    if request.place.is_provider and own:
        return redirect(way.to("again", next=back))
    if request.place.is_provider and _by_customer(request, request.site):
        return redirect(way.to("customer_begin", request.site.slug, next=back))
    if request.place.is_provider:
        return redirect(way.to("signup" if new else "login", next=back, invitation=invitation))
    if request.place.home and not back.startswith(OF_EVERY_HOST):
        return redirect(f"{sites.origin_of(request.site)}{request.get_full_path()}")
    at = request.get_host().lower() if request.place.home else ""
    state, verifier, under_way = pending.depart(request)
    journey = way.Journey(request.site.slug, state, s256(verifier), back, invitation, more, at, own)
    told = urlencode({"new": new, "by": request.GET.get("by", "")[:10], "language": request.LANGUAGE_CODE})
    response = redirect(f"{sites.provider_origin()}{journey.path}&{told}")
    pending.note(response, under_way)
    return response


@require_safe
@identity_page
def pass_on(request: Request, slug: str) -> HttpResponse:
    """On the provider's host: on to the site with a code where somebody is signed in, to the sign-in page otherwise."""
    site, journey = sites.site_by_slug(slug), way.journey(slug, request.GET)
    if site is None or not journey.is_sound:
        return trouble(request, _("This way in is not complete. Please start from the community's page."))
    request.brand = site
    if not request.user.is_authenticated:
        return _in_language(request, redirect(_way_in(request, site, journey)))
    if not is_own(request) and (journey.own or not is_word_for(request.session["_methods"], site.id)):
        return redirect(way.to("again", next=journey.path))
    if journey.factor and not has_second_factor(request):
        return redirect(way.to("factor_needed", next=journey.path))
    host = journey.host(site)
    code = accounts.hand_off(
        request.user,
        host=host,
        challenge=journey.challenge,
        next_path=_landing(journey),
        browser=request.session.get("_browser", ""),
        methods=entering.methods_now(request, request.user),
    )
    arrival = way.to("return", code=code, state=journey.state)
    return HttpResponseRedirect(f"{settings.COORUM_SCHEME}://{host}{arrival}")


@never_cache
@require_safe
def arrive(request: Request) -> HttpResponse:
    """On the site's host: the code becomes a session, if it comes back to the browser that asked."""
    if request.site is None or request.place.is_provider:
        return redirect("/")
    verifier, under_way = pending.arrive(request, request.GET.get("state", ""))
    if not verifier:
        return trouble(
            request,
            _("We could not match this way in with your browser. Please allow cookies for this site and try again."),
        )
    try:
        handed = accounts.redeem_hand_off(
            request.GET.get("code", ""), host=request.get_host().lower(), verifier=verifier
        )
    except Refused as refusal:
        return trouble(request, str(refusal))
    entering.sign_in(request, handed.person, browser=handed.browser, methods=handed.methods)
    response = redirect(
        _next_step(request, handed.person, way.safe_path(handed.next_path, longest=way.LONGEST_CARRIED))
    )
    pending.note(response, under_way)
    return response


def _way_in(request: Request, site: Any, journey: way.Journey) -> str:
    """The page on which somebody signs in as they wish."""
    if _by_customer(request, site):
        return way.to("customer_begin", site.slug, next=journey.path)
    return way.to("signup" if request.GET.get("new") else "login", next=journey.path)


def _by_customer(request: Request, site: Any) -> bool:
    """Whether they want to come in by their customer ID, and can."""
    return request.GET.get("by") == "customer" and customers.directory_of(site) is not None


def _next_step(request: Request, person: Any, back: str) -> str:
    """Where to go on the site: somebody who has not joined it is asked whether they would like to, a member at times how
    old they are (by themselves, not by an operator's word).
    """
    viewer = people.viewer_on_site(person)
    question = ages.question_for(request.site, person, viewer.member, back=back)
    if question and is_own(request):
        return question
    at_home = viewer.member is not None or viewer.is_staff or back.startswith(way.to("join"))
    return back if at_home else way.to("join", next=back)


def trouble(request: Request, sentence: str, status: int = 400) -> HttpResponse:
    """What went wrong on the way in, and how to start anew."""
    return render(request, "signin/trouble.html", {"sentence": sentence, "again": way.to("enter")}, status=status)


def _landing(journey: way.Journey) -> str:
    """Somebody with an invitation lands where it is accepted."""
    if not journey.invitation:
        return journey.next_path
    return way.to("join", next=journey.next_path, invitation=journey.invitation)


def _in_language(request: Request, response: HttpResponse) -> HttpResponse:
    """Go on in the language the person read on the site."""
    language = request.GET.get("language", "")
    if language in dict(settings.LANGUAGES) and language != request.LANGUAGE_CODE:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
