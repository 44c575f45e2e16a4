"""Who works at the provider's desk: for a year at most, renewed and dismissed by somebody else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from coorum.accounts import actions, queries
from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import DESK_TERM, Duty
from coorum.base import clock
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import provider_scope
from coorum.base.tombstones import Tombstone
from tests.cast import Cast, refused


def officer(person: Person) -> Party:
    return Party("officer", person.id, person.ledger_ref)


def appoint(person: Person, duty: Duty = Duty.PRIVACY_OFFICER) -> None:
    actions.appoint_officer(SYSTEM, email=person.email, duty=duty)


def test_a_grant_ends_at_its_very_moment(cast: Cast) -> None:
    with provider_scope():
        appoint(cast.mika)
        end = DeskRole.objects.get(person=cast.mika).expires_at
        with clock.held_at(end - timedelta(seconds=1)):
            assert queries.desk_role_of(cast.mika)
        with clock.held_at(end):
            assert queries.desk_role_of(cast.mika) is None
            assert cast.mika not in queries.desk_staff(Duty.PRIVACY_OFFICER)


def test_another_renews_it_by_one_press(cast: Cast) -> None:
    with provider_scope():
        appoint(cast.mika)
        later = clock.now() + timedelta(days=360)
        with clock.held_at(later):
            role = actions.renew_officer(officer(cast.desk), person=cast.mika)
        assert role.expires_at == later + DESK_TERM
        assert role.confirmed_by == cast.desk.id
        assert role.granted_at < later - timedelta(days=300)


def test_nobody_renews_changes_or_dismisses_themselves(cast: Cast) -> None:
    own = officer(cast.desk)
    with provider_scope():
        with refused("own_role"):
            actions.renew_officer(own, person=cast.desk)
        with refused("own_role"):
            actions.dismiss_officer(own, person=cast.desk)
        with refused("own_role"):
            actions.appoint_officer(own, email=cast.desk.email, duty=Duty.PRIVACY_OFFICER)
        with refused("own_role"):
            actions.appoint_officer(own, email=cast.desk.email, duty=Duty.ADMINISTRATOR)


def test_the_database_knows_that_too(cast: Cast) -> None:
    with provider_scope(), pytest.raises(IntegrityError), transaction.atomic():
        DeskRole.objects.filter(person=cast.desk).update(confirmed_by=cast.desk.id)
    with provider_scope(), pytest.raises(IntegrityError), transaction.atomic():
        DeskRole.objects.filter(person=cast.desk).update(expires_at=clock.now() + timedelta(days=400))


def test_who_leaves_is_out_at_once_and_stays_out_after_a_restore(cast: Cast) -> None:
    with provider_scope():
        appoint(cast.mika)
        actions.dismiss_officer(officer(cast.desk), person=cast.mika)
        assert queries.desk_role_of(cast.mika) is None
        assert Tombstone.objects.filter(kind="accounts.desk_role.revoked", subject=cast.mika.id).exists()
        with refused("not_at_desk"):
            actions.dismiss_officer(officer(cast.desk), person=cast.mika)
        appoint(cast.mika)
        actions.dismiss_officer_again(cast.mika.id)
        assert queries.desk_role_of(cast.mika) is None


def test_the_last_administrator_stays(cast: Cast) -> None:
    with provider_scope():
        appoint(cast.mika)
        with refused("last_administrator"):
            actions.dismiss_officer(officer(cast.mika), person=cast.desk)
        with refused("last_administrator"):
            appoint(cast.desk, Duty.PRIVACY_OFFICER)
        appoint(cast.taro, Duty.ADMINISTRATOR)
        actions.dismiss_officer(officer(cast.taro), person=cast.desk)


def test_an_administrator_whose_grant_ended_is_none(cast: Cast) -> None:
    with provider_scope():
        appoint(cast.taro, Duty.ADMINISTRATOR)
        DeskRole.objects.filter(person=cast.taro).update(expires_at=clock.now())
        with refused("last_administrator"):
            actions.dismiss_officer(SYSTEM, person=cast.desk)


def test_the_shell_renews_so_that_nobody_is_locked_out(cast: Cast) -> None:
    with provider_scope():
        DeskRole.objects.filter(person=cast.desk).update(expires_at=clock.now())
    call_command("officer", cast.desk.email, "--renew", stdout=StringIO())
    with provider_scope():
        role = queries.desk_role_of(cast.desk)
    assert role is not None
    assert role.duty == Duty.ADMINISTRATOR
    with pytest.raises(CommandError):
        call_command("officer", cast.hana.email, "--renew", stdout=StringIO())
