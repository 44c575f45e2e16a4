"""A key exchanged for an access token: OAuth 2.0 client credentials (RFC 6749, 4.4)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import problems
from coorum.api.credentials import basic, credential, used
from coorum.api.problems import Problem
from coorum.api.schemas import Token, TokenProblem
from coorum.base.errors import Refused
from coorum.integrations import actions as integrations
from coorum.integrations import keys
from coorum.integrations.queries import Credential

router = Router(tags=["tokens"])
WORDS = {
    "invalid_request": "The request lacks something, or says it twice.",
    "invalid_client": "This is no key of this community that is good.",
    "unsupported_grant_type": "Only client_credentials is known here.",
    "invalid_scope": "The key may not do this.",
}


class Wrong(Exception):  # noqa: N818  an answer, no error
    """What OAuth calls an error."""


@router.post("/token", response={200: Token, 400: TokenProblem, 401: TokenProblem}, auth=None, operation_id="makeToken")
def create(request: HttpRequest) -> HttpResponse:
    """Exchange a key for an access token of an hour; `scope` may ask for less than the key may do."""
    try:
        asked = _asked(request)
        found = _client(request, asked)
        token, scopes, seconds = integrations.make_token(used(found), scopes=asked.get("scope", "").split())
    except Wrong as wrong:
        return _wrong(request, str(wrong))
    except Refused:
        return _wrong(request, "invalid_scope")
    facts = {"access_token": token, "token_type": "Bearer", "expires_in": seconds, "scope": " ".join(sorted(scopes))}
    return HttpResponse(
        json.dumps(facts), content_type="application/json", headers={"Cache-Control": "no-store", "Pragma": "no-cache"}
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    if any(len(values) > 1 for _name, values in request.POST.lists()):
        raise Wrong("invalid_request")
    asked = {name: str(value) for name, value in request.POST.items() if value}
    if asked.get("grant_type") != "client_credentials":
        raise Wrong("unsupported_grant_type" if "grant_type" in asked else "invalid_request")
    return asked


def _client(request: HttpRequest, asked: dict[str, str]) -> Credential:
    """The key that the client shows: by HTTP Basic or in the form, not both (RFC 6749, 2.3)."""
    pair = basic(request)
    if pair and "client_secret" in asked:
        raise Wrong("invalid_request")
    id_, secret = pair or (asked.get("client_id", ""), asked.get("client_secret", ""))
    if not keys.is_sound(secret, keys.KEY):
        raise Wrong("invalid_client")
    try:
        found = credential(request, secret)
    except Problem as problem:
        if problem.status != 401:
            raise
        raise Wrong("invalid_client") from None
    if id_ != str(found.caller.key_id):
        raise Wrong("invalid_client")
    return found


def _wrong(request: HttpRequest, error: str) -> HttpResponse:
    """As RFC 6749 5.2 wants it, application/json; the members of problem details (RFC 9457) stand beside."""
    status = 401 if error == "invalid_client" else 400
    response = problems.answer(Problem(status, error, WORDS[error]))
    facts: dict[str, Any] = json.loads(response.content)
    facts = {"error": error, "error_description": facts.pop("detail"), **facts}
    headers = {"Cache-Control": "no-store"}
    if status == 401 and request.headers.get("Authorization"):
        headers["WWW-Authenticate"] = 'Basic realm="coorum"'
    return HttpResponse(json.dumps(facts), status=status, content_type="application/json", headers=headers)
