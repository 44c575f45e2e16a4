"""From a draft to a version that holds: drafted, compared, classified, tested, approved, announced (obligations c-2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.consent import queries as consent
from coorum.consent.documents import to_json
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.next_version import NextVersion
from coorum.consent.publication import publish_version
from coorum.promises import keeping, relation, revisions, rules
from coorum.promises.actions.telling import MATERIAL, tell_people
from coorum.promises.drafts import changes_since
from coorum.promises.events import RELATION_TESTED, REVIEW_WAIVED, REVISION_MOVED, REVISION_REVIEWED
from coorum.promises.kinds import Answer, RevisionState
from coorum.promises.models import RelationTest, Review, Revision, RevisionStep
from coorum.promises.registers import registers_now
from coorum.promises.revisions import Standing
from coorum.promises.witnesses import grace, is_watched


@action
def draft_revision(
    officer: Party, new: NextVersion, *, keeps: Mapping[str, str] | None = None, key: UUID | None = None
) -> Revision:
    """Write down the next version of a document, compared and classified. The same `key` again answers the same revision.

    Raises `Refused` where it cannot be published as it is, where it is called less than it is, or where another revision
    of the document is under way.
    """
    before = next(iter(consent.versions(new.kind, new.community_id)), None)
    registers = registers_now()
    _ensure_true(new, before, keeps or {})
    lowest = _ensure_called_what_it_is(new, before, registers)
    revision = Revision(
        id=key or new_id(),
        kind=new.kind,
        community_id=new.community_id,
        number=new.number,
        texts={language: to_json(document) for language, document in new.texts.items()},
        summary=dict(new.summary),
        registers=registers,
        keeps=dict(keeps or {}),
        before=before.id if before else None,
        lowest=lowest,
        asked=new.change_class,
        effective_at=new.effective_at,
        drafted_by=officer.id,
        drafted_at=clock.now(),
    )
    under_way = revisions.open_revision(new.kind, new.community_id)
    if under_way is not None and under_way.revision.id != revision.id:
        raise Refused("under_way", _("Another revision of this document is under way. Finish or drop it first."))
    made = made_once(revision, "kind", "community_id", "number")
    if made is None or made is not revision:
        return made or revision
    for state in (RevisionState.DRAFT, RevisionState.DIFFED, RevisionState.CLASSIFIED):
        _move(officer, revision, state)
    return revision


def _ensure_true(new: NextVersion, before: PolicyVersion | None, keeps: Mapping[str, str]) -> None:
    rules.ensure_publishable(new.texts)
    rules.ensure_number(new.number)
    rules.ensure_announced(new.summary, new.texts)
    if new.kind == PolicyKind.PROVIDER_POLICY:
        keeping.ensure_true(new.texts, before, keeps)


def _ensure_called_what_it_is(new: NextVersion, before: PolicyVersion | None, registers: dict[str, Any]) -> ChangeClass:
    """The lowest class this change may have; people can only raise it."""
    proposal = revisions.proposal_for(new.kind, before, changes_since(before, new.texts), registers)
    rules.ensure_class(new.change_class, is_first=before is None)
    _ensure_beforehand(new.change_class, new.effective_at)
    rules.ensure_not_below(new.change_class, proposal)
    return proposal.lowest if before else ChangeClass.FIRST


@action
def answer_relation_test(
    officer: Party, *, revision_id: UUID, answers: Mapping[int, Answer], reason: str
) -> RelationTest:
    """Answer whether the changed purpose belongs to the original one. Once: a text that fails is dropped, or asks everybody."""
    found = _open(revision_id)
    original = found.original
    if original is None or not found.wants_test:
        raise Refused("no_test", _("There is no changed purpose to be tested."))
    relation.ensure_answered(answers, reason)
    hops = revisions.hops_since(original)
    test = RelationTest.objects.create(
        revision=found.revision,
        original=original.id,
        hops=hops,
        answers={str(number): answer for number, answer in answers.items()},
        reason=reason.strip(),
        is_related=relation.is_related(answers, hops),
        by=officer.id,
        at=clock.now(),
    )
    facts = {"original": str(original.id), "hops": hops, "related": test.is_related, "answers": test.answers}
    _tell(RELATION_TESTED, officer, found.revision, {**facts, "sentence": test.reason}, key=test.id)
    return test


@action
def approve_revision(officer: Party, *, revision_id: UUID) -> PolicyVersion:
    """Be the second to look at it; it is announced with that. Raises `Refused` for whoever drafted or tested it."""
    found = _ready(revision_id)
    if not revisions.may_review(officer.id, found):
        raise Refused(
            "not_second", _("Somebody else, who answers for privacy, must approve it: not whoever wrote or tested it.")
        )
    review = Review.objects.create(revision=found.revision, by=officer.id, at=clock.now())
    _tell(REVISION_REVIEWED, officer, found.revision, {"class": found.change_class}, key=review.id)
    return announce(officer, found.revision)


@action
def waive_review(officer: Party, *, revision_id: UUID, reason: str) -> PolicyVersion:
    """Announce it without a second look, where there is nobody to take it. Recorded, and shown as a risk on the proof page."""
    found = _ready(revision_id)
    if revisions.other_reviewers(found.revision.drafted_by, found.revision.community_id):
        raise Refused("second_there", _("There is somebody who can approve it: ask them."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why nobody else can look at it."), field="reason")
    review = Review.objects.create(revision=found.revision, waived=reason.strip()[:400], by=officer.id, at=clock.now())
    _tell(REVIEW_WAIVED, officer, found.revision, {"class": found.change_class, "why": review.waived}, key=review.id)
    return announce(officer, found.revision)


@action
def drop_revision(officer: Party, *, revision_id: UUID) -> None:
    """Give a draft up. What was drafted stays on record; nothing was published."""
    _move(officer, _open(revision_id).revision, RevisionState.DROPPED)


def announce(officer: Party, revision: Revision) -> PolicyVersion:
    """Publish it. Called inside an action, by whoever has the last word on it.

    It holds from now (policy 13-3), from the day announced, or, where consent is needed, for those who give it. Where a
    witness is set, it waits some minutes for its public proof: nothing holds before anybody could see it.
    """
    found = revisions.standing_of(revision)
    change = found.change_class
    holds_from = _holds_from(change, revision)
    new = NextVersion(
        kind=PolicyKind(revision.kind),
        number=revision.number,
        texts=found.documents,
        change_class=change,
        summary=revision.summary,
        community_id=revision.community_id,
        effective_at=holds_from,
    )
    version = publish_version(officer, new, key=revision.id)
    _move(officer, revision, RevisionState.ANNOUNCED)
    if change == ChangeClass.C:
        _move(officer, revision, RevisionState.OPEN_FOR_CONSENT)
    elif holds_from is None:
        _take_effect(officer, revision)
    else:
        _move(officer, revision, RevisionState.SCHEDULED)
    if change in MATERIAL:
        tell_people(version)
    _call_witnesses()
    return version


def _call_witnesses() -> None:
    from coorum.promises.tasks import look_at_publications, stamp_publications

    if is_watched():
        stamp_publications.later()
        look_at_publications.later()


def _holds_from(change: ChangeClass, revision: Revision) -> datetime | None:
    """From when it holds; None for at once. A first version binds nobody before they agree, so it waits for no proof."""
    proved = clock.now() + grace() if grace() and change != ChangeClass.FIRST else None
    day = None if change == ChangeClass.C else revision.effective_at
    return max((one for one in (day, proved) if one and one > clock.now()), default=None)


@action
def take_effect() -> int:
    """What was announced for a day that has come is in effect. Answers how many."""
    come = PolicyVersion.objects.filter(effective_at__lte=clock.now(), id=OuterRef("id"))
    waiting = Revision.objects.filter(Exists(come), steps__state=RevisionState.SCHEDULED)
    due = list(waiting.exclude(steps__state=RevisionState.EFFECTIVE).order_by("effective_at", "drafted_at"))
    for revision in due:
        _take_effect(SYSTEM, revision)
    return len(due)


def _take_effect(officer: Party, revision: Revision) -> None:
    """In effect, and what was in effect for everybody before is replaced."""
    _move(officer, revision, RevisionState.EFFECTIVE)
    same = Revision.objects.filter(kind=revision.kind, community_id=revision.community_id).exclude(id=revision.id)
    for old in same.filter(steps__state=RevisionState.EFFECTIVE).exclude(steps__state=RevisionState.SUPERSEDED):
        _move(officer, old, RevisionState.SUPERSEDED)


def _open(revision_id: UUID) -> Standing:
    revision = Revision.objects.select_for_update().filter(id=revision_id).first()
    found = revisions.standing_of(revision) if revision else None
    if found is None or not found.is_open:
        raise Refused("not_open", _("This revision is not open any more."))
    return found


def _ready(revision_id: UUID) -> Standing:
    """The revision, if nothing but the second look is missing and it was drafted against the newest version."""
    found = _open(revision_id)
    if found.wants_test:
        raise Refused("untested", _("Answer the questions about the changed purpose first."))
    newest = next(iter(consent.versions(PolicyKind(found.revision.kind), found.revision.community_id)), None)
    if (newest.id if newest else None) != found.revision.before:
        raise Refused("overtaken", _("Another version was published meanwhile. Drop this one, and draft it anew."))
    _ensure_beforehand(found.change_class, found.revision.effective_at)  # days may have passed since it was drafted
    return found


def _ensure_beforehand(change: ChangeClass, effective_at: datetime | None) -> None:
    days = settings.COORUM_NOTICE_DAYS
    rules.ensure_beforehand(change, effective_at=effective_at, announced_at=clock.now(), days=days)


def _move(officer: Party, revision: Revision, state: RevisionState) -> None:
    step = RevisionStep.objects.create(revision=revision, state=state, by=officer.id, at=clock.now())
    facts = {"state": state, "number": revision.number, "lowest": revision.lowest, "class": revision.asked}
    _tell(REVISION_MOVED, officer, revision, facts, key=step.id)


def _tell(event: Event, officer: Party, revision: Revision, facts: Mapping[str, object], *, key: UUID) -> None:
    publish(
        event,
        actor=officer,
        chain=revision.community_id or PROVIDER,
        subject=Party("revision", revision.id, revision.id.hex),
        payload={name: facts[name] for name in facts},
        key=key,
    )
