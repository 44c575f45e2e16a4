"""Shells for the worker."""

from uuid import UUID

from coorum.base.scope import site_scope
from coorum.base.tasks import task
from coorum.privacy import actions
from coorum.privacy.actions import closing, erasing, incidents, retention
from coorum.privacy.retention.queries import chains_to_begin


@task()
def collect(request_id: str) -> None:
    """Ask one system for a case, and the next; where nothing needs a person, answer it."""
    if actions.collect(UUID(request_id)):
        collect.later(request_id)


@task()
def keep_clocks() -> None:
    """What time alone moves: fees that lapse, identities that were never shown, deliveries that are done;
    and receipts that could not be issued when they were due."""
    actions.remind()
    actions.lapse_fees()
    actions.close_unidentified()
    actions.close_delivered()
    actions.issue_owed()
    actions.deliver_waiting()
    actions.drop_proofs()


@task()
def remind_due() -> None:
    """Tell the provider what presses."""
    actions.remind_due()


@task()
def keep_periods() -> None:
    """Daily, for the provider and for each site: let go of whatever has served its time."""
    go_on_letting_go.later(str(retention.begin_run(is_full=True).id))


@task()
def keep_hours() -> None:
    """Hourly: let go of what serves for hours only."""
    go_on_letting_go.later(str(retention.begin_run(is_full=False).id))


@task()
def keep_missed() -> None:
    """Every few minutes: begin the full runs that were missed for a day, and the first where the house or a site is new."""
    for chain in chains_to_begin():
        with site_scope(chain):
            keep_periods.later()


@task()
def tell_unused() -> None:
    """Daily: tell people whose account is not used, and how to keep it."""
    retention.tell_unused()


@task()
def go_on_letting_go(run_id: str) -> None:
    """One transaction of a run, and the next."""
    if retention.go_on(UUID(run_id)):
        go_on_letting_go.later(run_id)


@task()
def tell_of_incident(notice_id: str) -> None:
    """Write the next letters to those whose data an incident concerns."""
    incidents.tell_batch(UUID(notice_id))


@task(retries=2)
def move_closing_on(closing_id: str) -> None:
    """The next part of an end of contract, and then the next."""
    if closing.move_on(UUID(closing_id)):
        move_closing_on.later(closing_id)


@task()
def move_closings_on() -> None:
    """Take the next step of every end of a contract that is due."""
    closing.move_all_on()


@task()
def watch_incidents() -> None:
    """Remind the officers of what is due about incidents, and tell them what has passed."""
    incidents.watch()


@task()
def watch_erasures() -> None:
    """Move on erasures whose time has come, and ask again what did not answer."""
    erasing.watch()


@task()
def carry_on(erasure_id: str) -> None:
    """Let every system let go of somebody."""
    erasing.carry_on(UUID(erasure_id))


@task()
def prove_erasure(erasure_id: str) -> None:
    """Look whether anything is left, and sign."""
    erasing.prove(UUID(erasure_id))


@task()
def make_copy(copy_id: str) -> None:
    """Gather somebody's own data into a file."""
    actions.make_copy(UUID(copy_id))
