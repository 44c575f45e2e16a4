"""The provider's processors: checked, under contract, approved by a second officer, some of them due."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.scope import provider_scope
from coorum.demo.kinds import Plan
from coorum.organisation import actions, queries
from coorum.organisation.actions import Details
from coorum.organisation.kinds import CHECKLIST, CLAUSES, Step
from coorum.organisation.models import Processor

PAPER = "これは見本です。実際の契約書ではありません。".encode()


def entrust(plan: Plan, now: datetime) -> None:
    """Enter every processor of the demo, each step on its day."""
    wanted = [entry.person for entry in plan.staff if entry.role == "privacy_officer"]
    with clock.held_at(now), provider_scope():
        known = {one.email: Party("officer", one.id, one.ledger_ref) for one in queries.officers()}
    first, second = (known[email] for email in wanted[:2])
    content = tomllib.loads((files("coorum.demo") / "content" / "processors.toml").read_text(encoding="utf-8"))
    for told in content["processor"]:
        _enter(told, now, first, second)
    with clock.held_at(now - timedelta(days=20)), provider_scope():
        for country in content["country"]:
            actions.describe_country(first, **country)


def _enter(told: dict[str, Any], now: datetime, first: Party, second: Party) -> None:
    names = Details.__dataclass_fields__
    details = Details(**{name: value for name, value in told.items() if name in names})
    with clock.held_at(_ago(now, (told["checked"] or 6) + 10)), provider_scope():
        one = actions.propose(first, details=details, serves=told["serves"])
    if told["checked"]:
        with clock.held_at(_ago(now, told["checked"])), provider_scope():
            actions.check_security(first, processor=one, met=CHECKLIST, why=told["check"])
    if told["contracted"]:
        with clock.held_at(_ago(now, told["contracted"])), provider_scope():
            _contract(one, told, first, (now + timedelta(days=told["ends_in"])).date())
    if told["activated"]:
        with clock.held_at(_ago(now, told["activated"])), provider_scope():
            actions.activate(second, processor=one)
    if told["reviewed"]:
        with clock.held_at(_ago(now, told["reviewed"])), provider_scope():
            actions.review(second, processor=one, findings=told["review"], is_kept=True)
    if told.get("ended"):
        with clock.held_at(_ago(now, told["ended"])), provider_scope():
            actions.take_step(first, processor=one, step=Step.END, why=told["end"])


def _contract(one: Processor, told: dict[str, Any], officer: Party, ends_on: Any) -> None:
    actions.file_contract(
        officer,
        processor=one,
        name=f"{told['name']}_契約書_見本.txt",
        content=PAPER,
        starts_on=queries.today(),
        ends_on=ends_on,
        clauses=CLAUSES,
    )


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
