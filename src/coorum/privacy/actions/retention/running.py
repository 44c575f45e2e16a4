"""The run of the engine in one scope: every rule that is asked there, a thousand rows at a time."""

import logging
from uuid import UUID

from django.db import transaction

from coorum.base import clock, scope
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.retention import Rule, rules_to_run
from coorum.privacy.models.retention import RetentionCount, RetentionRun
from coorum.privacy.retention import engine
from coorum.privacy.retention.events import PERIODS_KEPT

log = logging.getLogger(__name__)


@action
def begin_run(*, is_full: bool) -> RetentionRun:
    """Begin a run in the open scope, or go on with one that was interrupted."""
    chain = scope.current().site_id
    left = RetentionRun.objects.filter(chain=chain, is_full=is_full, ended_at=None).order_by("began_at").first()
    return left or RetentionRun.objects.create(chain=chain, is_full=is_full, began_at=clock.now())


def go_on(run_id: UUID) -> bool:
    """Ask the rules that are not done yet, until a thousand rows have gone. Whether something is left to do.

    A rule that fails is undone and named in the run; it does not keep the others from being asked.
    """
    run = RetentionRun.objects.select_for_update().get(id=run_id)
    budget = engine.BATCH
    for rule in _open_rules(run):
        budget -= _ask(run, rule, budget)
        if budget <= 0:
            return True
    if run.ended_at is None:
        _end(run)
    return False


def _open_rules(run: RetentionRun) -> list[Rule]:
    done = set(run.counts.filter(is_done=True).values_list("rule", flat=True))
    asked = (rule for rule in rules_to_run() if engine.is_here(rule, run.chain) and rule.id not in done)
    return [rule for rule in asked if run.is_full or rule.is_hourly] if run.ended_at is None else []


def _ask(run: RetentionRun, rule: Rule, budget: int) -> int:
    """Let go of up to `budget` rows of a rule; how many went."""
    count, _new = RetentionCount.objects.get_or_create(run=run, rule=rule.id)
    gone, unit = 0, scope.current().unit
    evidence, words = len(unit.evidence), len(unit.last_words)
    try:
        with transaction.atomic():
            gone = engine.let_go(rule, run.chain, budget)
            count.held = engine.held(rule)
    except Exception as error:
        log.exception("the retention rule %s failed", rule.id)
        del unit.evidence[evidence:], unit.last_words[words:]
        gone, count.fault = 0, type(error).__name__
    count.gone += gone
    count.is_done = gone < budget
    count.save(update_fields=["gone", "held", "fault", "is_done"])
    return gone


@action
def _end(run: RetentionRun) -> None:
    """One entry of evidence for each full run, also where nothing went; for the hours between only where something did."""
    run.ended_at = clock.now()
    run.save(update_fields=["ended_at"])
    counts = list(run.counts.order_by("rule"))
    told = {
        "gone": {one.rule: one.gone for one in counts if run.is_full or one.gone},
        "held": {one.rule: one.held for one in counts if one.held},
        "failed": [one.rule for one in counts if one.fault],
    }
    if run.is_full or any(told.values()):
        publish(PERIODS_KEPT, actor=SYSTEM, payload=told, chain=run.chain, key=run.id)
