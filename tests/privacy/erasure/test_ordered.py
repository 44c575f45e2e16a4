"""Erasing because an officer granted it, after a restore, and for somebody without an account."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from coorum.accounts.models import Person
from coorum.base import tombstones
from coorum.base.events import Party
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.community.models import Post
from coorum.privacy import actions
from coorum.privacy.actions import erasing
from coorum.privacy.erasure.kinds import State
from coorum.privacy.kinds import Kind
from coorum.privacy.kinds import State as CaseState
from coorum.privacy.kinds import Step as CaseStep
from coorum.privacy.models import Erasure
from tests.cast import Cast
from tests.privacy.erasure.conftest import pass_time
from tests.privacy.erasure.test_canary import where_it_sings

Leave = Callable[..., Erasure]


def grant(person: Person, officer: Party) -> Erasure:
    """Ask to be erased, and have it granted."""
    with provider_scope():
        request = actions.confirm_identity(person, request=actions.ask(person, kind=Kind.ERASE, words="消してください"))
        actions.begin_check(officer, request=request)
        actions.decide(officer, request=request, outcome=CaseStep.ERASE, reason="認めます")
        request.refresh_from_db()
        assert request.state == CaseState.CLOSED
        return Erasure.objects.get(request=request)


def test_what_an_officer_granted_has_no_days_of_grace(cast: Cast, canary: Person) -> None:
    erasure = grant(canary, Party("officer", cast.desk.id, cast.desk.ledger_ref))
    assert erasure.state == State.ERASING
    pass_time(erasure.begun_at)
    erasure.refresh_from_db()
    assert erasure.state == State.RESIDUAL
    assert where_it_sings() <= {("letter", "kanarie.7f3a"), ("privacy_rightsrequest", "消して")}


def test_a_wish_that_rests_is_gone_on_with(cast: Cast, canary: Person, leave: Leave) -> None:
    resting = leave(canary)
    assert grant(canary, Party("officer", cast.desk.id, cast.desk.ledger_ref)) == resting


class Restored:
    """A moment to which the rows go back, as a restore does it; the folder of tombstones stays as it is."""

    def __enter__(self) -> None:
        self.savepoint = transaction.savepoint_create()

    def __exit__(self, *_: object) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_who_was_erased_since_the_backup_is_erased_before_anybody_is_let_in(
    cast: Cast, canary: Person, leave: Leave, django_capture_on_commit_callbacks: Any
) -> None:
    with Restored(), django_capture_on_commit_callbacks(execute=True):
        erasure = leave(canary)
        pass_time(erasure.due_at)
    assert where_it_sings()
    tombstones.replay()
    assert where_it_sings() == set()


def test_who_came_back_since_the_backup_is_not_erased_after_it(
    cast: Cast, canary: Person, leave: Leave, django_capture_on_commit_callbacks: Any
) -> None:
    erasure = leave(canary)
    with Restored(), django_capture_on_commit_callbacks(execute=True), provider_scope():
        erasing.undo(canary, erasure=erasure)
    erasure.refresh_from_db()
    assert erasure.state == State.GRACE
    tombstones.replay()
    erasure.refresh_from_db()
    assert erasure.state == State.UNDONE
    with site_scope(cast.kissa.id):
        assert Post.objects.filter(author__person=canary, removals=None).exists()


def test_who_has_no_account_is_erased_by_address(cast: Cast) -> None:
    officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
    with provider_scope():
        request = actions.ask_as_guest(
            kind=Kind.ERASE, address="guest@people.example", words="消してください", language="ja"
        )
        request.refresh_from_db()
        erasure = erasing.order(officer, request=request)
    pass_time(erasure.begun_at)
    erasure.refresh_from_db()
    assert erasure.state == State.RESIDUAL
    assert {one.kind for one in Letter.objects.filter(recipient="guest@people.example")} == {"erasure_farewell"}
