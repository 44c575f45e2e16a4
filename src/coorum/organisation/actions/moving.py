"""One step about a processor: the row is locked, the rules are asked, the step is written down for good."""

import base64
import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER
from coorum.organisation import queries, rules
from coorum.organisation.events import PROCESSOR_MOVED
from coorum.organisation.kinds import CHECKLIST, CLAUSES, Fault, State, Step
from coorum.organisation.models import Processor, ProcessorPaper, ProcessorStep

MOST_BYTES = 5 * 1024 * 1024
#: Steps that need words only.
PLAIN = (Step.SUSPEND, Step.END, Step.DROP)


@action
def check_security(
    officer: Party, *, processor: Processor, met: Collection[str], why: str, key: UUID | None = None
) -> ProcessorStep:
    """Go through the security checklist (`kinds.CHECKLIST`); what is not all met does not go on, or is suspended."""
    _ensure_words(why)
    missing = sorted(CHECKLIST.keys() - set(met))
    step = Step.FAIL if missing else Step.CHECK
    return moved(officer, processor, step, why=why, facts={"met": sorted(met), "missing": missing}, key=key)


@action
def file_contract(
    officer: Party,
    *,
    processor: Processor,
    name: str,
    content: bytes,
    starts_on: date,
    ends_on: date,
    clauses: Collection[str],
    key: UUID | None = None,
) -> ProcessorStep:
    """File a contract that says all of `kinds.CLAUSES`; it holds through `ends_on`.

    Raises `Refused`: `clauses_missing`, `days`, `no_file`, `too_large`, `not_now`.
    """
    missing = sorted(CLAUSES.keys() - set(clauses))
    if missing:
        raise Refused(
            "clauses_missing", _("The contract must say all of this before anything is entrusted."), field="clauses"
        )
    if starts_on > ends_on:
        raise Refused("days", _("The last day cannot be before the first."), field="ends_on")
    facts = {"clauses": sorted(clauses), "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    return _with_paper(
        officer, processor, Step.CONTRACT, name, content, facts, key, starts_on=starts_on, ends_on=ends_on
    )


@action
def activate(
    officer: Party, *, processor: Processor, why: str = "", is_alone: bool = False, key: UUID | None = None
) -> ProcessorStep:
    """Approve it for use, as another officer than those who entered it. Everything but the approval must stand already.

    Raises `Refused`: `self_approval`, `not_alone`, `not_ready`, `not_now`.
    """
    entry = queries.entry_of(locked(processor))
    contracts = [one for one in entry.steps if one.step == Step.CONTRACT]
    authors: set[UUID | None] = {entry.now.written_by, *(one.actor_id for one in contracts[-1:])}
    rules.ensure_second(authors=authors, actor=officer.id, is_alone=is_alone, why=why)
    if is_alone and queries.officers().exclude(id__in=[one for one in authors if one]).exists():
        raise Refused("not_alone", _("There is another privacy officer: please ask them."), field="is_alone")
    lacking = [fault for fault in entry.faults if fault not in (Fault.NOT_ACTIVE, Fault.REVIEW_OVERDUE)]
    if lacking:
        reasons = " ".join(str(one.label) for one in lacking)
        raise Refused("not_ready", _("It cannot be used yet: %(why)s"), why=reasons)
    return moved(officer, processor, Step.ACTIVATE, why=why, is_alone=is_alone, key=key)


@action
def review(
    officer: Party, *, processor: Processor, findings: str, is_kept: bool, key: UUID | None = None
) -> ProcessorStep:
    """The yearly review (GL 3-4-4): what was found, and whether it handles data as agreed. If not, it is suspended."""
    _ensure_words(findings, field="findings")
    facts = {"is_kept": is_kept}
    row = moved(officer, processor, Step.REVIEW, why=findings, facts=facts, key=key)
    if not is_kept and locked(processor).state in rules.IN_USE:
        moved(officer, processor, Step.SUSPEND, why=findings, facts=facts)
    return row


@action
def look_abroad(
    officer: Party,
    *,
    processor: Processor,
    findings: str,
    trouble: str = "",
    done: str = "",
    key: UUID | None = None,
) -> ProcessorStep:
    """The regular check of handling abroad (rule 18): whether the measures are carried out, trouble, and what was done."""
    _ensure_words(findings, field="findings")
    if trouble.strip() and not done.strip():
        raise Refused("no_reason", _("Write what was done about it."), field="done")
    facts = {"trouble": trouble.strip(), "done": done.strip()}
    return moved(officer, processor, Step.LOOK_ABROAD, why=findings, facts=facts, key=key)


@action
def certify_deletion(
    officer: Party, *, processor: Processor, name: str, content: bytes, why: str = "", key: UUID | None = None
) -> ProcessorStep:
    """File the certificate that what it held was deleted or returned."""
    return _with_paper(officer, processor, Step.CERTIFY, name, content, {"words": why}, key)


@action
def take_step(officer: Party, *, processor: Processor, step: Step, why: str, key: UUID | None = None) -> ProcessorStep:
    """Suspend, end or drop it. Raises `Refused`: `not_now`, `no_reason`."""
    if step not in PLAIN:
        raise Refused("not_now", _("This step needs more than words."))
    _ensure_words(why)
    return moved(officer, processor, step, why=why, key=key)


def moved(
    actor: Party,
    processor: Processor,
    step: Step,
    *,
    why: str = "",
    facts: Mapping[str, Any] | None = None,
    is_alone: bool = False,
    key: UUID | None = None,
    told: Mapping[str, Any] | None = None,
    is_first: bool = False,
) -> ProcessorStep:
    """Write a step down; sent twice under the same key it is the same step. `told` goes into the evidence besides."""
    processor = locked(processor)
    if key and (same := ProcessorStep.objects.filter(id=key, processor=processor, step=step).first()):
        return same
    before = State(processor.state)
    onward = before if is_first else rules.after(before, step)
    row = ProcessorStep.objects.create(
        id=key or new_id(),
        processor=processor,
        step=step,
        before=before,
        after=onward,
        actor=actor.kind,
        actor_id=actor.id,
        is_alone=is_alone,
        why=why.strip(),
        facts=dict(facts or {}),
        happened_on=queries.today(),
        made_at=clock.now(),
    )
    if processor.state != onward:
        processor.state = onward
        processor.save(update_fields=["state"])
    payload = {"step": step, "state": onward, "alone": is_alone, **(told or {})}
    publish(PROCESSOR_MOVED, actor=actor, subject=subject(processor), payload=payload, chain=PROVIDER, key=row.id)
    return row


def locked(processor: Processor) -> Processor:
    """The entry, held until the transaction ends."""
    return Processor.objects.select_for_update().get(id=processor.id)


def subject(processor: Processor) -> Party:
    return Party("processor", processor.id, processor.id.hex)


def _with_paper(
    officer: Party,
    processor: Processor,
    step: Step,
    name: str,
    content: bytes,
    facts: Mapping[str, Any],
    key: UUID | None,
    **days: date,
) -> ProcessorStep:
    if not content:
        raise Refused("no_file", _("The file is empty."), field="file")
    if len(content) > MOST_BYTES:
        raise Refused("too_large", _("A paper may have five megabytes at most."), field="file")
    digest = hashlib.sha256(content).hexdigest()
    row = moved(officer, processor, step, facts=facts, key=key, told={"sha256": digest})
    if not ProcessorPaper.objects.filter(step=row).exists():
        text = base64.b64encode(content).decode()
        ProcessorPaper.objects.create(step=row, name=name[:200], content=text, sha256=digest, size=len(content), **days)
    return row


def _ensure_words(words: str, *, field: str = "why") -> None:
    if not words.strip():
        raise Refused("no_reason", _("Please write it down in a few words."), field=field)
