"""What an operator asks: its owners decide, within what the policy in force says."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.rules import ensure_owner
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.consent import actions as consent
from coorum.consent import campaign
from coorum.consent import queries as consents
from coorum.consent.asking import names_answers
from coorum.consent.kinds import ConsentKind, PolicyKind
from coorum.profiles import queries, rules
from coorum.profiles.events import FIELD_ADDED, FIELD_CHANGED, FIELD_EMPTIED, FIELD_REMOVED
from coorum.profiles.kinds import MOST_FIELDS
from coorum.profiles.models import Answer, Field

#: Answers that a turn of the task erases: each turn is one transaction, and can be taken up again.
A_TURN = 100


@action
def add_field(staff: Viewer, wanted: rules.Wanted, *, key: UUID | None = None) -> Field:
    """Ask from now on. The same form once more answers the same field.

    Raises `Refused`: `not_owner`; `not_told` while the policy in force does not name answers (APPI 21(2)) or the purpose;
    `too_many`, `name_taken`, and what `rules.proper` raises.
    """
    ensure_owner(staff)
    told = rules.proper(wanted)
    _ensure_told(wanted.purpose)
    if queries.fields().count() >= MOST_FIELDS:
        raise Refused("too_many", _("A community has twelve fields at most. Remove one first."))
    last = queries.fields().order_by("-position").values_list("position", flat=True).first()
    row = Field.new(id=key or new_id(), position=(last or 0) + 1, added_at=clock.now(), **told)
    made = made_once(row, "name")
    if made is None:
        raise Refused("name_taken", _("Another field has this name for your systems."), field="name")
    if made is row:
        _tell(FIELD_ADDED, staff.party, made, _terms(told))
    return made


@action
def change_field(staff: Viewer, field: Field, wanted: rules.Wanted) -> None:
    """Change what it looks like; what it asks, for what and whom it shows, while nobody has answered.

    Raises `Refused`: `answered`, and what `add_field` raises.
    """
    ensure_owner(staff)
    told = rules.proper(wanted)
    _ensure_told(wanted.purpose)
    if queries.fields().filter(name=wanted.name).exclude(id=field.id).exists():
        raise Refused("name_taken", _("Another field has this name for your systems."), field="name")
    row = Field.objects.select_for_update().get(id=field.id)
    if row.answers.exists():
        rules.ensure_terms_stand({name: getattr(row, name) for name in told}, told)
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))
    _tell(FIELD_CHANGED, staff.party, row, _terms(told))


@action
def order_fields(staff: Viewer, *, ids: Sequence[UUID]) -> None:
    """Ask in this order. Raises `Refused("not_owner")`."""
    ensure_owner(staff)
    for position, field_id in enumerate(ids, 1):
        queries.fields().filter(id=field_id).exclude(position=position).update(position=position)


@action
def remove_field(staff: Viewer, field: Field) -> None:
    """Ask no more: nobody sees an answer from this moment, and a task erases them, with a receipt for each member.

    Raises `Refused("not_owner")`.
    """
    from coorum.profiles import tasks  # the task calls an action of this module

    ensure_owner(staff)
    if Field.objects.filter(id=field.id, removed_at=None).update(removed_at=clock.now()):
        _tell(FIELD_REMOVED, staff.party, field, {"answers": field.answers.count()})
        tasks.empty_next.later(str(field.id))


@action
def empty_next(field_id: UUID) -> bool:
    """Erase the next answers to a removed field. Answers whether there are more; the field goes with the last."""
    field = Field.objects.select_for_update().exclude(removed_at=None).filter(id=field_id).first()
    if field is None:
        return False
    standing = consents.topics_in_force(ConsentKind.FIELD).filter(topic=field.id).order_by("id")
    given = list(standing.select_related("person")[:A_TURN])
    for one in given:
        consent.withdraw_consent(
            one.person, kind=ConsentKind.FIELD, topic=field.id, by="the operator removed the field"
        )
    if len(given) == A_TURN:
        return True
    Answer.objects.filter(field=field).delete()
    _tell(FIELD_EMPTIED, SYSTEM, field, {})
    field.delete()
    return False


def _ensure_told(purpose: str) -> None:
    version = consents.version_in_force(PolicyKind.PROVIDER_POLICY)
    if version is None or not names_answers() or purpose not in campaign.purposes_named(version):
        words = _(
            "The provider's privacy policy in force does not name profile fields yet. Please ask the provider to publish it."
        )
        raise Refused("not_told", words)


def _terms(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in rules.TERMS}


def _tell(event: Event, actor: Party, field: Field, payload: dict[str, Any]) -> None:
    publish(event, actor=actor, subject=Party("field", field.id, field.id.hex), payload=payload)
