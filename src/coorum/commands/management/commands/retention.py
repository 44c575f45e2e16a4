"""`retention`: let go of what has served its time, or only say what would go.

Exit code 0: done; 1: a rule failed; 2: there is no such rule.
"""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from coorum.base.ledger.across import every_chain
from coorum.base.retention import rule_by_id
from coorum.base.scope import PROVIDER, site_scope
from coorum.privacy.actions import retention
from coorum.privacy.retention.queries import Standing, failed_rules, standings
from coorum.sites.queries import all_sites


class Command(BaseCommand):
    """The engine of periods, for whoever has a shell."""

    help = "Let go of what has served its time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would go, and change nothing")
        parser.add_argument("--rule", default="", metavar="ID", help="count this rule only (with --dry-run)")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, rule: str, dry_run: bool, **options: Any) -> None:
        if rule and rule_by_id(rule) is None:
            raise CommandError(f"there is no rule {rule}: docs/personal-data.md lists them", returncode=2)
        if rule and not dry_run:
            raise CommandError("a run asks every rule: use --rule with --dry-run", returncode=2)
        if not dry_run:
            for chain in [PROVIDER, *(site.id for site in all_sites())]:
                _run(chain)
        with every_chain("what is overdue was counted"):
            found, failed = standings(rule), failed_rules()
        self.stdout.write(_json(found) if options["json"] else _lines(found, dry_run=dry_run))
        if failed and not dry_run:
            raise CommandError(f"these rules failed: {', '.join(failed)}", returncode=1)


def _run(chain: UUID) -> None:
    """One transaction after the other, as the worker does."""
    with site_scope(chain):
        run = retention.begin_run(is_full=True)
    more = True
    while more:
        with site_scope(chain):
            more = retention.go_on(run.id)


def _lines(found: list[Standing], *, dry_run: bool) -> str:
    said = "would go" if dry_run else "went"
    rows = [
        f"{one.rule.id:<28} {one.period.words:>10}  {one.due if dry_run else one.gone:>7} {said}, {one.held} held"
        for one in found
    ]
    return "\n".join(rows)


def _json(found: list[Standing]) -> str:
    rows = [
        {
            "rule": one.rule.id,
            "dataset": one.rule.dataset,
            "period": {"count": one.period.count, "unit": one.period.unit.value},
            "law": str(one.rule.law),
            "due": one.due,
            "held": one.held,
            "gone": one.gone,
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
