"""What the file store does by itself."""

from datetime import timedelta

from coorum.base import clock
from coorum.base.files import folder, orphans
from coorum.base.tasks import task

#: No transaction is open that long: what was written then is named by a row, or will never be.
SETTLED = timedelta(days=1)


@task()
def drop_unfinished() -> None:
    """Daily: what processes left that died while writing."""
    folder.drop_unfinished(before=clock.now() - SETTLED)


@task()
def drop_orphans() -> None:
    """Daily, for each site: pictures that no row names."""
    orphans.drop_orphans(before=clock.now() - SETTLED)
