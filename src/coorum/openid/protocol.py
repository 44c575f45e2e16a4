"""OAuth 2.0 and OpenID Connect as oauthlib speaks them: its questions are answered here from our rows.

One `Provider` serves one request, inside the scope of the site that the request names. It offers what RFC 9700 leaves
of the protocol: the code grant with PKCE (S256), and refresh tokens that change with every use. Nothing is redirected
before client and address are known to belong together: oauthlib raises `FatalClientError` until then.
"""

from base64 import b64decode
from binascii import Error as NoBase64
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.oauth2.rfc6749.endpoints import AuthorizationEndpoint, RevocationEndpoint, TokenEndpoint
from oauthlib.oauth2.rfc6749.tokens import BearerToken
from oauthlib.openid import RequestValidator
from oauthlib.openid.connect.core.endpoints.userinfo import UserInfoEndpoint
from oauthlib.openid.connect.core.grant_types import AuthorizationCodeGrant, RefreshTokenGrant

from coorum.accounts.models import Member
from coorum.base import clock
from coorum.openid import actions, claims, names, queries
from coorum.openid.kinds import ACCESS_LIFE, SCOPES, TokenKind
from coorum.openid.models import RelyingParty
from coorum.openid.rules import must_sign_in_again

#: What the discovery document says we do not take, answered as OpenID Connect Core 3.1.2.6 asks.
NOT_TAKEN = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}
LONGEST_NONCE = 500


class Questions(RequestValidator):
    """oauthlib's questions. `member` and `signed_in_at` are who is there and since when, None where nobody is."""

    def __init__(self, *, issuer: str, member: Member | None, signed_in_at: datetime | None, browser: str) -> None:
        self.issuer, self.member, self.signed_in_at, self.browser = issuer, member, signed_in_at, browser

    # -- the relying party

    def validate_client_id(self, client_id: str, request: Any, *_: Any, **__: Any) -> bool:
        request.client = queries.party_with(client_id)
        return request.client is not None

    def client_authentication_required(self, request: Any, *_: Any, **__: Any) -> bool:
        party = queries.party_with(_named_client(request))
        return party is None or not party.is_public

    def authenticate_client(self, request: Any, *_: Any, **__: Any) -> bool:
        given = basic_credentials(str(request.headers.get("Authorization", "")))
        if given and request.client_secret:
            return False  # two ways at once (RFC 6749 2.3)
        client_id, secret = given or (request.client_id or "", request.client_secret or "")
        party = queries.party_with(client_id)
        if party is None or party.is_public or not queries.is_secret_of(party, secret):
            return False
        request.client, request.client_id = party, client_id
        return True

    def authenticate_client_id(self, client_id: str, request: Any, *_: Any, **__: Any) -> bool:
        request.client = queries.party_with(client_id)
        return request.client is not None and request.client.is_public

    # -- the request for a code

    def validate_redirect_uri(self, _client_id: str, redirect_uri: str, request: Any, *_: Any, **__: Any) -> bool:
        return redirect_uri in request.client.redirect_uris

    def get_default_redirect_uri(self, *_: Any, **__: Any) -> None:
        """None: it is always to be said."""

    def validate_response_type(self, _client_id: str, response_type: str, *_: Any, **__: Any) -> bool:
        return response_type == "code"

    def get_default_scopes(self, *_: Any, **__: Any) -> list[str]:
        return []

    def validate_scopes(
        self, _client_id: str, scopes: list[str], client: Any, request: Any, *_: Any, **__: Any
    ) -> bool:
        """Scopes nobody knows are left aside (RFC 6749 3.3); without `openid` it is no request of ours."""
        known = [one for one in SCOPES if one in scopes and (not SCOPES[one] or set(SCOPES[one]) & set(client.items))]
        request.scopes = known
        return "openid" in known

    def is_pkce_required(self, *_: Any) -> bool:
        return True

    def validate_silent_login(self, request: Any) -> bool:
        max_age = str(request.max_age or "")
        return self.member is not None and not must_sign_in_again(
            self.signed_in_at, asked_at=clock.now(), max_age=max_age
        )

    def validate_silent_authorization(self, request: Any) -> bool:
        link = queries.link_between(self.member, request.client) if self.member else None
        return claims.is_agreed(link, request.client, request.scopes)

    def validate_user_match(self, hint: str | None, _scopes: Any, _claims: Any, request: Any) -> bool:
        if not hint or self.member is None:
            return True
        from coorum.openid import signing

        known = signing.read_hint(hint, issuer=self.issuer)
        link = queries.link_between(self.member, request.client)
        return known is not None and link is not None and known["sub"] == link.sub

    def save_authorization_code(self, _client_id: str, code: dict[str, str], request: Any, *_: Any, **__: Any) -> None:
        code["code"] = actions.new_code(request.client)
        code["iss"] = self.issuer  # RFC 9207
        actions.begin_visit(
            request.link,
            scope=" ".join(request.scopes),
            browser=self.browser,
            signed_in_at=self.signed_in_at or clock.now(),
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge,
            nonce=request.nonce or "",
            code=code["code"],
        )

    # -- the exchange

    def validate_grant_type(self, *_: Any, **__: Any) -> bool:
        return True  # the endpoint knows no other two

    def validate_code(self, _client_id: str, code: str, client: RelyingParty, request: Any, *_: Any, **__: Any) -> bool:
        row = actions.take_code(code, client)
        if row is not None:
            request.row, request.visit = row, row.visit
            request.user, request.scopes = row.visit.link.member, row.visit.scope.split()
        return row is not None

    def confirm_redirect_uri(self, *given: Any, **__: Any) -> bool:
        _client_id, _code, redirect_uri, _client, request = given
        return bool(redirect_uri == request.row.redirect_uri)

    def get_code_challenge(self, _code: str, request: Any) -> str:
        return str(request.row.challenge)

    def get_code_challenge_method(self, *_: Any) -> str:
        return "S256"

    def get_authorization_code_nonce(self, _client_id: str, _code: str, _redirect_uri: str, request: Any) -> str | None:
        return request.row.nonce or None

    def invalidate_authorization_code(self, _client_id: str, _code: str, request: Any, *_: Any, **__: Any) -> None:
        actions.use_up(request.row)

    def validate_refresh_token(
        self, refresh_token: str, client: RelyingParty, request: Any, *_: Any, **__: Any
    ) -> bool:
        row = actions.take_refresh_token(refresh_token, client)
        if row is not None:
            request.row, request.visit, request.user = row, row.visit, row.visit.link.member
        return row is not None

    def get_original_scopes(self, _refresh_token: str, request: Any, *_: Any, **__: Any) -> list[str]:
        return list(request.visit.scope.split())

    def rotate_refresh_token(self, _request: Any) -> bool:
        return True

    def refresh_id_token(self, _request: Any) -> bool:
        return True

    def save_token(self, token: dict[str, Any], request: Any, *_: Any, **__: Any) -> None:
        actions.keep_token(request.visit, token["access_token"], TokenKind.ACCESS)
        if "refresh_token" in token:
            actions.keep_token(request.visit, token["refresh_token"], TokenKind.REFRESH)
        if request.refresh_token:
            actions.use_up(request.row)

    def finalize_id_token(self, id_token: dict[str, Any], _token: Any, _handler: Any, request: Any) -> str:
        return claims.id_token(request.visit, id_token, issuer=self.issuer)

    # -- what a token opens

    def validate_bearer_token(self, token: str | None, _scopes: Any, request: Any) -> bool:
        row = queries.token_of(token, TokenKind.ACCESS) if token else None
        if row is None:
            return False
        request.visit, request.scopes = row.visit, row.visit.scope.split()
        return True

    def revoke_token(self, token: str, _hint: Any, request: Any, *_: Any, **__: Any) -> None:
        actions.revoke_token(token, request.client)


class Provider(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint, UserInfoEndpoint):
    """The endpoints of one request. `questions` answers oauthlib; the site's scope is open."""

    def __init__(self, questions: Questions, site_id: Any) -> None:
        code, refresh = AuthorizationCodeGrant(questions), RefreshTokenGrant(questions)
        code.proxy_target.custom_validators.pre_auth.append(_refuse_what_is_not_taken)
        code.proxy_target.custom_validators.post_auth.insert(0, _ensure_s256)
        for grant in (code, refresh):
            grant.register_token_modifier(_only_offline)
        make = lambda _request: names.new_secret(site_id)  # noqa: E731
        bearer = BearerToken(questions, make, int(ACCESS_LIFE.total_seconds()))
        AuthorizationEndpoint.__init__(self, "code", bearer, {"code": code})
        TokenEndpoint.__init__(
            self, "authorization_code", bearer, {"authorization_code": code, "refresh_token": refresh}
        )
        RevocationEndpoint.__init__(self, questions)
        UserInfoEndpoint.__init__(self, questions)

    def claims_of(self, uri: str, method: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
        """What the token in the request opens. Raises oauthlib's `OAuth2Error`."""
        request = Request(uri, method, body, headers)
        request.scopes = ["openid"]
        self.validate_userinfo_request(request)
        return claims.userinfo(request.visit)


def _refuse_what_is_not_taken(request: Any) -> dict[str, Any]:
    for name, error in NOT_TAKEN.items():
        if getattr(request, name, None):
            raise errors.CustomOAuth2Error(error=error, request=request)
    if len(request.nonce or "") > LONGEST_NONCE:
        raise errors.InvalidRequestError(description="The nonce is too long.", request=request)
    return {}


def _ensure_s256(request: Any) -> dict[str, Any]:
    if request.code_challenge_method != "S256" or not 43 <= len(request.code_challenge) <= 128:
        raise errors.InvalidRequestError(description="code_challenge_method must be S256.", request=request)
    return {}


def _only_offline(token: dict[str, Any], _handler: Any, request: Any) -> dict[str, Any]:
    """A refresh token is for whoever asked for `offline_access` (Core 11)."""
    if "offline_access" not in request.scopes:
        token.pop("refresh_token", None)
    return token


def _named_client(request: Any) -> str:
    given = basic_credentials(str(request.headers.get("Authorization", "")))
    return given[0] if given else str(request.client_id or "")


def basic_credentials(header: str) -> tuple[str, str] | None:
    """Name and secret of HTTP Basic, each form-encoded before (RFC 6749 2.3.1); None for another kind of header."""
    kind, _, text = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = b64decode(text, validate=True).decode().partition(":")
    except (NoBase64, UnicodeDecodeError):
        return ("", "")
    return unquote_plus(name), unquote_plus(secret)
