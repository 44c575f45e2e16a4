"""`manage docs`: write the generated documents; with --check, fail where one is stale."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from coorum.commands import generated


class Command(BaseCommand):
    """docs/events.md, docs/personal-data.md, docs/settings.md, docs/api/openapi.json."""

    help = "Write the generated documents."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail where one is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            stale = generated.stale()
            if options["check"] and stale:
                raise CommandError(f"Stale: {', '.join(stale)}. Run ./coorum manage docs.")
            for name in stale:
                (generated.DOCS / name).write_text(generated.text_of(name))
                self.stdout.write(f"wrote docs/{name}")
