"""Shells for the worker."""

from coorum.base.tasks import task
from coorum.enquiries import actions, attachments
from coorum.enquiries.polling import poll


@task(queue="mail", retries=1)
def fetch_mail() -> None:
    """Take in what waits in the mailbox."""
    poll()


@task()
def watch_enquiries() -> None:
    """Remind the officers of answers that are due; close what is quiet."""
    actions.watch()
    actions.close_quiet()


@task()
def send_probe() -> None:
    """Write to our own published address."""
    actions.send_probe()


@task()
def miss_probe() -> None:
    """Raise the alarm where the probe did not arrive."""
    actions.miss_probe()


@task()
def reseal_attachments() -> None:
    """Seal anew what stands under an old key, so that the key can go."""
    attachments.reseal()
