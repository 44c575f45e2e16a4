"""How an operator's own systems learn who members are: item by item as each agreed, and each time on their record.

`system` is a key at work (integrations): its name is what the member reads, and its scopes were checked by the door.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base.actions import action
from coorum.base.compiled import compiled
from coorum.base.errors import Refused
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.provision.actions.looking import note_look
from coorum.provision.kinds import Act
from coorum.provision.models import ProvidedProfile
from coorum.provision.queries import entitled_profiles
from coorum.provision.tying import passing
from coorum.provision.ways import WAYS

_COLUMNS = WAYS[PROVISION_PURPOSE].columns
_FACTS = ("id", "member_id", "provision__items", *_COLUMNS.values())


@dataclass(frozen=True, slots=True)
class Told:
    """What a system was told of one member, by item of the consent; an item that was not agreed to is not there.

    `place` is where the member stands in the list.
    """

    member_id: UUID
    place: UUID
    items: dict[str, Any]


@action
def tell_members(system: Viewer, *, after: UUID | None, most: int) -> tuple[list[Told], bool]:
    """The members whose data is provided, first provided first, past `after` (a place); and whether more follow."""
    found = [_told(row) for row in _beyond(after, most=most + 1)]
    shown = found[:most]
    _note(system, [one.member_id for one in shown])
    return shown, len(found) > most


@action
def tell_some(system: Viewer, *, ids: Collection[UUID]) -> dict[UUID, Told]:
    """Those of these members whose data is provided."""
    if not ids:
        return {}
    rows = entitled_profiles().filter(member__in=set(ids)).values(*_FACTS)
    told = {row["member_id"]: _told(row) for row in rows}
    _note(system, list(told))
    return told


@contextmanager
def telling(member_id: UUID | None, *, is_gone: bool = False) -> Iterator[None]:
    """Inside, a system of the operator's may be sent this id and no other: that of a member whose data is provided now, or, to
    say so, of one whose data is not any more (`is_gone`). To be asked right before it leaves; None where nobody is named.

    Raises `Refused("no_consent")`.
    """
    if member_id and not is_gone and not entitled_profiles().filter(member=member_id).exists():
        raise Refused("no_consent", _("This person has not agreed to provide their information to the operator."))
    with passing([member_id] if member_id else []):
        yield


@compiled
def _beyond(after: UUID | None, *, most: int) -> QuerySet[ProvidedProfile, dict[str, Any]]:
    rows = entitled_profiles().order_by("id").values(*_FACTS)
    return (rows.filter(id__gt=after) if after else rows)[:most]


def _told(row: dict[str, Any]) -> Told:
    agreed = set(row["provision__items"])
    return Told(row["member_id"], row["id"], {item: row[name] for item, name in _COLUMNS.items() if item in agreed})


def _note(system: Viewer, members: list[UUID]) -> None:
    if members:
        note_look(Act.SYSTEM, members, PROVISION_PURPOSE, name=system.display_name, actor=system.party)
