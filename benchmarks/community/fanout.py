"""`python -m benchmarks.community.fanout [--members 5000] [--turns 3]`: see README.md beside this file."""

import argparse
import json
import os
import platform
import resource
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from coorum.launch.keys import ensure_keys
from coorum.launch.postgres import APP, OWNER, Cluster, ensure_roles, running

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 1_000


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--members", type=int, default=5_000, help="the budget is for 100,000")
    options.add_argument("--turns", type=int, default=3)
    given = options.parse_args()
    cores, load = os.cpu_count(), os.getloadavg()[0]
    print(f"{cores} cores {platform.machine()}, load {load:.1f}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        with running(folder) as cluster:
            furnish(cluster, folder)
            command = [sys.executable, "-m", "benchmarks.community.fanout", str(given.members), str(given.turns)]
            spent = json.loads(subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)
    plain, told = spent["plain"], spent["told"]
    print(f"one notice to each of {spent['members']:,} members, {given.turns} times, CPU seconds of one time:")
    print(f"  inserted plainly {plain:.2f}, told {told:.2f}: {told / plain:.2f} x (budget 3 x at 100,000)")


def furnish(cluster: Cluster, folder: Path) -> None:
    """Tables and keys. From here on this process' environment is that of the application."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "coorum.config.settings.dev",
        "COORUM_MODE": "dev",
        "COORUM_SECRET_KEY": secrets.token_hex(32),
        "COORUM_DATA": str(folder),
        "COORUM_DATABASE_URL": cluster.url(APP),
        "COORUM_OWNER_DATABASE_URL": cluster.url(OWNER),
    }
    ensure_roles(cluster)
    ensure_keys(folder / "keys")
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], check=True)


def gathered(count: int) -> tuple[UUID, list[UUID]]:
    """A community of so many members: its id, and theirs."""
    from coorum.accounts.models import Member, Person
    from coorum.base import clock
    from coorum.base.events import SYSTEM
    from coorum.base.scope import provider_scope, site_scope
    from coorum.sites.actions import create_site

    words = {"legal_name": "株式会社見本", "address": "東京都架空区1-2-3", "representative": "見本 太一"}
    with provider_scope():
        operator = {**words, "contact_email": "privacy@bench.example"}
        site = create_site(SYSTEM, slug="bench", name="見本", operator=operator, host="bench.example")
        persons = Person.objects.bulk_create(Person(email=f"p{n}@bench.example") for n in range(count))
    with site_scope(site.id):
        now = clock.now()
        members = Member.objects.bulk_create(
            Member.new(person=one, display_name=f"会員{n}", user_id=f"m{n}", joined_at=now)
            for n, one in enumerate(persons)
        )
    return site.id, sorted(member.id for member in members)


def turns(people: int, count: int) -> dict[str, Any]:
    """CPU seconds of each way, in turns, and the smaller of what each took."""
    import django

    django.setup()
    site, members = gathered(people)
    ways: dict[str, Callable[[], None]] = {"plain": lambda: plainly(site, members), "told": lambda: told(site)}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(count + 1):
        for name, way in ways.items():
            before = cpu()
            way()
            spent[name].append(cpu() - before)
    return {name: min(seconds[1:]) for name, seconds in spent.items()} | {"members": len(members)}  # the first warms up


def plainly(site: UUID, members: list[UUID]) -> None:
    """One row for each, and nothing asked."""
    from coorum.base import clock
    from coorum.base.ids import new_id
    from coorum.base.scope import site_scope
    from coorum.notices.models import Notice

    event, now = new_id(), clock.now()
    for first in range(0, len(members), AT_ONCE):
        with site_scope(site):
            Notice.objects.bulk_create(
                Notice.new(
                    member_id=one,
                    kind="announced",
                    about=event,
                    bundle=event,
                    page=event,
                    event=event,
                    happened_at=now,
                    mail_at=now,
                )
                for one in members[first : first + AT_ONCE]
            )


def told(site: UUID) -> None:
    """An announcement, as the tasks tell of it."""
    from coorum.base.ids import new_id
    from coorum.base.scope import site_scope
    from coorum.community import actions
    from coorum.community.actions.telling import tell_of_announcement

    with site_scope(site):
        post = actions.write_post(staff(), board=news(), title="定休日のお知らせ", body="本文", key=new_id())
    last: UUID | None = None
    while True:
        with site_scope(site):
            last = tell_of_announcement(post.id, last)
        if last is None:
            return


def staff() -> Any:
    """Somebody who speaks for the operator."""
    from coorum.accounts.models import Person
    from coorum.accounts.queries import Viewer

    return Viewer(Person.objects.order_by("id")[0], role="owner")


def news() -> Any:
    """The board of announcements, opened by the first who asks."""
    from coorum.community import actions
    from coorum.community.models import Board

    found = Board.objects.filter(kind="announcement").first()
    return found or actions.open_board(staff(), name="お知らせ", slug="news", kind="announcement")


def cpu() -> float:
    """CPU seconds of this process and of the server of its one connection."""
    from django.db import connection

    connection.ensure_connection()
    own = resource.getrusage(resource.RUSAGE_SELF)
    pid = connection.connection.info.backend_pid
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return own.ru_utime + own.ru_stime + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].isdigit():
        print(json.dumps(turns(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        main()
