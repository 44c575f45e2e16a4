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


@pytest.mark.django_db
def test_what_can_wait_waits_for_what_cannot() -> None:
    from coorum.community.tasks import make_avif

    with provider_scope():
        make_avif.later("00000000-0000-0000-0000-000000000000")
        drop_unfinished.later()
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        worker = cursor.fetchone()
        cursor.execute("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
        assert cursor.fetchone() == (drop_unfinished.name,)
