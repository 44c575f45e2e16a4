"""One step about an incident: the row is locked, the rules are asked, the step is written down for good."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.privacy.incidents import queries, rules
from coorum.privacy.incidents.clock import MANY, Assessed
from coorum.privacy.incidents.events import INCIDENT_ASSESSED, INCIDENT_MOVED, INCIDENT_SUSPECTED
from coorum.privacy.incidents.kinds import Role, Step, Trigger
from coorum.privacy.models.incidents import Incident, IncidentAssessment, IncidentStep

#: Steps that need other facts than words, and so an action of their own.
_SPECIAL = (Step.ASSESS, Step.FILE_PRELIMINARY, Step.FILE_FINAL, Step.SUPPLEMENT, Step.TELL_PERSONS, Step.TELL_OPERATOR)
_WITHOUT_WORDS = (Step.AGREE, Step.KNOW, Step.CLOSE)


@action
def report_suspicion(
    actor: Party, *, title: str, words: str, department: str, noticed_at: datetime, key: UUID | None = None
) -> Incident:
    """Somebody noticed what may be a breach: anybody at the desk says so, an officer looks at it within 24 hours.

    Raises `Refused("in_future")`.
    """
    _ensure_past(noticed_at, field="noticed_at")
    incident = Incident(
        id=key or new_id(),
        title=title,
        words=words,
        department=department,
        noticed_at=noticed_at,
        reported_by=actor.id,
        reported_at=clock.now(),
    )
    made = made_once(incident, "title", "noticed_at")
    if made is incident:
        tell(INCIDENT_SUSPECTED, incident, actor=actor, payload={"noticed_at": noticed_at.isoformat()})
    return made or incident


@action
def take_step(
    officer: Party,
    *,
    incident: Incident,
    step: Step,
    why: str = "",
    at: datetime | None = None,
    is_alone: bool = False,
    key: UUID | None = None,
) -> IncidentStep:
    """Take a step that needs words only. `at` is when it happened, now by default; of `know` it is T0, for good.

    `is_alone`: there is no second officer to agree that there was nothing to report. Raises `Refused`: `not_now`,
    `no_reason`, `in_future`, `before_known`, `self_approval`, `not_alone`.
    """
    if step in _SPECIAL:
        raise Refused("not_now", _("This step needs more than words."))
    if step not in _WITHOUT_WORDS and not why.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field="why")
    _ensure_second(officer, queries.dossier_of(locked(incident)), step, is_alone=is_alone, why=why)
    return moved(officer, incident, step, why=why, at=at, key=key, is_alone=is_alone)


@action
def assess(
    officer: Party,
    *,
    incident: Incident,
    triggers: Iterable[Trigger],
    role: Role,
    least: int,
    most: int,
    is_exempt: bool = False,
    communities: Iterable[UUID] = (),
    why: str = "",
    at: datetime | None = None,
    key: UUID | None = None,
) -> IncidentStep:
    """Say what makes it one to report, whose data it was, and of how many at least and at most. It can be said anew.

    Raises `Refused`: `count` (more at least than at most), `no_operator`, `no_reason` (exempt without saying why), `not_now`.
    """
    communities = list(communities)
    if least > most:
        raise Refused("count", _("At least cannot be more than at most."), field="most")
    if role != Role.OWN and not communities:
        raise Refused(
            "no_operator", _("Choose the communities whose operators entrusted the data."), field="communities"
        )
    if is_exempt and not why.strip():
        raise Refused("no_reason", _("Write how the data were encrypted, and where the keys are."), field="why")
    found = Assessed(at or clock.now(), frozenset(triggers), role, most, is_exempt)
    step = moved(officer, incident, Step.ASSESS, why=why, at=at, key=key, assessed=found)
    if not IncidentAssessment.objects.filter(step=step).exists():
        facts = {
            "triggers": sorted(found.all_triggers),
            "role": role,
            "is_exempt": is_exempt,
            "least": least,
            "most": most,
        }
        IncidentAssessment.objects.create(step=step, **facts, communities=communities, made_at=step.made_at)
        tell(INCIDENT_ASSESSED, incident, actor=officer, payload={**facts, "counts_more_than": MANY})
    return step


def moved(
    officer: Party,
    incident: Incident,
    step: Step,
    *,
    why: str = "",
    at: datetime | None = None,
    key: UUID | None = None,
    is_alone: bool = False,
    assessed: Assessed | None = None,
) -> IncidentStep:
    """Write a step down; sent twice under the same key it is the same step."""
    incident = locked(incident)
    if key and (same := IncidentStep.objects.filter(id=key, incident=incident, step=step).first()):
        return same
    dossier = queries.dossier_of(incident)
    onward = rules.after(dossier.standing, step, assessed=assessed)
    moment = at or clock.now()
    _ensure_past(moment, field="at")
    if dossier.known_at and moment < dossier.known_at:
        raise Refused("before_known", _("This cannot have happened before it was known."), field="at")
    row = IncidentStep.objects.create(
        id=key or new_id(),
        incident=incident,
        step=step,
        before=incident.phase,
        after=onward.phase,
        actor=officer.kind,
        actor_id=officer.id,
        is_alone=is_alone,
        why=why,
        happened_at=moment,
        made_at=clock.now(),
    )
    incident.phase = onward.phase
    incident.save(update_fields=["phase"])
    tell(
        INCIDENT_MOVED, incident, actor=officer, payload={"step": step, "phase": onward.phase, "at": moment.isoformat()}
    )
    return row


def locked(incident: Incident) -> Incident:
    """The incident, held until the transaction ends."""
    return Incident.objects.select_for_update().get(id=incident.id)


def tell(event: Event, incident: Incident, *, actor: Party, payload: dict[str, Any]) -> None:
    """An event about this incident, on the provider's chain."""
    publish(event, actor=actor, subject=Party("incident", incident.id, incident.label), payload=payload, chain=PROVIDER)


def _ensure_past(moment: datetime, *, field: str) -> None:
    if moment > clock.now():
        raise Refused("in_future", _("This moment has not come yet."), field=field)


def _ensure_second(officer: Party, dossier: queries.Dossier, step: Step, *, is_alone: bool, why: str) -> None:
    """Two agree that nothing is reported: that it is no breach, and that a breach is closed without a report."""
    proposing = {Step.AGREE: Step.DOUBT, Step.CLOSE: Step.ASSESS}.get(step)
    told = dossier.standing.is_ours or dossier.standing.is_operators
    if proposing is None or (step == Step.CLOSE and told):
        return
    proposed_by = next((one.actor_id for one in reversed(dossier.steps) if one.step == proposing), None)
    rules.ensure_second(step, proposed_by=proposed_by, actor=officer.id, is_alone=is_alone, why=why)
    if is_alone and any(one.id != officer.id for one in queries.officers()):
        raise Refused("not_alone", _("There is another privacy officer: please ask them."), field="is_alone")
