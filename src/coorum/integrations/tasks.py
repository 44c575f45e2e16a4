"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task(can_wait=True)
def send_changes(endpoint_id: str) -> None:
    """Tell an endpoint what changed."""
    from coorum.integrations.webhooks.sending import begin

    begin(UUID(endpoint_id))


@task(can_wait=True)
def send_one(endpoint_id: str, delivery_id: str, holder: str) -> None:
    """Send one delivery, and see to the next."""
    from coorum.integrations.webhooks.sending import send

    send(UUID(endpoint_id), UUID(delivery_id), UUID(holder))


@task()
def wake_endpoints() -> None:
    """Look after every endpoint of the site."""
    from coorum.integrations.webhooks.sending import wake_all

    wake_all()
