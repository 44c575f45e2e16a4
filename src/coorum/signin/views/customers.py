"""Coming in with the customer ID of the operator's website: there, back, and the consent card before anything is registered."""

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
from django.views.decorators.http import require_http_methods, require_safe

from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.customers import actions, asking, queries
from coorum.signin import ages, arrivals, journeys, way
from coorum.signin.forms.linked import CustomerSignupForm
from coorum.signin.frame import identity_page
from coorum.signin.views import trials
from coorum.signin.views.entry import trouble
from coorum.signin.views.linked import needs_invitation
from coorum.sites import queries as sites
from coorum.web.guards import signed_in
from coorum.web.request import Request

#: What an answer may bring; longer ones are none of ours.
ANSWER = {"code": 2000, "state": 100, "iss": 300, "error": 100, "sso": 4000, "sig": 100}


@require_safe
@identity_page
def begin(request: Request, slug: str) -> HttpResponse:
    """On to the operator's website."""
    site, directory = found(request, slug)
    back = way.back_of(request)
    if request.user.is_authenticated:
        return redirect(back or way.to("account"))
    return depart(request, site, directory, back=back)


def depart(request: Request, site: Any, directory: Any, **journey: Any) -> HttpResponse:
    """The redirect to the operator's website, or what is the matter with it. `journey`: fields of `journeys.Journey`."""
    question = journeys.question_for(site.slug, "customer_return")
    try:
        with site_scope(site.id):
            address = asking.where_to(directory, question)
    except Refused as refusal:
        return _trouble(request, site, refusal)
    journeys.begin(request, directory, question, **journey)
    return HttpResponseRedirect(address)


@require_safe
@identity_page
@signed_in
def trial(request: Request, slug: str) -> HttpResponse:
    """An owner tries it: on to the operator's website, by a page of ours that says what will happen."""
    site, directory = found(request, slug, tried=False)
    trials.owner(request, site)
    response = depart(request, site, directory, person=str(request.viewer.person.pk), trial=True)
    return journeys.onward(request, response, "signin/customers/trial.html", service=directory)


@require_safe
@identity_page
def come_back(request: Request, slug: str) -> HttpResponse:
    """Back from the operator's website: of this browser, once, in time."""
    site, directory = found(request, slug, tried=False)
    answer = {key: request.GET[key] for key, most in ANSWER.items() if len(request.GET.get(key, "")) in range(1, most)}
    journey = journeys.end(request, directory.slug, asking.state_in(directory, answer))
    if journey is None or not (directory.is_on or journey.trial):
        return trouble(request, _("This way in is not one of this browser, or took too long. Please start again."))
    try:
        with site_scope(site.id):
            said = asking.what_it_says(directory, journey.question, answer)
    except Refused as refusal:
        return trials.failed(request, site, refusal) if journey.trial else _trouble(request, site, refusal)
    if not journeys.serves_once(journey) or journey.person != str(request.user.pk or ""):
        return trouble(request, _("This way in has been used already, or took too long. Please try again."))
    return trials.went_well(request, site, said) if journey.trial else _arrive(request, site, directory, journey, said)


def _arrive(request: Request, site: Any, directory: Any, journey: journeys.Journey, said: asking.Said) -> HttpResponse:
    arrivals.remember(request, site, subject=said.arrival.subject, sid=said.sid)
    journeys.wait(request, directory, said.arrival, back=journey.back)
    if journey.person:
        return redirect("signin:customer_confirm", site.slug)
    with site_scope(site.id):
        link = queries.link_of(said.arrival.subject)
        if link is not None:
            actions.note_use(link)
    if link is None:
        query = urlencode({"next": journey.back} if journey.back else {"from": site.slug})
        return redirect(f"{reverse('signin:customer_join', args=[site.slug])}?{query}")
    return _enter(request, site, link.person, journey.back)


def _enter(request: Request, site: Any, person: Any, back: str) -> HttpResponse:
    """Sign in whom the operator's website knows: good on this site, for taking part; a second factor is asked for all the
    same (accounts/methods.py).
    """
    journeys.forget(request)
    record_authentication(request, person, method="shop", site=site.id.hex)
    response: HttpResponse = perform_login(request, Login(user=person, redirect_url=back or None))
    return response


@require_http_methods(["GET", "POST"])
@identity_page
def join(request: Request, slug: str) -> HttpResponse:
    """The consent card for a customer whom we do not know yet. Nothing is registered before they agree."""
    site, directory = found(request, slug)
    known = journeys.arrived(request, directory.slug)
    if known is None or request.user.is_authenticated:
        return redirect(f"{way.to('login')}{request.carried}")
    arrival, back = known
    refusal = _may_not_join(request, directory)
    if refusal is not None:
        return refusal
    form = _form(request, site, directory, arrival)
    if request.method == "POST" and form.is_valid():
        return _registered(request, form, back)
    documents = f"{site.home_url}{reverse('portal:documents')}"
    facts = {"form": form, "service": directory, "arrival": arrival, "documents": documents}
    return render(request, "signin/customers/join.html", facts)


def _may_not_join(request: Request, directory: Any) -> HttpResponse | None:
    """Why somebody cannot register here, as a page; None where they can."""
    if not get_adapter().is_open_for_signup(request):
        return render(request, "signin/linked/unknown.html", {"service": directory}, status=403)
    site = request.brand
    return needs_invitation(request) or ages.ask_first(request, site, to=ages.way_of_customers(site))


def _form(request: Request, site: Any, directory: Any, arrival: Any) -> CustomerSignupForm:
    notice = joining_notice(site, get_language() or "ja")
    given = {"site": site, "notice": notice}
    given["came"] = {"invitation": way.invitation_of(request), "band": ages.said(request)}
    return CustomerSignupForm(request.POST or None, service=directory, arrival=arrival, **given)


def _registered(request: Request, form: CustomerSignupForm, back: str) -> HttpResponse:
    """On to the code from the letter: whoever reads it is in, by themselves."""
    try:
        person, answer = form.try_save(request)
    except Refused as refusal:
        return trouble(request, str(refusal))
    if person is None:
        return answer
    journeys.forget(request)
    response: HttpResponse = complete_signup(request, user=person, redirect_url=back or None)
    return response


def found(request: Request, slug: str, *, tried: bool = True) -> tuple[Any, Any]:
    """The site, whose brand the page wears, and where its operator keeps its customers; 404 where it does not, or is off."""
    site: Any = sites.site_by_slug(slug)
    if site is None or site.is_suspended or site.is_ending:
        raise Http404
    with site_scope(site.id):
        directory = queries.directory()
    if directory is None or not (directory.is_on or not tried):
        raise Http404
    site.home_url = sites.origin_of(site)
    request.brand = site
    return site, directory


def _trouble(request: Request, site: Any, refusal: Refused) -> HttpResponse:
    """What is the matter, for people; and for the record, in a word."""
    if refusal.code != "service_declined":
        with site_scope(site.id):
            actions.refuse_answer(why=str(refusal.params.get("why", refusal.code)))
    return trouble(request, str(refusal), status=502 if refusal.code == "service_silent" else 400)
