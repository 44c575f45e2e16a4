"""Using personal data: whoever takes an item out of its room says for which purpose, and the gate answers (APPI 18(1)).

A refusal is noted even where the work it ended is undone: without anything about anybody, in `purpose_decision` for the
desk's week and in the evidence. Beyond a purpose only the law leads (APPI 18(3)): `overriding` names the ground.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base import clock, scope
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Evidence, Party, declare, publish
from coorum.base.gates import PURPOSE
from coorum.base.ids import new_id
from coorum.base.personal_data import Dataset, Subject

log = logging.getLogger(__name__)
USE_REFUSED = declare(
    "base.use.refused", "Personal data were asked for under a purpose that does not allow it.", Evidence.ACCESS
)
USE_OVERRIDDEN = declare(
    "base.use.overridden", "Personal data were used beyond a purpose, on a ground that the law names.", Evidence.LEGAL
)


class Ground(models.TextChoices):
    """When personal data may be used beyond their purpose without consent (APPI 18(3))."""

    LAW = "18-3-1", _("A law demands it (APPI 18(3)(i))")
    LIFE = "18-3-2", _("Life, body or property are at stake (APPI 18(3)(ii))")
    HEALTH = "18-3-3", _("Public health or children's growing up (APPI 18(3)(iii))")
    STATE = "18-3-4", _("An authority's lawful work would suffer (APPI 18(3)(iv))")


class Decision(models.Model):
    """A use that was refused, or went beyond its purpose: what was asked for, for what, where, and why. About nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    purpose = models.CharField(max_length=20)
    item = models.CharField(max_length=60)
    what = models.CharField(max_length=80)
    why = models.CharField(max_length=20)
    is_override = models.BooleanField()
    by = models.UUIDField(null=True)

    class Meta:
        app_label = "base"
        db_table = "purpose_decision"
        indexes = [models.Index(fields=["at"], name="purpose_decision_at")]


@dataclass(frozen=True)
class _Override:
    actor: Party
    ground: Ground
    reason: str


_override: ContextVar[_Override | None] = ContextVar("coorum_override", default=None)


def ensure_use(purpose: str, item: str, subject: Subject, *, what: str) -> None:
    """Raise `Refused` where `item` of this subject may not be used for `purpose`. `what` names the place that asks."""
    try:
        PURPOSE.ensure(purpose, item, subject)
    except Refused as refusal:
        if (lawful := _override.get()) is not None:
            _tell(purpose, item, what, lawful.ground, lawful)
            return
        _note(purpose, item, what, refusal.code)
        raise


def hand_out(data: Dataset, subject: Subject, *, purpose: str) -> list[dict[str, Any]]:
    """What a dataset holds about somebody, for this purpose.

    Raises `Refused`, TypeError where it has no keeper, or what the room raises.
    """
    ensure_use(purpose, f"dataset:{data.name}", subject, what="base.export")
    if data.keeper is None:
        raise TypeError(f"{data.name} cannot be handed out")
    return [dict(row) for row in data.keeper.export(subject)]


@contextmanager
def overriding(actor: Party, *, ground: Ground, reason: str) -> Iterator[None]:
    """Use beyond the purpose inside, each use recorded with its ground. `Refused` without a reason."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why the law allows this."), field="reason")
    token = _override.set(_Override(actor, Ground(ground), reason.strip()))
    try:
        yield
    finally:
        _override.reset(token)


def _note(purpose: str, item: str, what: str, why: str) -> None:
    """After the unit of work has ended, whichever way: a refusal undoes what asked for it, and must not undo its record."""
    site = scope.current().site_id
    scope.current().unit.afterwards.append(lambda: _write_down(site, purpose, item, what, why))


def _write_down(site: UUID, purpose: str, item: str, what: str, why: str) -> None:
    facts = {"purpose": purpose[:20], "item": item[:60], "what": what[:80], "why": why[:20]}
    Decision.objects.create(at=clock.now(), is_override=False, **facts)
    publish(USE_REFUSED, actor=SYSTEM, chain=site, payload=facts)


def _tell(purpose: str, item: str, what: str, ground: Ground, lawful: _Override) -> None:
    facts = {"purpose": purpose[:20], "item": item[:60], "what": what[:80], "why": str(ground.value)}
    Decision.objects.create(at=clock.now(), is_override=True, by=lawful.actor.id, **facts)
    publish(USE_OVERRIDDEN, actor=lawful.actor, reason=lawful.reason, payload=facts)


def decisions_of_a_week() -> QuerySet[Decision, Any]:
    """What was refused, or went beyond its purpose, in the last seven days: counted by purpose, item, place and reason."""
    since = clock.now() - timedelta(days=7)
    rows: QuerySet[Decision, Any] = Decision.objects.filter(at__gte=since)
    rows = rows.values("purpose", "item", "what", "why", "is_override")
    return rows.annotate(count=Count("id"), last=models.Max("at")).order_by("-is_override", "-count", "purpose", "what")
