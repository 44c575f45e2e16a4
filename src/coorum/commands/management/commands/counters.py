"""`counters`: whether the kept numbers of comments, answers and likes say what there is, and what questions came to.

Exit code 0: all are right, or were mended; 1: some are wrong.
"""

from argparse import ArgumentParser
from collections import Counter
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.sites.queries import all_sites


class Command(BaseCommand):
    """The community's counters, for whoever has a shell. A check reads every row: not for the busiest hour."""

    help = "Check the kept counters, or mend them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="say how many are wrong, and change nothing")
        what.add_argument("--repair", action="store_true", help="set them right, some hundred rows at a time")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        total: Counter[str] = Counter()
        for site in all_sites():
            total.update(_mended(site.id) if repair else _wrong(site.id))
        for name, count in sorted(total.items()):
            self.stdout.write(f"{name:<22} {count:>7} {'mended' if repair else 'wrong'}")
        if any(total.values()) and not repair:
            raise CommandError("some counters are wrong: ./coorum manage counters --repair", returncode=1)


def _wrong(site: UUID) -> dict[str, int]:
    with site_scope(site):
        return actions.wrong_counters()


def _mended(site: UUID) -> Counter[str]:
    """One transaction after the other, until nothing is left to mend."""
    total: Counter[str] = Counter()
    while True:
        with site_scope(site):
            mended = actions.mend_counters()
        total.update(mended)
        if not any(mended.values()):
            return total
