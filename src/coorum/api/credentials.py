"""Who asks: the key or access token in `Authorization: Bearer`, and what it may do."""

from base64 import b64decode
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from coorum.accounts import queries as accounts
from coorum.api.problems import Problem
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.integrations import actions as integrations
from coorum.integrations import queries
from coorum.integrations.caller import Caller
from coorum.integrations.kinds import Scope
from coorum.integrations.queries import Credential
from coorum.sites import queries as sites

REALM = 'Bearer realm="coorum"'


class Scoped(HttpBearer):
    """A credential that may do this. Answers the `Caller`; raises `Problem`: 401, or 403 where the scope is missing."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        is_basic = basic(request) is not None
        return self.authenticate(request, "" if is_basic else shown(request))

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        caller = used(credential(request, token)).caller
        if self.scope not in caller.scopes:
            told = f'{REALM}, error="insufficient_scope", scope="{self.scope}"'
            raise Problem(
                403, "scope", _("This key may not do this."), headers={"WWW-Authenticate": told}, scope=self.scope
            )
        return caller


def credential(request: Any, secret: str) -> Credential:
    """What this key or token opens on the site of this host. Raises `Problem`: 401, 404 where there is no site."""
    if request.site is None:
        raise Problem(404, "not_found", _("Ask on the host of your community."))
    found = queries.credential_of(secret) if secret and not _has_ended(request.site) else None
    if found is None:
        error = ', error="invalid_token"' if secret else ""
        detail = _("Send a key of this community that is good: Authorization: Bearer …")
        raise Problem(401, "credential", detail, headers={"WWW-Authenticate": REALM + error})
    return found


def is_good(request: Any) -> bool:
    """Whether the request shows what opens something on the site of its host; asked only while its network is in doubt, so that
    nobody is shut out by the tries of their neighbours.
    """
    try:
        place = sites.place_at(request.get_host().lower(), seconds=settings.COORUM_PATIENCE)
    except DisallowedHost:
        return False
    if place is None or place.site is None:
        return False
    with site_scope(place.site.id):
        return queries.credential_of(shown(request)) is not None


def shown(request: Any) -> str:
    """The secret in the header: of a bearer, or of a client that shows its key (RFC 6749, 2.3.1)."""
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    pair = basic(request) if kind.lower() == "basic" else None
    return pair[1] if pair else text.strip() if kind.lower() == "bearer" else ""


def basic(request: Any) -> tuple[str, str] | None:
    """Id and secret of HTTP Basic, None where it is not used; two empty texts where it cannot be read."""
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        id_, _colon, secret = b64decode(text, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote_plus(id_), unquote_plus(secret)


def used(found: Credential) -> Credential:
    """Write down that the key was used."""
    integrations.note_use(found.caller.key_id, found.used_at)
    return found


def acting(caller: Caller) -> Caller:
    """The caller with the whole person who answers for it, for what they do."""
    return Caller(
        person=accounts.person_by_id(caller.person.id),
        role=caller.role,
        key_id=caller.key_id,
        name=caller.name,
        scopes=caller.scopes,
    )


def _has_ended(site: Any) -> bool:
    """The contract is over: nothing of the operator's opens anything (obligations c-6)."""
    return bool(site.is_ending and site.ending.ends_at <= clock.now())


def needs(scope: Scope) -> dict[str, Any]:
    """What a route says about who may ask; `x-scope` is read by description.py."""
    return {"auth": Scoped(scope), "openapi_extra": {"x-scope": scope.value}}
