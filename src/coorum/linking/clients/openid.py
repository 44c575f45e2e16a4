"""An OpenID provider, as its client sees it: discovery, keys, the token for a code, and what else it says of somebody.

Whatever it answers is measured before it is read: by the deadline and length of `base/calling.py`, the shape of its JSON,
and `tokens.py`. Messages of OAuth are written and read by oauthlib, tokens by PyJWT. Nothing here is stored.
"""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote_plus, urlencode, urlsplit

import jwt
from django.core.cache import caches
from oauthlib.oauth2 import OAuth2Error
from oauthlib.oauth2.rfc6749.parameters import parse_token_response, prepare_token_request

from coorum.base.calling import Answer, NoAnswer, call, ensure_callable
from coorum.linking.presets import SCOPES, Preset
from coorum.linking.tokens import Ended, Expected, Untrue, read, read_logout

#: How long, in seconds, what a service says of itself is remembered; how often its keys are asked for out of turn; how
#: long a secret holds that we sign ourselves.
REMEMBERED = 15 * 60
KEYS_ANEW = 60
SECRET_HOLDS = 5 * 60
MOST_BYTES = 256 * 1024
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Client(Protocol):
    """How we are known at a service (linking/models.py). `client_secret` is text, or Apple's private key (PEM)."""

    @property
    def issuer(self) -> str: ...

    @property
    def client_id(self) -> str: ...

    @property
    def client_secret(self) -> str: ...

    @property
    def team_id(self) -> str: ...

    @property
    def key_id(self) -> str: ...

    @property
    def ways(self) -> Preset: ...


@dataclass(frozen=True, slots=True)
class Question:
    """What one journey asks with: `state` and `nonce` are random, `verifier` is PKCE's; all stay in the visitor's session."""

    state: str
    nonce: str
    verifier: str
    callback: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was believed of an answer: the claims, which are dropped after reading, and the scopes that were granted."""

    claims: Mapping[str, Any]
    scopes: tuple[str, ...]


def address_of(client: Client, question: Question, challenge: str) -> str:
    """Where the visitor is sent; `challenge` is the S256 of the verifier. Raises `Untrue`, `NoAnswer`."""
    where = metadata(client)["authorization_endpoint"]
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": question.callback,
        "scope": " ".join(SCOPES),
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **client.ways.more,
    }
    return f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(asked)}"


def ask(client: Client, question: Question, code: str) -> Told:
    """What the service says of whoever brought `code`. Raises `Untrue`, `NoAnswer`."""
    said = metadata(client)
    token = _token(client, question, code, said)
    id_token, access_token = token.get("id_token"), str(token.get("access_token", ""))
    if not isinstance(id_token, str):
        raise Untrue("no_id_token")
    expected = Expected(
        issuer=client.issuer,
        client_id=client.client_id,
        nonce=question.nonce,
        algorithms=client.ways.algorithms,
        secret=client.client_secret if client.ways.signs_by_secret else "",
    )
    claims = _with_keys(client, lambda keys: read(id_token, keys, expected, access_token=access_token))
    if "email" not in claims and "userinfo_endpoint" in said:
        claims |= _userinfo(said["userinfo_endpoint"], access_token, claims["sub"])
    return Told(claims, tuple(token.get("scope") or SCOPES))


def ended(client: Client, token: str) -> Ended:
    """Which session ended there, as a logout token says (Back-Channel Logout 1.0, 2.6). Raises `Untrue`, `NoAnswer`."""
    expected = Expected(client.issuer, client.client_id, "", client.ways.algorithms)
    return _with_keys(client, lambda keys: read_logout(token, keys, expected))


def metadata(client: Client) -> dict[str, Any]:
    """What the service says of itself (Discovery 1.0, 4). Raises `Untrue` where it says that it is another."""
    local, key = caches["local"], f"linking:metadata:{client.issuer}"
    known = local.get(key)
    if known is None:
        known = _json(call(f"{client.issuer.rstrip('/')}/.well-known/openid-configuration", most=MOST_BYTES))
        if known.get("issuer") != client.issuer:
            raise Untrue("issuer")
        for name in NEEDED:
            if not isinstance(known.get(name), str):
                raise Untrue("metadata")
            ensure_callable(known[name])
        local.set(key, known, REMEMBERED)
    return dict(known)


def _with_keys[T](client: Client, check: Callable[[Sequence[dict[str, Any]]], T]) -> T:
    """Read with the keys we know; with its newest where the key is not among them (Core 10.1.1)."""
    try:
        return check(_keys(client))
    except Untrue as untrue:
        if untrue.why != "kid":
            raise
        return check(_keys(client, anew=True))


def _keys(client: Client, *, anew: bool = False) -> list[dict[str, Any]]:
    local, key = caches["local"], f"linking:keys:{client.issuer}"
    asked, known = local.get(key) or (0.0, None)
    is_due = known is None or (anew and time.monotonic() - asked >= KEYS_ANEW)
    if is_due:
        found = _json(call(metadata(client)["jwks_uri"], most=MOST_BYTES)).get("keys")
        known = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        local.set(key, (time.monotonic(), known), REMEMBERED)
    return list(known or ())


def _token(client: Client, question: Question, code: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The token response. What it grants beyond what was asked is not refused here, but written down (actions)."""
    is_basic = _sends_basic(client, said)
    secret = _secret(client)
    form = prepare_token_request(
        "authorization_code",
        code=code,
        redirect_uri=question.callback,
        code_verifier=question.verifier,
        **({} if is_basic else {"client_id": client.client_id, "client_secret": secret}),
    )
    pair = f"{quote_plus(client.client_id)}:{quote_plus(secret)}"
    headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"} if is_basic else {}
    answer = call(said["token_endpoint"], form=form, headers=headers, most=MOST_BYTES)
    if 400 <= answer.status < 500:
        raise Untrue("client" if b'"invalid_client"' in answer.body else "code")
    try:
        return dict(parse_token_response(json.dumps(_json(answer))))
    except (OAuth2Error, ValueError, TypeError, AttributeError) as error:
        raise Untrue("token") from error


def _sends_basic(client: Client, said: Mapping[str, Any]) -> bool:
    """Basic is what a service takes that does not say (Discovery 1.0, 3); Apple takes its signed secret in the form."""
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return not client.ways.signs_secret and "client_secret_basic" in methods


def _secret(client: Client) -> str:
    """The client's secret; for Apple a token of some minutes, signed with the key it gave us."""
    if not client.ways.signs_secret:
        return client.client_secret
    now = int(time.time())
    said = {"iss": client.team_id, "sub": client.client_id, "aud": client.issuer, "iat": now, "exp": now + SECRET_HOLDS}
    return jwt.encode(said, client.client_secret, algorithm="ES256", headers={"kid": client.key_id})


def _userinfo(address: str, access_token: str, subject: str) -> dict[str, Any]:
    """The address, where the ID token has none. It must be about the same somebody (Core 5.3.2)."""
    ensure_callable(address)
    answer = call(address, headers={"Authorization": f"Bearer {access_token}"}, most=MOST_BYTES)
    found = _json(answer) if answer.status == 200 else {}
    if found and found.get("sub") != subject:
        raise Untrue("userinfo_sub")
    return {name: found[name] for name in ("email", "email_verified", "hd") if name in found}


def _json(answer: Answer) -> dict[str, Any]:
    if answer.status >= 500:
        raise NoAnswer(f"it answers with {answer.status}")
    if answer.status != 200:
        raise Untrue("status")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Untrue("json") from error
    if not isinstance(found, dict):
        raise Untrue("json")
    return found
