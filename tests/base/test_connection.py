"""The database connection: transactions that begin with their scope, and a server that went away."""

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.sites.models import Domain, Site
from tests.cast import Cast, raise_curtain


@pytest.fixture
def cast(committed: None) -> Cast:
    """Everybody, in a database of their own where transactions are real."""
    return raise_curtain()


def _site_set() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.site', true)")
        return str(cursor.fetchone()[0])


def test_the_first_word_of_a_scope_is_whose_it_is(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        assert _site_set() == str(cast.kissa.id)
        with provider_scope():
            assert _site_set() == str(PROVIDER)
        assert _site_set() == str(cast.kissa.id)
    with transaction.atomic():
        assert _site_set() in {"", "None"}


def _rename_and_fail(site: Site) -> None:
    with site_scope(site.id):
        Site.objects.filter(id=site.id).update(name="消える名")
        raise ZeroDivisionError


def test_what_fails_is_taken_back_and_the_next_begins_anew(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        _rename_and_fail(cast.kissa)
    with site_scope(cast.kissa.id):
        assert Site.objects.get(id=cast.kissa.id).name == cast.kissa.name


def test_a_connection_the_server_closed_is_noticed_before_it_is_used(cast: Cast) -> None:
    assert connection.is_usable()
    number = connection.connection.info.backend_pid
    with psycopg.connect(_superuser(), autocommit=True) as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    assert not connection.is_usable()
    connection.close()
    with site_scope(cast.kissa.id):
        assert _site_set() == str(cast.kissa.id)


def _superuser() -> str:
    import os

    return os.environ["COORUM_TEST_SUPERUSER"]


def test_what_the_database_refuses_at_the_end_is_an_error_like_any_other(cast: Cast) -> None:
    domain = Domain(host="late.test", community_id=PROVIDER)
    with pytest.raises(IntegrityError), transaction.atomic():
        domain.save()
    assert not Domain.objects.filter(host="late.test").exists()


def _divide_by_nothing() -> None:
    with transaction.atomic():
        connection.cursor().execute("SELECT 1 / 0")


def test_after_a_transaction_that_failed_the_connection_serves_on(cast: Cast) -> None:
    with pytest.raises(DatabaseError):
        _divide_by_nothing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
