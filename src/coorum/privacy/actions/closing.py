"""The end of an operator's contract: told in time, nothing provided after it, and deleted (obligations c-6)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import site_scope
from coorum.notices import actions as notices
from coorum.notices import queries as noticed
from coorum.notices import rules as telling
from coorum.notices.kinds import About
from coorum.privacy.closing import queries, rules
from coorum.privacy.closing.events import CLOSING_MOVED
from coorum.privacy.closing.kinds import Phase, Side, Step
from coorum.privacy.models.closings import Closing, ClosingStep
from coorum.provision import actions as provision
from coorum.sites import actions as sites
from coorum.sites.models import Site

_UNDER_WAY = _("The end of this community was decided before.")
_SAY_WHAT = _("Write what went back to the operator, or that nothing had been entrusted.")
BATCH = 200
ENDED = "the operator's contract ended"


@action
def give_notice(
    officer: Party,
    *,
    site: Site,
    given_by: Side,
    reason: str,
    words: Mapping[str, str],
    ends_at: datetime,
    key: UUID | None = None,
) -> Closing:
    """The contract ends: from now on nobody joins, and every member is told, at least 30 days ahead.

    The same `key` again answers the same one. Raises `Refused`: `too_soon`, `advertises`, `no_words`, `under_way`.
    """
    rules.ensure_last_day(ends_at, clock.now())
    telling.ensure_words(words)
    closing = Closing(
        id=key or new_id(),
        community=site,
        given_by=given_by,
        reason=reason.strip(),
        words=dict(words),
        ends_at=ends_at,
        begun_at=clock.now(),
    )
    made = made_once(closing, "community_id")
    if made is None:
        raise Refused("under_way", _UNDER_WAY)
    if made is closing:
        sites.begin_ending(officer, site, ends_at=ends_at)
        _move(officer, closing, Step.FREEZE, why=closing.reason)
        _tell_members(officer, closing)
        move_on(closing.id)
    return made


@action
def call_off(officer: Party, *, closing: Closing, words: Mapping[str, str]) -> Closing:
    """The community goes on: everybody who was told is told so. Only before the end."""
    telling.ensure_words(words)
    closing = _locked(closing.id)
    _move(officer, closing, Step.CALL_OFF)
    sites.call_off_ending(officer, closing.community)
    notice = noticed.notice_by_id(closing.notice) if closing.notice else None
    if notice is not None:
        notices.take_back(officer, notice=notice, words=words)
    return closing


@action
def confirm_return(officer: Party, *, closing: Closing, why: str) -> Closing:
    """What the operator had entrusted to us went back, or there was nothing: said by an officer, in words."""
    if not why.strip():
        raise Refused("no_reason", _SAY_WHAT, field="why")
    closing = _locked(closing.id)
    _move(officer, closing, Step.RETURN, why=why.strip())
    return closing


@action
def move_on(closing_id: UUID) -> Phase:
    """Do what time alone asks for: open the time to take data along, close the provision. Twice changes nothing."""
    closing = _locked(closing_id)
    due = rules.due_at(Phase(closing.phase), closing.ends_at, records_until=closing.records_until)
    if due is None or due > clock.now():
        return Phase(closing.phase)
    if closing.phase == Phase.TOLD:
        _move(SYSTEM, closing, Step.OPEN_EXPORT)
    elif closing.phase == Phase.EXPORT and _is_all_closed(closing):
        _move(SYSTEM, closing, Step.CLOSE)
    return Phase(closing.phase)


@action
def move_all_on() -> int:
    """Move on whatever is due. Answers how many ends of contracts are not over yet."""
    open_ones = list(queries.closings().exclude(phase=Phase.OVER).values_list("id", flat=True))
    for closing_id in open_ones:
        move_on(closing_id)
    return len(open_ones)


def _is_all_closed(closing: Closing) -> bool:
    """Close the next provisions, dismiss the staff, take the widget down. Whether nothing is provided any more."""
    with site_scope(closing.community_id):
        if provision.close_next(BATCH, reason=ENDED) == BATCH:
            return False
        accounts.dismiss_all(SYSTEM)
        sites.list_embed_origins(SYSTEM, closing.community, origins=[])
    return True


def _tell_members(officer: Party, closing: Closing) -> None:
    notice = notices.tell(
        officer,
        about=About.ENDING,
        community=closing.community,
        words=closing.words,
        begins_at=closing.begun_at,
        ends_at=closing.ends_at,
        key=closing.id,
    )
    closing.notice = notice.id
    closing.save(update_fields=["notice"])
    _move(officer, closing, Step.TELL)


def _locked(closing_id: UUID) -> Closing:
    return Closing.objects.select_for_update(of=("self",)).select_related("community").get(id=closing_id)


def _move(officer: Party, closing: Closing, step: Step, *, why: str = "") -> None:
    """One step, in the evidence of the community. Raises `Refused("not_now")`."""
    before = Phase(closing.phase)
    closing.phase = rules.after(before, step)
    closing.save(update_fields=["phase"])
    row = ClosingStep.objects.create(
        closing=closing,
        step=step,
        before=before,
        after=closing.phase,
        actor_id=officer.id,
        why=why,
        made_at=clock.now(),
    )
    publish(
        CLOSING_MOVED,
        actor=officer,
        chain=closing.community_id,
        subject=Party("site", closing.community_id, closing.community_id.hex),
        payload={"step": step, "ends_at": closing.ends_at.isoformat(), "why": why},
        key=row.id,
    )
