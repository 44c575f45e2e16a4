"""On the way to a website of an operator: signing in, deciding what it may read, and signing out from there."""

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from oauthlib.oauth2.rfc6749.errors import FatalClientError, OAuth2Error

from coorum.accounts import queries as people
from coorum.base.scope import site_scope
from coorum.openid import actions as openid
from coorum.openid import claims, hints, names, queries
from coorum.openid.issuer import issuer
from coorum.openid.rules import must_sign_in_again
from coorum.signin import entering, way
from coorum.signin.forms.websites import AgreementForm
from coorum.signin.frame import identity_page
from coorum.signin.websites import ADDRESS, answered, given, provider_for
from coorum.sites import queries as sites
from coorum.sites.rules import clean_origin
from coorum.web.away import away
from coorum.web.recent import shown_at
from coorum.web.request import Request


@csrf_exempt
@identity_page
@require_http_methods(["GET", "POST"])
def authorize(request: Request) -> HttpResponse:
    """A website sends somebody here to sign in (Core 3.1.2). Until website and address are known to belong together,
    whatever is wrong is said here, and nobody is sent anywhere.
    """
    query = given(request)
    site_id = names.site_in(parse_qs(query).get("client_id", [""])[0])
    site = sites.open_site(site_id) if site_id else None
    if site is None:
        return _trouble(request, "invalid_request", "client_id")
    with site_scope(site.id):
        provider = provider_for(request, site.id)
        try:
            scopes, facts = provider.validate_authorization_request(f"{ADDRESS}?{query}")
        except FatalClientError as fatal:
            return _trouble(request, fatal.error, fatal.description)
        except OAuth2Error as refused:
            return _back(refused)
        asked = facts["request"]
        if "none" in facts["prompt"]:
            link = queries.link_between(people.member_of(request.user), asked.client)  # type: ignore[arg-type]
            return _answer(provider, query, scopes, link)
        asking = openid.note_asking(asked.client, query=query)
    return redirect("signin:website", site.slug, asking.id)


@identity_page
@require_http_methods(["GET", "POST"])
def website(request: Request, slug: str, asking_id: UUID) -> HttpResponse:
    """Sign in, agree to what the website may read, and go there."""
    site: Any = sites.site_by_slug(slug)
    if site is None:
        raise Http404
    request.brand = site
    site.home_url = sites.origin_of(site)
    if not request.user.is_authenticated:
        return redirect(way.to("login", next=f"{request.path}?from={slug}"))
    with site_scope(site.id):
        asking = queries.asking_with(asking_id)
        if asking is None:
            return _trouble(request, "expired", "")
        return _decide(request, site, asking)


def _decide(request: Request, site: Any, asking: Any) -> HttpResponse:
    """In the site's scope, with somebody signed in: sign in again, join, agree, or go on."""
    provider = provider_for(request, site.id)
    scopes, facts = provider.validate_authorization_request(f"{ADDRESS}?{asking.query}")
    asked, prompt = facts["request"], facts["prompt"]
    age = str(asked.max_age or "")
    if must_sign_in_again(shown_at(request), asked_at=asking.asked_at, max_age=age, prompt=prompt):
        return redirect(way.to("again", next=f"{request.path}?from={site.slug}"))
    viewer = people.viewer_on_site(request.user)  # type: ignore[arg-type]
    if viewer.member is None or not viewer.is_active_member:
        facts = {"party": asked.client, "join": _join(request, site), "home": away(asked.client.website)}
        return render(request, "signin/websites/join.html", facts)
    if request.method == "POST" and "refuse" in request.POST:
        return _to(asked.redirect_uri, error="access_denied", state=facts["state"])
    link = queries.link_between(viewer.member, asked.client)
    if request.method == "GET" and "consent" not in prompt and claims.is_agreed(link, asked.client, scopes):
        return _answer(provider, asking.query, scopes, link)
    wanted, given = claims.wanted(asked.client, scopes), request.POST if request.method == "POST" else None
    form = AgreementForm(given, wanted=wanted, chosen=link.items if link else [])
    if not form.is_valid():
        request.form_targets.append(clean_origin(asked.redirect_uri))
        facts = {"form": form, "party": asked.client, "member": viewer.member, "home": away(asked.client.website)}
        return render(request, "signin/websites/agree.html", facts)
    link = openid.agree(viewer.member, party=asked.client, asked=wanted, items=form.cleaned_data["items"])
    return _answer(provider, asking.query, scopes, link)


@csrf_exempt
@identity_page
@require_http_methods(["GET", "POST"])
def end_session(request: Request) -> HttpResponse:
    """A website asks to sign somebody out with us, too (RP-Initiated Logout 1.0)."""
    sent = {name: values[0] for name, values in parse_qs(given(request)).items()}
    hint, back = sent.get("id_token_hint", ""), sent.get("post_logout_redirect_uri", "")
    known = hints.read(hint) if hint else None
    if hint and (known is None or sent.get("client_id", known.client_id) != known.client_id):
        return _trouble(request, "invalid_request", "id_token_hint")
    if back and (known is None or back not in known.after_logout_uris):
        return _trouble(request, "invalid_request", "post_logout_redirect_uri")
    if known is None and request.user.is_authenticated:
        return redirect("signin:logout")  # which asks: a link alone signs nobody out
    if known is not None and request.user.is_authenticated and request.user.pk == known.person_id:
        entering.sign_out(request)
    if known is None or not back:
        return render(request, "signin/websites/signed_out.html", {"home": away(known.website) if known else ""})
    return _to(back, state=sent.get("state", ""))


def _answer(provider: Any, query: str, scopes: list[str], link: Any) -> HttpResponse:
    """Back to the website with a code."""
    headers, body, status = provider.create_authorization_response(
        f"{ADDRESS}?{query}", scopes=scopes, credentials={"link": link}
    )
    return answered(headers, body, status)


def _back(refused: OAuth2Error) -> HttpResponse:
    """Back to the website with an error; its address has been looked at."""
    return HttpResponseRedirect(way.with_query(refused.in_uri(refused.redirect_uri), iss=issuer()))


def _to(address: str, **more: str) -> HttpResponse:
    return HttpResponseRedirect(way.with_query(address, **more, **({"iss": issuer()} if "error" in more else {})))


def _join(request: Request, site: Any) -> str:
    """Where somebody joins this site, and comes back here."""
    return f"{site.home_url}{way.to('join', next=request.path)}"


def _trouble(request: Request, error: str, about: str) -> HttpResponse:
    """What the visitor reads, and what the website's engineer needs to know."""
    facts = {"error": error, "about": about, "again": reverse("signin:login")}
    return render(request, "signin/websites/trouble.html", facts, status=400)
