"""`promises`: run the proofs of the published policy's promises against this deployment.

Exit code 0: nothing is broken; 1: a promise is broken; 2: there is no such promise.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.promises import actions, queries
from coorum.promises.findings import Verdict
from coorum.promises.registry import promises

MARKS = {Verdict.KEPT: "✓", Verdict.AT_RISK: "!", Verdict.BROKEN: "✗", Verdict.NOT_MEASURED: "·"}


class Command(BaseCommand):
    """The proofs, for whoever has a shell."""

    help = "Prove what the policy promises, and say what was found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--promise", action="append", default=[], metavar="ID", help="only this one (P9.1); can be repeated"
        )
        parser.add_argument("--whole", action="store_true", help="look at everything, not only at what is new")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, promise: list[str], whole: bool, **options: Any) -> None:
        strange = [one for one in promise if one not in promises()]
        if strange:
            raise CommandError(f"there is no promise {strange[0]}: they are {', '.join(promises())}", returncode=2)
        with provider_scope():
            actions.run_proofs(SYSTEM, ids=promise, whole=whole)
            states = [one for one in queries.promise_states() if not promise or one.promise.id in promise]
        self.stdout.write(self._json(states) if options["json"] else self._lines(states))
        if any(one.verdict == Verdict.BROKEN for one in states):
            raise CommandError("promises are broken", returncode=1)

    def _lines(self, states: list[queries.PromiseState]) -> str:
        language = get_language() or "en"
        lines = []
        for one in states:
            mark = MARKS[Verdict(one.verdict)]
            lines.append(f"{mark} {one.promise.id:<6} {one.verdict:<13} {one.promise.words(language)}")
            said = [finding.words for finding in one.findings] or [one.promise.why(language)]
            lines += [f"{'':22}{sentence}" for sentence in said if sentence]
        counts = {verdict: sum(one.verdict == verdict for one in states) for verdict in Verdict}
        return "\n".join([*lines, "", ", ".join(f"{count} {verdict}" for verdict, count in counts.items())])

    def _json(self, states: list[queries.PromiseState]) -> str:
        return json.dumps([queries.as_json(one) for one in states], ensure_ascii=False, indent=2)
