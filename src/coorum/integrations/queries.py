"""Every read of the integrations room, in the open scope of a site."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from coorum.accounts.models import Person, StaffRole
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.integrations import keys
from coorum.integrations.caller import Caller
from coorum.integrations.models import AccessToken, ApiKey, KeySecret


@dataclass(frozen=True)
class Credential:
    """A secret or an access token that opens something now."""

    caller: Caller
    secret_id: UUID
    ends_at: datetime
    used_at: datetime | None


def all_keys() -> QuerySet[ApiKey]:
    """The keys of this site, by name; `is_orphan`: whoever answered for it is no staff any more, so it opens nothing, nor does
    one that `is_over`.
    """
    staff, over = StaffRole.objects.filter(person=OuterRef("made_by")), Q(expires_at__lte=clock.now())
    return ApiKey.objects.annotate(is_orphan=~Exists(staff), is_over=over).order_by("name")


def secrets_of(key: ApiKey) -> QuerySet[KeySecret]:
    """The secrets of a key that open something now, the newest first."""
    return KeySecret.objects.filter(key=key, ends_at__gt=clock.now()).order_by("-made_at")


def credential_of(secret: str) -> Credential | None:
    """What this key or access token opens on this site now, or None. One query."""
    if keys.is_sound(secret, keys.KEY):
        return _credential(next(iter(_secrets(code_hash(secret), clock.now())), None))
    if keys.is_sound(secret, keys.TOKEN):
        return _credential(next(iter(_tokens(code_hash(secret), clock.now())), None))
    return None


_KEY = ("key__id", "key__name", "key__scopes", "key__made_by", "key__expires_at", "key__used_at")


@compiled
def _secrets(digest: str, now: datetime) -> QuerySet[KeySecret, dict[str, Any]]:
    role = StaffRole.objects.filter(person=OuterRef("key__made_by")).values("role")[:1]
    rows = KeySecret.objects.filter(ends_at__gt=now, key__expires_at__gt=now, secret_hash=digest)
    return rows.annotate(role=Subquery(role)).values("id", "ends_at", "role", *_KEY)


@compiled
def _tokens(digest: str, now: datetime) -> QuerySet[AccessToken, dict[str, Any]]:
    role = StaffRole.objects.filter(person=OuterRef("secret__key__made_by")).values("role")[:1]
    standing = Q(expires_at__gt=now, secret__ends_at__gt=now, secret__key__expires_at__gt=now)
    rows = AccessToken.objects.filter(standing, token_hash=digest).annotate(role=Subquery(role))
    return rows.values("scopes", "secret__id", "expires_at", "role", *(f"secret__{name}" for name in _KEY))


def _credential(row: dict[str, Any] | None) -> Credential | None:
    if row is None or not row["role"]:
        return None
    told = {name.removeprefix("secret__"): value for name, value in row.items()}
    scopes = set(told["key__scopes"]) & set(told.get("scopes", told["key__scopes"]))
    person = Person(id=told["key__made_by"])
    caller = Caller(
        person=person, role=row["role"], key_id=told["key__id"], name=told["key__name"], scopes=frozenset(scopes)
    )
    ends_at = min(told.get("ends_at") or told["expires_at"], told["key__expires_at"])
    return Credential(caller, told["id"], ends_at, told["key__used_at"])
