"""What websites ask us directly: discovery, keys, tokens, who it is, and giving tokens back."""

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from coorum.base.scope import site_scope
from coorum.openid import names, queries, signing
from coorum.openid.issuer import issuer
from coorum.openid.kinds import CLAIMS, SCOPES, TokenKind
from coorum.openid.protocol import basic_credentials
from coorum.signin import cors
from coorum.signin.websites import answered, endpoint, given, machine, nobody, spoken
from coorum.sites import queries as sites
from coorum.web.brand import media_url
from coorum.web.request import Request


@endpoint
@require_safe
def discovery(_request: Request) -> HttpResponse:
    """OpenID Connect Discovery 1.0, 3."""
    at = issuer()
    return _for_everybody(
        {
            "issuer": at,
            "authorization_endpoint": at + reverse("signin:authorize"),
            "token_endpoint": at + reverse("signin:token"),
            "userinfo_endpoint": at + reverse("signin:userinfo"),
            "revocation_endpoint": at + reverse("signin:revoke"),
            "end_session_endpoint": at + reverse("signin:end_session"),
            "jwks_uri": at + reverse("signin:keys"),
            "scopes_supported": list(SCOPES),
            "claims_supported": list(CLAIMS),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [signing.ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "code_challenge_methods_supported": ["S256"],
            "ui_locales_supported": ["ja", "en"],
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }
    )


@endpoint
@require_safe
def keys(_request: Request) -> HttpResponse:
    """The public halves of what signs ID tokens (RFC 7517)."""
    return _for_everybody(signing.published_keys())


@endpoint
@cors.asked_first
@require_POST
def token(request: Request) -> HttpResponse:
    """A code or a refresh token becomes tokens (RFC 6749 3.2)."""
    site_id = _site_of(request, "client_id", "code", "refresh_token")
    if site_id is None:
        return nobody("invalid_client", 401)
    with site_scope(site_id):
        return _to_client(request, answered(*machine(site_id).create_token_response(*spoken(request))))


@endpoint
@cors.asked_first
@require_POST
def revoke(request: Request) -> HttpResponse:
    """A website gives a token back (RFC 7009)."""
    site_id = _site_of(request, "client_id", "token")
    if site_id is None:
        return nobody("invalid_client", 401)
    with site_scope(site_id):
        return _to_client(request, answered(*machine(site_id).create_revocation_response(*spoken(request))))


@endpoint
@cors.asked_first
@require_http_methods(["GET", "POST"])
def userinfo(request: Request) -> HttpResponse:
    """Who it is, as far as they agreed (Core 5.3); each answer is in the member's record."""
    bearer = request.headers.get("Authorization", "").partition(" ")[2].strip()
    shown = bearer or request.POST.get("access_token", "")
    site_id = names.site_in(shown)
    if site_id is None:
        return cors.for_everybody(nobody("invalid_token", 401))
    with site_scope(site_id):
        try:
            claims = machine(site_id).claims_of(*spoken(request))
        except OAuth2Error as refused:
            headers = {**refused.headers, "Content-Type": "application/json"}
            return cors.for_everybody(answered(headers, refused.json, refused.status_code))
        if "picture" in claims:
            claims["picture"] = sites.origin_of(sites.site_by_id(site_id)) + media_url(claims["picture"])
        row = queries.token_of(shown, TokenKind.ACCESS) if "Origin" in request.headers else None
        return cors.for_scripts_of(row.visit.link.party if row else None, request, JsonResponse(claims))


def _to_client(request: Request, response: HttpResponse) -> HttpResponse:
    """An answer that scripts of the client may read, where it has any."""
    named = parse_qs(given(request)).get("client_id", [""])[0]
    party = queries.party_with(named) if "Origin" in request.headers else None
    return cors.for_scripts_of(party, request, response)


def _site_of(request: Request, *fields: str) -> UUID | None:
    """The site that client, code or token name."""
    sent = parse_qs(given(request))
    said = basic_credentials(request.headers.get("Authorization", ""))
    texts = [said[0]] if said else [sent[name][0] for name in fields if name in sent]
    return next((found for text in texts if (found := names.site_in(text))), None)


def _for_everybody(facts: dict[str, Any]) -> HttpResponse:
    """Public facts, for scripts of other origins too; good for a while."""
    response = cors.for_everybody(JsonResponse(facts))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
