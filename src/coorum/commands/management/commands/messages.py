"""`manage messages`: bring the message catalogues up to the code, and say what lacks its Japanese."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coorum.commands import messages


class Command(BaseCommand):
    """For developers: needs Babel, which the test requirements bring."""

    help = "Update the message catalogues; with --check only say what lacks its Japanese."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for package in messages.packages():
                messages.update(package)
        missing = sorted(set(messages.untranslated()))
        for name, message in missing:
            self.stdout.write(f"{name}: {message}")
        if missing:
            raise CommandError(f"{len(missing)} messages lack their Japanese.")
