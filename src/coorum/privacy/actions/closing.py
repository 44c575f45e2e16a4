"""The end of an operator's contract: told in time, nothing provided after it, and deleted (obligations c-6)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts.models import Member
from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.letting_go import Kept
from coorum.base.once import made_once
from coorum.base.scope import site_scope
from coorum.consent.signatures import sign
from coorum.notices import actions as notices
from coorum.notices import queries as noticed
from coorum.notices import rules as telling
from coorum.notices.kinds import About
from coorum.privacy.closing import deleting, queries, rules
from coorum.privacy.closing.events import CLOSING_MOVED
from coorum.privacy.closing.kinds import Phase, Side, Step
from coorum.privacy.models.closings import Closing, ClosingStep
from coorum.provision import actions as provision
from coorum.sites import actions as sites
from coorum.sites.hosts import actions as hosts
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
def move_on(closing_id: UUID) -> bool:
    """Do what time alone asks for, in parts. Whether there is more to do at once. Twice changes nothing."""
    closing = _locked(closing_id)
    phase = Phase(closing.phase)
    due = rules.due_at(phase, closing.ends_at, records_until=closing.records_until)
    if due is None or due > clock.now():
        return False
    with site_scope(closing.community_id):
        return _DO[phase](closing)


@action
def move_all_on() -> None:
    """Move on whatever is due."""
    from coorum.privacy.tasks import move_closing_on

    for closing_id in queries.closings().exclude(phase=Phase.OVER).values_list("id", flat=True):
        if move_on(closing_id):
            move_closing_on.later(str(closing_id))


@action
def delete_again(site: Site) -> None:
    """After a restore: a community that was deleted since the backup is deleted again, in the open scope."""
    for member in Member.objects.select_related("person"):
        deleting.erase_member(member)
    hosts.release_hosts(SYSTEM)
    deleting.delete_the_rest()
    sites.mark_gone(SYSTEM, site)


def _open_export(closing: Closing) -> bool:
    _move(SYSTEM, closing, Step.OPEN_EXPORT)
    return False


def _close(closing: Closing) -> bool:
    """Close the next provisions; after the last, dismiss the staff and take the widget down."""
    if provision.close_next(BATCH, reason=ENDED) == BATCH:
        return True
    accounts.dismiss_all(SYSTEM)
    sites.list_embed_origins(SYSTEM, closing.community, origins=[])
    _move(SYSTEM, closing, Step.CLOSE)
    return False


def _delete(closing: Closing) -> bool:
    """Erase the next members; after the last, everything else, and say in a signed certificate what is gone and what stays."""
    if deleting.is_held(closing.community):
        return False
    members = list(Member.objects.select_related("person").filter(departures=None).order_by("id")[:BATCH])
    for member in members:
        deleting.erase_member(member)
        accounts.mark_departed(member, kept_posts=False)
    if len(members) == BATCH:
        return True
    hosts.release_hosts(SYSTEM)
    _certify(closing, deleting.delete_the_rest(), deleting.kept_by_rule())
    return False


def _certify(closing: Closing, deleted: Mapping[str, int], kept: Mapping[str, Kept]) -> None:
    site = closing.community
    until = max((one.until for one in kept.values() if one.until), default=clock.now().date())
    closing.records_until = datetime.combine(until, time.max, UTC)
    document = {
        "community": {"id": str(site.id), "name": site.name, "operator": site.operator.legal_name},
        "ended_at": closing.ends_at.isoformat(),
        "deleted_at": clock.now().isoformat(),
        "deleted": dict(sorted(deleted.items())),
        "kept": [{"rule": one.rule, "rows": one.rows, "until": str(one.until)} for one in kept.values()],
    }
    closing.certificate = sign(document, kind="coorum-deletion")
    closing.save(update_fields=["certificate", "records_until"])
    tombstones.bury("privacy.site.deleted", site.id)
    sites.mark_gone(SYSTEM, site)
    _move(SYSTEM, closing, Step.DELETE)
    _move(SYSTEM, closing, Step.KEEP)


def _finish(closing: Closing) -> bool:
    """The last records are gone by their own rules: only then it is over."""
    if not deleting.kept_by_rule():
        _move(SYSTEM, closing, Step.FINISH)
    return False


#: What is done when its time has come.
_DO: Mapping[Phase, Callable[[Closing], bool]] = {
    Phase.TOLD: _open_export,
    Phase.EXPORT: _close,
    Phase.RETURNED: _delete,
    Phase.KEPT: _finish,
}


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
