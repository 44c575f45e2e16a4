"""When a link comes to its end by itself, and the sessions that began with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.models import Session
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.customers import actions
from coorum.customers.models import Link, Visit
from coorum.provision import actions as provision
from tests.accounts.test_sessions import open_session
from tests.cast import Cast
from tests.customers.steps import directory_for, linked, provided


def recover(cast: Cast) -> None:
    with provider_scope():
        accounts.recover_account(cast.hana, password="another long phrase")


def take_back(cast: Cast) -> None:
    """A thief changed the address, and linked a customer ID since; the owner takes the address back."""
    with site_scope(cast.kissa.id):
        before = clock.now() - timedelta(hours=1)
        Link.objects.update(linked_at=clock.now() + timedelta(minutes=1))
    with clock.held_at(before), provider_scope():
        code = accounts.change_address(cast.hana, email="thief@people.example")
    with provider_scope():
        accounts.take_address_back(code)


def leave(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        provision.leave_site(viewer_on_site(cast.hana), keep_posts=True)


@pytest.mark.parametrize("end", [recover, take_back, leave])
def test_a_link_ends_with_what_it_rested_on(cast: Cast, end: Callable[[Cast], None]) -> None:
    directory_for(cast.kissa)
    provided(cast, cast.hana)
    linked(cast, cast.hana)
    end(cast)
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()


def test_with_the_link_the_sessions_end_that_began_with_it(cast: Cast) -> None:
    directory_for(cast.kissa)
    linked(cast, cast.hana)
    with site_scope(cast.kissa.id):
        actions.begin_visit(cast.hana, subject="C-1001", sid="there-1", browser="b" * 32)
        actions.begin_visit(cast.hana, subject="C-9999", sid="there-2", browser="b" * 32)
        assert Visit.objects.get().sid == "there-1"
    for host, browser in (("kissa.test", "b" * 32), ("provider.test", "b" * 32), ("kissa.test", "another")):
        open_session(cast.hana, host=host, browser=browser)
    with site_scope(cast.kissa.id):
        actions.unlink_customer(cast.hana)
    assert list(Session.objects.values_list("browser", flat=True)) == ["another"]
