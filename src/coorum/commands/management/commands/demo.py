"""`manage demo`: move three invented communities in, and write down how to sign in to them. Only into an empty house.

While a file in the data folder says that it is unfinished, the next call goes on where the last one was interrupted.
"""

import json
import os
import secrets
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.demo import loading
from coorum.demo.kinds import Plan
from coorum.demo.loading import factors
from coorum.demo.plan import SEED
from coorum.demo.processes import side_by_side
from coorum.factors import totp
from coorum.promises.tasks import prove_all
from coorum.sites import queries as sites

ACCOUNTS = "demo-accounts.json"
UNFINISHED = "demo-unfinished.json"
REPORTS = 8  # lines about how far it is; more would push the greeting of `coorum run` off the screen
MODEST = 10  # what is added to our niceness while others look at pages already


class Command(BaseCommand):
    """For `coorum run` on its first start, and for whoever wants to look around."""

    help = "Fill an empty deployment with the demo, or go on filling it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed tells other threads")
        parser.add_argument("--posts", type=int, default=0, metavar="N", help="only the newest N posts of each site")
        parser.add_argument(
            "--first", type=int, default=0, metavar="N", help="stop after so many; call again for the rest"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        data = Path(settings.COORUM_DATA)
        script = unfinished(data) or begin(loading.Script(options["seed"], clock.now(), options["posts"]), data)
        if not options["first"]:
            os.nice(MODEST)
        accounts = data / ACCOUNTS
        self._fill(script, noted_in(accounts, "password"), noted_in(accounts, "app"), options["first"] or loading.ALL)
        if not options["first"]:
            loading.finish(script)
        with provider_scope():
            prove_all.later()
        if not options["first"]:
            (data / UNFINISHED).unlink()
            self.stdout.write(f"all is there; the accounts to try stand in {ACCOUNTS} of the data folder")

    def _fill(self, script: loading.Script, passwords: dict[str, str], apps: dict[str, str], most: int) -> None:
        told = script.plan()
        shop = _origin(os.environ.get("COORUM_SHOP_URL", ""))
        with side_by_side(len(told.sites)) as pool:
            site_ids = loading.prepare(script, passwords, embedded_on=shop)
            factors.give_apps(apps)
            people = len(told.members)
            wanted = sum(min(most, sum(post.site == slug for post in told.posts)) for slug in site_ids)
            said = 0
            for members, posts in loading.fill_side_by_side(pool, told, site_ids, most=most):
                if members + posts - said >= (people + wanted) // REPORTS:
                    said = members + posts
                    self.stdout.write(f"{min(members, people)} people, {min(posts, wanted):,} of {wanted:,} posts")
        loading.index(site_ids.values())


def begin(script: loading.Script, data: Path) -> loading.Script:
    """Make the passwords and note what is to be done. Raises CommandError where somebody lives already."""
    with provider_scope():
        if sites.provider() or sites.all_sites():
            raise CommandError("there is something here already; the demo moves into an empty house only")
    write_down(script.plan(), data / ACCOUNTS)
    note = data / f"{UNFINISHED}.new"
    note.write_text(json.dumps({**asdict(script), "now": script.now.isoformat()}), encoding="utf-8")
    note.replace(data / UNFINISHED)
    return script


def unfinished(data: Path) -> loading.Script | None:
    """What was begun and not finished, if anything."""
    try:
        noted = json.loads((data / UNFINISHED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return loading.Script(**{**noted, "now": datetime.fromisoformat(noted["now"])})


def write_down(told: Plan, file: Path) -> None:
    """The accounts for the greeting of `coorum run`, with fresh passwords, readable by nobody else. Staff have an
    authenticator app: its codes are in the mailbox of the demo.
    """
    works = {entry.person for entry in told.staff}
    staff = works | {person.email for person in told.persons if person.key in works}
    accounts = [
        {"email": login.email, "password": secrets.token_urlsafe(9), "role": login.who, "site": login.site}
        | ({"app": totp.new_secret()} if login.email in staff else {})
        for login in told.logins
    ]
    file.touch(mode=0o600)
    file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")


def noted_in(file: Path, name: str) -> dict[str, str]:
    """What `write_down` wrote under this name, by address."""
    accounts = json.loads(file.read_text(encoding="utf-8"))
    return {account["email"]: account[name] for account in accounts if name in account}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
