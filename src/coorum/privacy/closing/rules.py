"""How the end of a contract goes (obligations c-6), and how long each part takes. No database and no clock here."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.privacy.closing.kinds import BEFORE_THE_END, Phase, Step

#: Members are told at least so long before the end (policy, purpose C), and the operator can take data along so long.
NOTICE_TIME = timedelta(days=30)
EXPORT_TIME = timedelta(days=30)
#: Members have at least so long after the end to take their own words along; everything is deleted after `DELETE_WITHIN`.
MEMBERS_TIME = timedelta(days=14)
DELETE_WITHIN = timedelta(days=30)

_MOVES: dict[Phase, dict[Step, Phase]] = {
    Phase.NOTICE: {Step.FREEZE: Phase.FROZEN},
    Phase.FROZEN: {Step.TELL: Phase.TOLD},
    Phase.TOLD: {Step.OPEN_EXPORT: Phase.EXPORT},
    Phase.EXPORT: {Step.CLOSE: Phase.CLOSED},
    Phase.CLOSED: {Step.RETURN: Phase.RETURNED},
    Phase.RETURNED: {Step.DELETE: Phase.DELETED},
    Phase.DELETED: {Step.KEEP: Phase.KEPT},
    Phase.KEPT: {Step.FINISH: Phase.OVER},
    Phase.OVER: {},
    Phase.CALLED_OFF: {},
}


def after(phase: Phase, step: Step) -> Phase:
    """Where `step` leads. Raises `Refused("not_now")` where it leads nowhere."""
    if step == Step.CALL_OFF and phase in BEFORE_THE_END:
        return Phase.CALLED_OFF
    if step not in _MOVES[phase]:
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    return _MOVES[phase][step]


def ensure_last_day(ends_at: datetime, now: datetime) -> None:
    """Raises `Refused` where members would be told too late."""
    if ends_at < now + NOTICE_TIME:
        raise Refused(
            "too_soon",
            _("Members are told at least %(days)s days before the end. Choose a later day."),
            field="ends_at",
            days=NOTICE_TIME.days,
        )


def due_at(phase: Phase, ends_at: datetime, *, records_until: datetime | None = None) -> datetime | None:
    """When time alone moves it on; None where somebody must."""
    return {
        Phase.TOLD: ends_at - EXPORT_TIME,
        Phase.EXPORT: ends_at,
        Phase.RETURNED: ends_at + MEMBERS_TIME,
        Phase.KEPT: records_until,
    }.get(phase)


def must_be_done_by(phase: Phase, ends_at: datetime) -> datetime | None:
    """The last day for what somebody must do: later is late, and shown in red."""
    return ends_at + DELETE_WITHIN if phase in (Phase.CLOSED, Phase.RETURNED) else None
