"""Saying where an operator's customers are known, trying it, switching it on, and its secrets."""

from secrets import token_urlsafe
from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.customers import events, queries, rules
from coorum.customers.kinds import MOST_SECRETS, Algorithm, Kind
from coorum.customers.models import Directory, Link, SharedSecret

#: What makes a directory another one: with new values, old customer IDs may be other people's.
_WHOSE = ("kind", "issuer")
_COLUMNS = ("kind", "name", "issuer", "client_id", "algorithm", "address")


@action
def set_up_directory(staff: Viewer, *, kind: Kind, same_ids: bool = False, **given: Any) -> Directory:
    """Say where customers are known, or change it. A change of anything but the name switches it off until a new trial.

    `client_secret` left empty stays as it is. `same_ids`: the operator says that customer IDs mean the same people as
    before. Raises `Refused`: `not_owner`, `name`, `issuer`, `half`, `address`, `other_ids`.
    """
    rules.ensure_may_manage(staff)
    before = queries.directory()
    secret = str(given.get("client_secret", "")).strip() or (before.client_secret if before else "")
    rules.ensure_complete(kind, given, has_secret=bool(secret))
    row = before or Directory.new(made_at=clock.now())
    was = {name: getattr(row, name) for name in _COLUMNS} if before else {}
    for name, value in _columns(kind, given).items():
        setattr(row, name, value)
    if before and not same_ids and any(was[name] != getattr(row, name) for name in _WHOSE) and Link.objects.exists():
        words = _("Members are linked already. Say whether customer IDs stay the same, or release them first.")
        raise Refused("other_ids", words, field="same_ids")
    changed = [name for name in _COLUMNS if was.get(name) != getattr(row, name)]
    if changed != ["name"] or secret != row.client_secret:
        row.is_on, row.tried_at, row.trouble = False, None, ""
    row.client_secret = secret
    row.save()
    told = {"kind": row.kind, "issuer": row.issuer, "address": row.address, "same_ids": same_ids}
    publish(events.DIRECTORY_SET_UP, actor=staff.party, subject=_party(row), payload=told)
    return row


def _columns(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """The columns of this kind; those of the other are empty."""
    if kind == Kind.PAYLOAD:
        own = {"address": given["address"].strip(), "issuer": "", "client_id": "", "algorithm": Algorithm.RS256}
    else:
        own = {name: given[name].strip() for name in ("issuer", "client_id")}
        own |= {"address": "", "algorithm": given.get("algorithm") or Algorithm.RS256}
    return {"kind": kind, "name": given["name"].strip()[:40], **own}


@action
def note_trial(staff: Viewer, directory: Directory, *, why: str = "") -> None:
    """A trial went well, or what did not hold (`why`, a short word). Raises `Refused("not_owner")`."""
    rules.ensure_may_manage(staff)
    directory.trouble = why[:30]
    directory.tried_at = directory.tried_at if why else clock.now()
    directory.save(update_fields=["trouble", "tried_at"])
    publish(events.DIRECTORY_TRIED, actor=staff.party, subject=_party(directory), payload={"why": directory.trouble})


@action
def switch_directory(staff: Viewer, directory: Directory, *, is_on: bool) -> None:
    """Let customers come in, or not any more; links stay. Raises `Refused`: `not_owner`, `untried`."""
    rules.ensure_may_manage(staff)
    if is_on and directory.tried_at is None:
        raise Refused("untried", _("Try it first: it can be switched on once a trial went well."))
    if directory.is_on != is_on:
        directory.is_on = is_on
        directory.save(update_fields=["is_on"])
        publish(
            events.DIRECTORY_SWITCHED, actor=staff.party, subject=_party(directory), payload={"is_on": directory.is_on}
        )


@action
def make_secret(staff: Viewer, directory: Directory) -> str:
    """A new secret, told this once; the older goes on signing until it is withdrawn. Raises `Refused`: `not_owner`,
    `two_secrets`.
    """
    rules.ensure_may_manage(staff)
    Directory.objects.select_for_update().get(id=directory.id)
    if len(queries.secrets()) >= MOST_SECRETS:
        raise Refused("two_secrets", _("Two secrets are good already. Withdraw one first."))
    secret = token_urlsafe(32)
    SharedSecret.new(directory=directory, secret=secret, ends_in=secret[-4:], made_at=clock.now()).save()
    publish(events.SECRET_MADE, actor=staff.party, subject=_party(directory), payload={"ends_in": secret[-4:]})
    return secret


@action
def withdraw_secret(staff: Viewer, secret: SharedSecret) -> None:
    """From now on nothing signed with it is believed. Raises `Refused("not_owner")`."""
    rules.ensure_may_manage(staff)
    told = {"ends_in": secret.ends_in}
    publish(events.SECRET_WITHDRAWN, actor=staff.party, subject=_party(secret.directory), payload=told)
    secret.delete()


def _party(row: Directory) -> Party:
    return Party("directory", row.id, row.id.hex)
