"""Measures on premises, equipment and rules: entered, looked at by one and attested by another, ended."""

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
from coorum.organisation.models import Safeguard, SafeguardCheck, SafeguardEnd
from coorum.organisation.people.queries import today
from coorum.organisation.premises.events import SAFEGUARD_MOVED
from coorum.organisation.premises.kinds import Field


@action
def enter_safeguard(
    officer: Party, *, field: Field | str, place: str, what: str, months: int = 12, key: UUID | None = None
) -> Safeguard:
    """Enter a measure: `what` is done, at `place`; somebody looks at it within a month, and again every `months`."""
    row = Safeguard(
        id=key or new_id(),
        field=field,
        place=place.strip(),
        what=what.strip(),
        months=months,
        entered_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "place", "what")
    if made is row:
        _tell(officer, row, "entered", what=row.what)
    return made or row


@action
def attest_look(
    officer: Party,
    *,
    safeguard: Safeguard,
    looked_by: Person,
    looked_on: date,
    is_met: bool,
    words: str,
    key: UUID | None = None,
) -> SafeguardCheck:
    """Write down that somebody else looked at it, and what they saw.

    Raises `Refused`: `own_look`, `not_at_desk`, `in_future`, `no_reason`, `not_now`.
    """
    if officer.id == looked_by.id:
        raise Refused("own_look", _("Somebody else writes down what you saw."), field="looked_by")
    if not accounts.granted_desk_roles().filter(person=looked_by).exists():
        raise Refused("not_at_desk", _("This person does not work at the desk."), field="looked_by")
    if looked_on > today():
        raise Refused("in_future", _("This day has not come yet."), field="looked_on")
    if not words.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field="words")
    _ensure_in_use(safeguard)
    row = SafeguardCheck(
        id=key or new_id(),
        safeguard=safeguard,
        is_met=is_met,
        words=words.strip(),
        looked_by=looked_by.id,
        looked_on=looked_on,
        recorded_by=officer.id,
        made_at=clock.now(),
    )
    made = made_once(row, "safeguard_id", "looked_by")
    if made is row:
        _tell(officer, safeguard, "looked_at", met=is_met, on=looked_on.isoformat())
    return made or row


@action
def end_safeguard(officer: Party, *, safeguard: Safeguard, why: str) -> SafeguardEnd:
    """It is not in use any more; what was seen stays on record. Raises `Refused`: `no_reason`, `not_now`."""
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    row = SafeguardEnd(safeguard=safeguard, why=why.strip(), ended_by=officer.id, made_at=clock.now())
    if not insert_once(row):
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    _tell(officer, safeguard, "ended")
    return row


def _ensure_in_use(safeguard: Safeguard) -> None:
    if SafeguardEnd.objects.filter(safeguard=safeguard).exists():
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))


def _tell(officer: Party, safeguard: Safeguard, step: str, **more: Any) -> None:
    about = Party("safeguard", safeguard.id, safeguard.id.hex)
    publish(SAFEGUARD_MOVED, actor=officer, subject=about, payload={"step": step, **more}, chain=PROVIDER)
