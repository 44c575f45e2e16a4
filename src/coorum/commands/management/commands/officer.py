"""`manage officer ADDRESS`: put somebody at the provider's desk; the first one has nobody else to ask."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coorum.accounts import actions
from coorum.accounts.roles import Duty
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope


class Command(BaseCommand):
    """Makes the account where there is none. The password is asked for, or set later by recovery."""

    help = "Put somebody at the provider's desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--duty", choices=Duty.values, default=Duty.ADMINISTRATOR)
        parser.add_argument("--password", action="store_true", help="ask for a password now")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Password: ") if options["password"] else None
        with provider_scope():
            actions.appoint_officer(SYSTEM, email=options["email"], duty=Duty(options["duty"]), password=password)
        self.stdout.write(f"{options['email']} works at the desk now.")
