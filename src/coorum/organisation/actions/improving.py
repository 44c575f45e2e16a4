"""Findings: opened by a round of proofs or by hand, worked on, mended, and found again."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.organisation import rules as organisation
from coorum.organisation.improvement import queries, rules
from coorum.organisation.improvement.events import FINDING_MOVED
from coorum.organisation.improvement.kinds import Gravity, Source, State, Step
from coorum.organisation.models import ControlRun, Finding, FindingStep
from coorum.organisation.people.queries import today

#: What a round says of a promise, and how grave that is.
_RED = {"broken": Gravity.GRAVE, "at-risk": Gravity.ORDINARY}
_WORST_FIRST = (Gravity.GRAVE, Gravity.ORDINARY, Gravity.SLIGHT)


@action
def open_finding(
    officer: Party, *, source: Source | str, title: str, words: str, gravity: Gravity | str, key: UUID | None = None
) -> Finding:
    """Write down what an audit or a person found. Raises `Refused`: `by_round` (proofs speak for themselves), `no_reason`."""
    if source == Source.PROOF:
        raise Refused("by_round", _("What a proof finds is opened by its round."), field="source")
    if not title.strip() or not words.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field="words")
    row = _finding(Source(source), Gravity(gravity), by=officer, key=key, title=title.strip(), words=words.strip())
    made = made_once(row, "title")
    if made is row:
        _moved(officer, row, Step.OPEN, first=True)
    return made or row


@action
def take_finding(officer: Party, *, finding: Finding, owner: Person, key: UUID | None = None) -> FindingStep:
    """Somebody at the desk sees to it from now on. Raises `Refused`: `not_at_desk`, `not_now`."""
    if accounts.desk_role_of(owner) is None:
        raise Refused("not_at_desk", _("This person does not work at the desk."), field="owner")
    finding = _locked(finding)
    step = _moved(officer, finding, Step.TAKE, key=key)
    finding.owner = owner.id
    finding.save(update_fields=["owner"])
    return step


@action
def work_on_finding(
    officer: Party, *, finding: Finding, step: Step, words: str, is_alone: bool = False, key: UUID | None = None
) -> FindingStep:
    """Note something, say that it is done, send it back, confirm it as a second person, or find it again.

    Raises `Refused`: `not_now`, `no_reason`, `self_approval`, `not_alone`.
    """
    finding = _locked(finding)
    matter = queries.matter_of(finding)
    if step not in matter.open_steps or step == Step.TAKE:
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    if step != Step.AGREE and not words.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field="words")
    if step == Step.AGREE:
        organisation.ensure_second(authors=[matter.done_by], actor=officer.id, is_alone=is_alone, why=words)
        if is_alone and any(one.id != matter.done_by for one in accounts.desk_staff()):
            raise Refused("not_alone", _("There is somebody else at the desk: please ask them."), field="is_alone")
    row = _moved(officer, finding, step, words=words, is_alone=is_alone, key=key)
    if step == Step.REOPEN:
        _due_anew(finding, Gravity(finding.gravity))
    return row


@action
def follow_round(round_id: UUID, verdicts: Mapping[str, str]) -> ControlRun:
    """A round of proofs was made: what is red is opened or joined to the finding there is, what is kept again is mended.

    `verdicts` by the promise's id: `kept`, `not-measured`, `at-risk` or `broken`. What cannot be measured closes nothing.
    """
    counts = {word: sum(one == word for one in verdicts.values()) for word in ("kept", "not-measured", *_RED)}
    run = ControlRun.objects.create(
        id=round_id,
        kept=counts["kept"],
        not_measured=counts["not-measured"],
        at_risk=counts["at-risk"],
        broken=counts["broken"],
        made_at=clock.now(),
    )
    standing = {one.promise: one for one in _newest(verdicts)}
    for promise, verdict in verdicts.items():
        _follow(run, promise, verdict, standing.get(promise))
    return run


def _follow(run: ControlRun, promise: str, verdict: str, finding: Finding | None) -> None:
    if verdict == "kept" and finding and not finding.is_over:
        _moved(SYSTEM, finding, Step.PROVE, run=run)
    if verdict not in _RED:
        return
    gravity = _RED[verdict]
    if finding is None or (finding.is_over and not _is_same_matter(finding)):
        finding = _finding(Source.PROOF, gravity, by=SYSTEM, promise=promise)
        finding.save(force_insert=True)
        _moved(SYSTEM, finding, Step.OPEN, first=True, run=run)
    elif finding.is_over:
        _moved(SYSTEM, finding, Step.REOPEN, run=run)
        _due_anew(finding, gravity)
    elif _WORST_FIRST.index(gravity) < _WORST_FIRST.index(Gravity(finding.gravity)):
        _moved(SYSTEM, finding, Step.WORSEN, run=run)
        _due_anew(finding, gravity, at_most=True)


def _newest(promises: Mapping[str, str]) -> list[Finding]:
    """The newest finding of each promise, held until the transaction ends."""
    rows = Finding.objects.filter(promise__in=list(promises)).order_by("promise", "-opened_at", "-id")
    newest = list(rows.distinct("promise").values_list("id", flat=True))
    return list(Finding.objects.select_for_update().filter(id__in=newest))


def _is_same_matter(finding: Finding) -> bool:
    last = finding.steps.order_by("-made_at", "-id")[0]
    return clock.now() - last.made_at <= rules.SAME_MATTER


def _finding(source: Source, gravity: Gravity, *, by: Party, key: UUID | None = None, **said: str) -> Finding:
    return Finding(
        id=key or new_id(),
        source=source,
        gravity=gravity,
        opened_by=by.id,
        opened_at=clock.now(),
        due_on=rules.due_on(gravity, today()),
        **said,
    )


def _due_anew(finding: Finding, gravity: Gravity, *, at_most: bool = False) -> None:
    due = rules.due_on(gravity, today())
    finding.gravity, finding.due_on = gravity, min(due, finding.due_on) if at_most else due
    finding.save(update_fields=["gravity", "due_on"])


def _moved(
    actor: Party,
    finding: Finding,
    step: Step,
    *,
    words: str = "",
    is_alone: bool = False,
    key: UUID | None = None,
    run: ControlRun | None = None,
    first: bool = False,
) -> FindingStep:
    """Write a step down; sent twice under the same key it is the same step."""
    if key and (same := FindingStep.objects.filter(id=key, finding=finding, step=step).first()):
        return same
    before = State(finding.state)
    onward = before if first else rules.after(before, step)
    row = FindingStep.objects.create(
        id=key or new_id(),
        finding=finding,
        step=step,
        before=before,
        after=onward,
        actor_id=actor.id,
        is_alone=is_alone,
        words=words.strip(),
        round=run.id if run else None,
        made_at=clock.now(),
    )
    if finding.state != onward:
        finding.state = onward
        finding.save(update_fields=["state"])
    payload = {"step": step, "state": onward, "promise": finding.promise, "gravity": finding.gravity, "alone": is_alone}
    about = Party("finding", finding.id, finding.id.hex)
    publish(FINDING_MOVED, actor=actor, subject=about, payload=payload, chain=PROVIDER, key=row.id)
    return row


def _locked(finding: Finding) -> Finding:
    return Finding.objects.select_for_update().get(id=finding.id)
