"""The list of devices: entered with a first check, checked every year, given back and wiped."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once, made_once
from coorum.base.scope import PROVIDER
from coorum.organisation.models import Device, DeviceCheck, DeviceReturn
from coorum.organisation.people import queries
from coorum.organisation.people.events import DEVICE_MOVED
from coorum.organisation.people.kinds import DeviceKind


@action
def register_device(
    officer: Party,
    *,
    label: str,
    kind: DeviceKind | str,
    holder: Person,
    is_encrypted: bool,
    is_locked: bool,
    words: str = "",
    key: UUID | None = None,
) -> Device:
    """Enter a device that somebody at the desk has, as it was seen today. Raises `Refused("not_at_desk")`."""
    if not accounts.granted_desk_roles().filter(person=holder).exists():
        raise Refused("not_at_desk", _("This person does not work at the desk."), field="holder")
    row = Device(
        id=key or new_id(),
        label=label.strip(),
        kind=kind,
        holder=holder.id,
        registered_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "label", "holder")
    if made is row:
        _check(officer, row, new_id(), is_encrypted=is_encrypted, is_locked=is_locked, words=words.strip())
    return made or row


@action
def check_device(
    officer: Party, *, device: Device, is_encrypted: bool, is_locked: bool, words: str = "", key: UUID | None = None
) -> DeviceCheck:
    """Somebody looked at it today. Raises `Refused("not_now")` for one that was given back."""
    if DeviceReturn.objects.filter(device=device).exists():
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    return _check(officer, device, key or new_id(), is_encrypted=is_encrypted, is_locked=is_locked, words=words.strip())


@action
def give_back(
    officer: Party, *, device: Device, returned_on: date, wiped_on: date | None = None, words: str = ""
) -> DeviceReturn:
    """It is no longer in use. What was not wiped is told in words: lost, destroyed, or why.

    Raises `Refused`: `not_now`, `no_reason`, `in_future`.
    """
    if wiped_on is None and not words.strip():
        raise Refused("no_reason", _("Write what happened to the data on it."), field="words")
    if max(returned_on, wiped_on or returned_on) > queries.today():
        raise Refused("in_future", _("This day has not come yet."), field="returned_on")
    row = DeviceReturn(
        device=device,
        returned_on=returned_on,
        wiped_on=wiped_on,
        words=words.strip(),
        recorded_by=officer.id,
        made_at=clock.now(),
    )
    if not insert_once(row):
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    _tell(officer, device, "returned", wiped=wiped_on is not None)
    return row


def _check(officer: Party, device: Device, key: UUID, **seen: Any) -> DeviceCheck:
    row = DeviceCheck(
        id=key,
        device=device,
        **seen,
        checked_on=queries.today(),
        checked_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "device_id")
    if made is row:
        _tell(officer, device, "checked", sound=row.is_sound)
    return made or row


def _tell(officer: Party, device: Device, what: str, **more: bool) -> None:
    about = Party("device", device.id, device.id.hex)
    publish(DEVICE_MOVED, actor=officer, subject=about, payload={"what": what, **more}, chain=PROVIDER)
