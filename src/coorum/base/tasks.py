"""Work that is done after the commit, in a worker: `@task` makes a shell, `.later(…)` puts it in the queue.

The queue is a table (procrastinate): a task is deferred in the transaction that wants it, and rolled back with it. Each
task carries its site; the runner clears whatever scope happens to be set and opens that one, so no task can lean on luck.
Arguments are ids and small values, never personal data.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Generic, ParamSpec
from uuid import UUID

from django.db import close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

from coorum.base import clock, scope

P = ParamSpec("P")
#: The queue takes the highest number first; 0 is usual.
LATER = -10
NOW = timedelta(0)
#: Puts tasks into the queue over Django's connection. Inside the worker the queue has a connection of its own: what is
#: deferred over that one is taken up before the task that wants it commits, and does not find its rows.
_here = JobManager(DjangoConnector(alias="default"))


class Task(Generic[P]):  # noqa: UP046
    """A shell around an action. `later` runs it in the worker; `shell` is what runs, for tests and commands."""

    def __init__(self, shell: Callable[P, None], *, name: str, queue_name: str, retries: int, priority: int) -> None:
        self.shell, self.name = shell, name
        retry = RetryStrategy(max_attempts=retries, exponential_wait=5)
        self._task = queue.task(name=name, queue=queue_name, retry=retry, priority=priority)(self._run)

    def later(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Queue it in this transaction, for the open scope's site. Only JSON-friendly values and UUIDs."""
        self.after(NOW, *args, **kwargs)

    def after(self, wait: timedelta, /, *args: P.args, **kwargs: P.kwargs) -> None:
        """The same, to be taken up once so much time has passed."""
        if kwargs:
            raise TypeError("tasks take positional arguments only")
        deferrer = self._task.configure(schedule_at=clock.now() + wait if wait else None)
        deferrer.job_manager = _here
        deferrer.defer(site=str(scope.current().site_id), arguments=[_plain(value) for value in args])

    def _run(self, site: str, arguments: list[Any]) -> None:
        if not connection.in_atomic_block:
            close_old_connections()
        with scope.scope_cleared(), scope.site_scope(UUID(site)):
            self.shell(*arguments)  # type: ignore[call-arg]


def task(*, queue: str = "default", retries: int = 5, can_wait: bool = False) -> Callable[[Callable[P, None]], Task[P]]:
    """Make a task of a shell. It must be idempotent: a worker that dies is replaced, and the task is run again.

    One that `can_wait` is taken up when nothing else is to be done: nobody's letter stands behind a heap of pictures.
    """

    def make(shell: Callable[P, None]) -> Task[P]:
        name = f"{shell.__module__.removeprefix('coorum.')}.{shell.__name__}"
        return Task(shell, name=name, queue_name=queue, retries=retries, priority=LATER if can_wait else 0)

    return make


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def rescue_stalled() -> None:
    """Put tasks whose worker died back into the queue: without this they would stay "doing" for ever."""
    with connection.cursor() as cursor:
        cursor.execute(STALLED)
        stalled = [row[0] for row in cursor.fetchall()]
    for job_id in stalled:
        queue.job_manager.retry_job_by_id(job_id, retry_at=clock.now())


STALLED = """
SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '30 seconds')
"""
