"""`manage demo`: move three invented communities in, and write down how to sign in to them. Only into an empty house."""

import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.demo import loading
from coorum.demo.kinds import Login
from coorum.demo.plan import SEED
from coorum.sites import queries as sites

ACCOUNTS = "demo-accounts.json"


class Command(BaseCommand):
    """For `coorum run` on its first start, and for whoever wants to look around."""

    help = "Fill an empty deployment with the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed tells other threads")
        parser.add_argument("--posts", type=int, default=0, metavar="N", help="only the newest N posts of each site")

    def handle(self, *args: Any, **options: Any) -> None:
        with provider_scope():
            if sites.provider() or sites.all_sites():
                raise CommandError("there is something here already; the demo moves into an empty house only")
        script = loading.Script(options["seed"], clock.now(), options["posts"])
        logins = script.plan().logins
        passwords = {login.email: secrets.token_urlsafe(9) for login in logins}
        site_ids = loading.prepare(script, passwords, embedded_on=_origin(os.environ.get("COORUM_SHOP_URL", "")))
        self.stdout.write("the people and the sites are there")
        loading.fill_side_by_side(script, site_ids, lambda slug: self.stdout.write(f"{slug} is full of talk"))
        file = Path(settings.COORUM_DATA) / ACCOUNTS
        write_down(logins, passwords, file)
        self.stdout.write(f"the accounts to try stand in {file.name} of the data folder")


def write_down(logins: tuple[Login, ...], passwords: dict[str, str], file: Path) -> None:
    """The accounts for the greeting of `coorum run`, readable by nobody else."""
    accounts = [
        {"email": login.email, "password": passwords[login.email], "role": login.who, "site": login.site}
        for login in logins
    ]
    file.touch(mode=0o600)
    file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
