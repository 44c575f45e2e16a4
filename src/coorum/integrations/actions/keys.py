"""Letting a system of the operator's in, changing its secret, and shutting it out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, Party, publish
from coorum.integrations import events, keys, rules
from coorum.integrations.kinds import ACCESS_LIFE, MOST_KEYS, OVERLAP, Life
from coorum.integrations.models import AccessToken, ApiKey, KeySecret
from coorum.integrations.queries import Credential
from coorum.sites import queries as sites

#: How exact the time of the last use is: so a busy system does not write with every read.
USED = timedelta(minutes=1)


@action
def make_key(staff: Viewer, *, name: str, scopes: Iterable[str], life: str = Life.YEAR) -> tuple[ApiKey, str]:
    """A key, and its secret, which is told this once. `life` in days, as `Life`.

    Raises `Refused`: `not_owner`, `name`, `name_taken`, `scopes`, `life`, `too_many`.
    """
    rules.ensure_may_manage(staff)
    if ApiKey.objects.count() >= MOST_KEYS:
        raise Refused("too_many", _("There are %(most)s keys already. Revoke one first."), most=MOST_KEYS)
    now = clock.now()
    facts = {"name": rules.clean_name(name), "scopes": rules.clean_scopes(scopes)}
    ends_at = now + timedelta(days=rules.days_of(life))
    key = ApiKey.new(**facts, made_by=staff.person.id, made_at=now, expires_at=ends_at)
    _save(key)
    secret = _draw(key)
    _publish(events.KEY_MADE, staff, key, **facts, expires_at=ends_at.isoformat())
    return key, secret


@action
def change_key(staff: Viewer, key: ApiKey, *, name: str, scopes: Iterable[str]) -> None:
    """Call it something else, or allow it something else, from the next request on. Raises as `make_key` does."""
    rules.ensure_may_manage(staff)
    key.name, key.scopes = rules.clean_name(name), rules.clean_scopes(scopes)
    _save(key, update_fields=["name", "scopes"])
    _publish(events.KEY_CHANGED, staff, key, name=key.name, scopes=key.scopes)


@action
def roll_over(staff: Viewer, key: ApiKey, *, life: str = Life.YEAR, at_once: bool = False) -> str:
    """A new secret, told this once; the one of before works for a day more, or no longer (`at_once`: it got out).

    From now on the key acts for whoever did this. Raises `Refused`: `not_owner`, `life`.
    """
    rules.ensure_may_manage(staff)
    now = clock.now()
    _end_before(key, now if at_once else now + OVERLAP)
    key.made_by, key.expires_at = staff.person.id, now + timedelta(days=rules.days_of(life))
    key.save(update_fields=["made_by", "expires_at"])
    secret = _draw(key)
    _publish(events.KEY_ROLLED_OVER, staff, key, at_once=at_once, expires_at=key.expires_at.isoformat())
    return secret


@action
def revoke_key(staff: Viewer, key: ApiKey) -> None:
    """From now on nothing of this key opens anything. Raises `Refused("not_owner")`."""
    rules.ensure_may_manage(staff)
    _publish(events.KEY_REVOKED, staff, key, name=key.name)
    key.delete()


@action
def make_token(credential: Credential, *, scopes: Iterable[str] = ()) -> tuple[str, frozenset[str], int]:
    """An access token for the secret, its scopes, and its life in seconds. Without `scopes` all of the key's.

    Raises `Refused("scopes")` where the key has not got one of them.
    """
    caller, now = credential.caller, clock.now()
    wanted = frozenset(scopes) or caller.scopes
    if not wanted <= caller.scopes:
        raise Refused("scopes", _("The key may not do this."))
    token, ends_at = (
        keys.draw(keys.TOKEN, for_tests=sites.current_site().is_test),
        min(now + ACCESS_LIFE, credential.ends_at),
    )
    row = AccessToken.new(
        secret_id=credential.secret_id, token_hash=code_hash(token), scopes=sorted(wanted), expires_at=ends_at
    )
    row.save()
    publish(events.TOKEN_MADE, actor=caller.party, payload={"scopes": row.scopes})
    return token, wanted, int((ends_at - now).total_seconds())


def note_use(key_id: UUID, used_at: datetime | None) -> None:
    """Write down that the key was used, to the minute."""
    now = clock.now()
    if used_at is None or now - used_at >= USED:
        ApiKey.objects.filter(id=key_id).update(used_at=now)


def _draw(key: ApiKey) -> str:
    secret = keys.draw(keys.KEY, for_tests=sites.current_site().is_test)
    KeySecret.new(
        key=key,
        secret_hash=code_hash(secret),
        ends_in=secret[-4:],
        made_at=clock.now(),
        ends_at=key.expires_at,
    ).save()
    return secret


def _end_before(key: ApiKey, moment: datetime) -> None:
    """What opened until now ends by this moment."""
    ApiKey.objects.select_for_update().get(id=key.id)
    limit = min(moment, key.expires_at)
    key.secrets.filter(ends_at__gt=limit).update(ends_at=limit)


def _save(key: ApiKey, **more: Iterable[str]) -> None:
    try:
        with transaction.atomic():
            key.save(**more)
    except IntegrityError as taken:
        raise Refused("name_taken", _("Another key has this name already."), field="name") from taken


def _publish(event: Event, staff: Viewer, key: ApiKey, **payload: object) -> None:
    publish(event, actor=staff.party, toward=Party("api_key", key.id, key.id.hex), payload=payload)
