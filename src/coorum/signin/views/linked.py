"""Registering and signing in with a linked service: there, back, and the consent card before anything is registered."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.models import Login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.linking import actions, asking, queries
from coorum.signin import ages, journeys, way
from coorum.signin.forms.linked import LinkedSignupForm
from coorum.signin.frame import identity_page
from coorum.signin.views.entry import trouble
from coorum.web.request import Request

#: What an answer may bring; longer ones are none of ours.
ANSWER = {"code": 2000, "state": 100, "iss": 300, "error": 100}


@require_safe
@identity_page
def begin(request: Request, slug: str) -> HttpResponse:
    """On to the service. It learns that somebody signs in here, from their own browser."""
    service = _service(slug)
    if request.user.is_authenticated:
        return redirect(way.back_of(request) or way.to("account"))
    return depart(request, service, back=way.back_of(request))


def depart(request: Request, service: Any, *, back: str, person: str = "") -> HttpResponse:
    """The redirect to the service, or what is the matter with it."""
    question = journeys.question_for(service.slug)
    try:
        address = asking.where_to(service, question)
    except Refused as refusal:
        return _trouble(request, service, refusal)
    journeys.begin(request, service, question, back=back, person=person)
    return HttpResponseRedirect(address)


@csrf_exempt
@require_http_methods(["GET", "POST"])
@identity_page
def come_back(request: Request, slug: str) -> HttpResponse:
    """Back from the service. One that answers by a form from its own page (Apple) comes without our session's cookie: the
    answer is asked for again as a plain visit, which brings it. Nothing is done by the form itself.
    """
    if request.method == "POST":
        brought = {name: request.POST[name] for name in ANSWER if name in request.POST}
        response = HttpResponseRedirect(f"{reverse('signin:linked_return', args=[slug])}?{urlencode(_fit(brought))}")
        response.status_code = 303
        return response
    service, answer = _service(slug), _fit(request.GET.dict())
    journey = journeys.end(request, slug, answer.get("state", ""))
    if journey is None:
        return trouble(request, _("This way in is not one of this browser, or took too long. Please start again."))
    try:
        arrival = asking.what_it_says(service, journey.question, answer)
    except Refused as refusal:
        return _trouble(request, service, refusal)
    if not journeys.serves_once(journey) or journey.person != str(request.user.pk or ""):
        return trouble(request, _("This way in has been used already, or took too long. Please try again."))
    return _arrive(request, service, journey, arrival)


def _arrive(request: Request, service: Any, journey: journeys.Journey, arrival: asking.Arrival) -> HttpResponse:
    if journey.person:
        journeys.wait(request, service, arrival, back=journey.back)
        other = way.to("merging_linked", service.slug)
        return redirect(other if journey.back == other else way.to("linked_confirm", service.slug))
    link = queries.link_with(service, arrival.subject)
    if link is None:
        journeys.wait(request, service, arrival, back=journey.back)
        return redirect(_with_way(reverse("signin:linked_join", args=[service.slug]), journey.back))
    actions.note_use(link)
    return enter(request, service, link.person, journey.back)


def enter(request: Request, service: Any, person: Any, back: str, *, signup: bool = False) -> HttpResponse:
    """Sign in who showed who they are there; a second factor of theirs is asked for here all the same."""
    journeys.forget(request)
    record_authentication(request, person, method="socialaccount", provider=service.slug)
    response: HttpResponse = perform_login(request, Login(user=person, redirect_url=back or None, signup=signup))
    return response


@require_http_methods(["GET", "POST"])
@identity_page
def join(request: Request, slug: str) -> HttpResponse:
    """The consent card for somebody whom we do not know yet. Nothing is registered before they agree."""
    service, found, site = _service(slug), journeys.arrived(request, slug), request.brand
    if found is None or request.user.is_authenticated:
        return redirect(f"{way.to('login')}{request.carried}")
    arrival, back = found
    refusal = _may_not_join(request, service, arrival)
    if refusal is not None:
        return refusal
    form = _form(request, service, arrival)
    if request.method == "POST" and form.is_valid():
        return _registered(request, service, form, back)
    documents = f"{site.home_url}{reverse('portal:documents')}"
    return render(
        request,
        "signin/linked/join.html",
        {"form": form, "service": service, "arrival": arrival, "documents": documents},
    )


def _may_not_join(request: Request, service: Any, arrival: asking.Arrival) -> HttpResponse | None:
    """Why somebody cannot register here through this service, as a page; None where they can."""
    site = request.brand
    if arrival.is_sure and people.is_registered(arrival.email):
        # Only whoever the service vouches for is told; anybody else gets a code, and a letter that says so.
        return render(request, "signin/linked/registered.html", {"service": service, "email": arrival.email})
    if not get_adapter().is_open_for_signup(request) or not queries.is_offered_on(service, site):
        return render(request, "signin/linked/unknown.html", {"service": service}, status=403)
    return needs_invitation(request) or ages.ask_first(request, site, to=ages.way_of(service))


def needs_invitation(request: Request) -> HttpResponse | None:
    """The page for somebody without an invitation where one is needed; None for everybody else."""
    site = request.brand
    if not site.is_by_invitation:
        return None
    with site_scope(site.id):
        is_invited = people.invitation_with(way.invitation_of(request)) is not None
    return None if is_invited else render(request, "signin/by_invitation.html", status=403)


def _form(request: Request, service: Any, arrival: asking.Arrival) -> LinkedSignupForm:
    notice = joining_notice(request.brand, get_language() or "ja")
    given = {"site": request.brand, "notice": notice}
    given["came"] = {"invitation": way.invitation_of(request), "band": ages.said(request)}
    return LinkedSignupForm(request.POST or None, service=service, arrival=arrival, **given)


def _registered(request: Request, service: Any, form: LinkedSignupForm, back: str) -> HttpResponse:
    """On to the code, or straight in where the service vouches for the address."""
    person, answer = form.try_save(request)
    if person is None:
        return answer
    if form.arrival.is_sure:
        return enter(request, service, person, back, signup=True)
    journeys.forget(request)
    record_authentication(request, person, method="socialaccount", provider=service.slug)
    response: HttpResponse = complete_signup(request, user=person, redirect_url=back or None)
    return response


def _service(slug: str) -> Any:
    service = queries.service_on(slug)
    if service is None:
        raise Http404
    return service


def _fit(answer: dict[str, str]) -> dict[str, str]:
    return {name: answer[name] for name, most in ANSWER.items() if name in answer and len(answer[name]) <= most}


def _with_way(path: str, back: str) -> str:
    return f"{path}?{urlencode({'next': back})}" if back else path


def _trouble(request: Request, service: Any, refusal: Refused) -> HttpResponse:
    """What is the matter, for people; and for the record, in a word."""
    if refusal.code != "service_declined":
        actions.refuse_answer(service, why=str(refusal.params.get("why", "")))
    return trouble(request, str(refusal), status=502 if refusal.code == "service_silent" else 400)
