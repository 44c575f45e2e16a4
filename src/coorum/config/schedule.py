"""Everything that runs by itself, on one page. Times are UTC.

A task of the provider runs once; a task of the sites is fanned out, one for each, so that each carries its site.
"""

from procrastinate.contrib.django import app as queue

from coorum.base import mail
from coorum.base.files import tasks as files
from coorum.base.scope import provider_scope, site_scope
from coorum.base.tasks import Task
from coorum.enquiries import tasks as enquiries
from coorum.factors import tasks as factors
from coorum.integrations import tasks as integrations
from coorum.moderation import tasks as moderation
from coorum.notices.inbox import tasks as inbox
from coorum.openid import tasks as openid
from coorum.organisation import tasks as organisation
from coorum.privacy import tasks as privacy
from coorum.promises import tasks as promises
from coorum.provision import tasks as provision
from coorum.sites import tasks as sites
from coorum.sites.queries import all_sites

PROVIDER: list[tuple[str, Task]] = [
    ("*/15 * * * *", promises.prove),
    ("* * * * *", promises.take_effect),
    ("4-59/5 * * * *", promises.follow_registers),
    ("37 0 * * *", promises.remind_silent),
    ("* * * * *", promises.stamp_publications),
    ("* * * * *", promises.look_at_publications),
    ("33 * * * *", promises.anchor_heads),
    ("17 3 * * *", privacy.keep_periods),
    ("7 * * * *", privacy.keep_hours),
    ("*/5 * * * *", privacy.keep_missed),
    ("47 0 * * *", privacy.tell_unused),
    ("* * * * *", mail.release_letters),
    ("57 3 * * *", files.drop_unfinished),
    ("*/10 * * * *", factors.watch_losses),
    ("2,32 * * * *", organisation.watch_processors),
    ("43 * * * *", organisation.watch_people),
    ("13 0 * * *", organisation.snapshot_roles),
    ("12 * * * *", privacy.keep_clocks),
    ("3 0 * * *", privacy.remind_due),
    ("*/10 * * * *", privacy.watch_incidents),
    ("*/10 * * * *", privacy.move_closings_on),
    ("*/10 * * * *", privacy.watch_erasures),
    ("* * * * *", enquiries.fetch_mail),
    ("*/10 * * * *", enquiries.watch_enquiries),
    ("23 23 * * *", enquiries.send_probe),
    ("27 0 * * *", enquiries.miss_probe),
    ("47 4 * * *", openid.renew_keys),
    ("37 4 * * *", enquiries.reseal_attachments),
]
SITES: list[tuple[str, Task]] = [
    ("37 3 * * *", privacy.keep_periods),
    ("7 4 * * *", files.drop_orphans),
    ("27 0 * * *", provision.remind_of_tasks),
    ("52 * * * *", provision.hand_over_wishes),
    ("5-59/10 * * * *", moderation.watch_reports),
    ("22 * * * *", sites.watch_hosts),
    ("1-59/10 * * * *", inbox.send_due),
    ("42 * * * *", integrations.wake_endpoints),
]


def install() -> None:
    """Tell the worker. Called once, by the worker only."""
    for cron, task in PROVIDER:
        _every(cron, f"once.{task.name}", lambda task=task: _once(task))
    for cron, task in SITES:
        _every(cron, f"sites.{task.name}", lambda task=task: _for_each_site(task))


def _every(cron: str, name: str, run) -> None:  # type: ignore[no-untyped-def]
    @queue.periodic(cron=cron)
    @queue.task(name=name, queue="schedule", queueing_lock=name)
    def tick(timestamp: int) -> None:  # noqa: ARG001  procrastinate passes it
        run()


def _once(task: Task) -> None:
    with provider_scope():
        task.later()


def _for_each_site(task: Task) -> None:
    for site in all_sites():
        with site_scope(site.id):
            task.later()
