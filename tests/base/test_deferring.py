"""What a task wants done later is in the queue when its transaction commits, not before, also inside the worker."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app as queue
from procrastinate.testing import InMemoryConnector

from coorum.base.files.tasks import drop_unfinished
from coorum.base.scope import provider_scope


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [drop_unfinished.name])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_inside_the_worker_too_a_task_is_queued_with_the_transaction_that_wants_it() -> None:
    workers_own = InMemoryConnector()
    with queue.replace_connector(workers_own), provider_scope():
        drop_unfinished.later()
        assert queued() == 1
        with transaction.atomic():
            drop_unfinished.later()
            transaction.set_rollback(True)
        assert queued() == 1
    assert workers_own.jobs == {}
