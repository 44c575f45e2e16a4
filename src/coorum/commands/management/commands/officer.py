"""`manage officer ADDRESS`: put somebody at the provider's desk, or renew their term; who can do neither there, can here."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coorum.accounts import actions, queries, strength
from coorum.accounts.roles import Duty
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope


class Command(BaseCommand):
    """Makes the account where there is none. The password is asked for, or set later by recovery."""

    help = "Put somebody at the provider's desk for a year, or renew their term."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--duty", choices=Duty.values, default=Duty.ADMINISTRATOR)
        parser.add_argument("--password", action="store_true", help="ask for a password now")
        parser.add_argument("--renew", action="store_true", help="another year in the duty they have")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with provider_scope():
                self._renew(options["email"]) if options["renew"] else self._appoint(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _renew(self, email: str) -> None:
        role = queries.granted_desk_roles().filter(person__email__iexact=email.strip()).first()
        if role is None:
            raise CommandError(f"{email} does not work at the desk.")
        role = actions.renew_officer(SYSTEM, person=role.person)
        self.stdout.write(f"{email} works at the desk until {role.expires_at:%Y-%m-%d}.")

    def _appoint(self, options: dict[str, Any]) -> None:
        password = self._password(options["email"]) if options["password"] else None
        actions.appoint_officer(SYSTEM, email=options["email"], duty=Duty(options["duty"]), password=password)
        self.stdout.write(f"{options['email']} works at the desk now.")

    @staticmethod
    def _password(email: str) -> str:
        password = getpass("Password: ")
        weak = strength.weaknesses(password, queries.somebody_at(email), strength.names_around(None))
        if weak:
            raise CommandError(" ".join(str(reason) for reason in weak))
        return password
