"""Who asks: the key or access token in `Authorization: Bearer`, and what it may do."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from coorum.accounts import queries as accounts
from coorum.api.problems import Problem
from coorum.base import clock
from coorum.integrations import actions as integrations
from coorum.integrations import queries
from coorum.integrations.caller import Caller
from coorum.integrations.kinds import Scope
from coorum.integrations.queries import Credential

REALM = 'Bearer realm="coorum"'


class Scoped(HttpBearer):
    """A credential that may do this. Answers the `Caller`; raises `Problem`: 401, or 403 where the scope is missing."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

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
