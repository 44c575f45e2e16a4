"""What the accounts room does by itself."""

from coorum.accounts.actions import forgetting
from coorum.base import shared_cache
from coorum.base.tasks import task


@task()
def forget_unconfirmed() -> None:
    """Registrations whose address was never verified have no purpose after seven days."""
    forgetting.forget_unverified()


@task()
def forget_expired_sessions() -> None:
    """Sessions that have run out, used or expired hand-off codes, and counts of tries that no longer count."""
    forgetting.forget_expired_sessions()
    shared_cache.forget_expired()
