"""Running proofs, and writing down what they found."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from coorum.base import clock
from coorum.base.actions import action, undone
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.every_site import every_site
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER
from coorum.organisation.actions import improving
from coorum.promises import queries
from coorum.promises.events import PROMISES_PROVED
from coorum.promises.findings import Finding, Verdict, worst
from coorum.promises.models import Proof
from coorum.promises.proofs import Check, checks_of
from coorum.promises.registry import promises
from coorum.promises.stretches import Stretch
from coorum.promises.watermarks import digest_of, stretch_of

log = logging.getLogger(__name__)
Findings = Sequence[tuple[str, Finding]]


def run_proofs(actor: Party, *, ids: Collection[str] = (), whole: bool = False) -> list[Proof]:
    """Prove these promises now, or all of them. Answers what was found, in the order of the policy.

    Checks that follow what grows look at what is new to them, or at everything where `whole` is asked (watermarks.py).
    Wants the provider's scope. KeyError where there is no such promise.
    """
    chosen = [promises()[one] for one in ids] if ids else list(promises().values())
    asked = {check.name: check for promise in chosen for check in checks_of(promise.id)}
    found: dict[str, Finding] = {}
    with undone():
        found |= {name: _answer(check, whole=whole) for name, check in asked.items() if check.is_attempt}
    with every_site(reason="proving our promises", actor=actor):
        found |= {name: _answer(check, whole=whole) for name, check in asked.items() if not check.is_attempt}
    said = {one.id: [(check.name, found[check.name]) for check in checks_of(one.id)] for one in chosen}
    return _write_down(actor, said)


def run_due_proofs() -> list[Proof]:
    """Prove what was not proved within its cadence."""
    due = queries.due_promises(clock.now())
    return run_proofs(SYSTEM, ids=due) if due else []


@action
def _write_down(actor: Party, found: Mapping[str, Findings]) -> list[Proof]:
    """One row for each promise, and one entry of evidence over all of them: what was found cannot be changed later."""
    round_id, now = new_id(), clock.now()
    proofs = [_proof(round_id, promise, findings, now) for promise, findings in found.items()]
    Proof.objects.bulk_create(proofs)
    publish(
        PROMISES_PROVED,
        actor=actor,
        chain=PROVIDER,
        subject=Party("round", round_id, round_id.hex),
        payload={"proofs": {proof.promise: [proof.verdict, proof.digest] for proof in proofs}},
        key=round_id,
    )
    improving.follow_round(round_id, {proof.promise: str(proof.verdict) for proof in proofs})
    return proofs


def _proof(round_id: UUID, promise: str, findings: Findings, now: datetime) -> Proof:
    proof = Proof(
        round=round_id,
        promise=promise,
        verdict=_verdict(promise, findings),
        findings=[
            {"check": name, "verdict": one.verdict, "sentence": one.sentence, "facts": one.facts, "query": one.query}
            for name, one in findings
        ],
        measured_at=now,
    )
    proof.digest = digest_of(proof)
    return proof


def _verdict(promise: str, findings: Findings) -> Verdict:
    """The worst of what was found; where a part of the promise is not built yet, no better than *not measured*."""
    missing = [Verdict.NOT_MEASURED] if promises()[promise].why_en else []
    return worst([*(finding.verdict for _, finding in findings), *missing])


def _answer(check: Check, *, whole: bool) -> Finding:
    """What the check says. One that cannot be asked is a broken promise: whoever removes the control must not be safer."""
    try:
        with transaction.atomic():
            stretch = stretch_of(check, whole=whole) if check.follows else Stretch()
            found = check.find(stretch)
            return replace(found, facts={**found.facts, **stretch.facts}) if check.follows else found
    except Exception as error:
        log.exception("the check %s could not be made", check.name)
        sentence = gettext_noop("This check could not be made (%(error)s): the promise cannot be shown to be kept.")
        return Finding(Verdict.BROKEN, sentence, {"error": type(error).__name__})
