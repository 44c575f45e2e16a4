"""Registering: an address, a password, and nothing that a stranger could gain by being first."""

from datetime import timedelta

from allauth.account.models import EmailAddress

from coorum.accounts import actions, queries
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.consent.notice import joining_notice
from coorum.provision import actions as provision
from coorum.provision.models import Joining
from tests.cast import PASSWORD, Cast, refused
from tests.periods import let_go

NEW = "nozomi@people.example"


def register(email: str = NEW, password: str = PASSWORD) -> Person:
    with provider_scope():
        return actions.register_person(email=email, password=password, language="ja")


def test_a_new_person_has_an_unverified_address(db: object) -> None:
    person = register("Nozomi@People.Example ")
    assert person.email == NEW
    assert person.check_password(PASSWORD)
    assert not queries.is_verified(person)
    assert not queries.is_registered(NEW)


def test_verifying_twice_changes_nothing(db: object) -> None:
    person = register()
    with provider_scope():
        actions.verify_address(person)
        actions.verify_address(person)
    assert queries.is_verified(person)
    assert EmailAddress.objects.get(user=person).primary


def test_a_verified_address_cannot_be_registered_again(cast: Cast) -> None:
    with refused("address_taken"):
        register(cast.hana.email.upper())


def test_registering_again_before_verifying_starts_afresh(db: object) -> None:
    first = register(password="the password of a stranger")
    second = register()
    assert second.id == first.id
    assert second.check_password(PASSWORD)
    assert second.get_session_auth_hash() != first.get_session_auth_hash()
    assert second.ledger_ref != first.ledger_ref
    assert EmailAddress.objects.filter(email=NEW).count() == 1


def test_registering_again_drops_what_was_agreed_to_before(cast: Cast) -> None:
    person = register()
    with provider_scope():
        notice = joining_notice(cast.kiri, "ja")
        provision.ask_to_join(person, site=cast.kiri, fingerprint=notice.fingerprint, language="ja", advertising=True)
    register()
    assert not Joining.objects.exists()


def test_nobody_verified_in_time_is_forgotten(cast: Cast) -> None:
    stale, fresh = register(), register("fresh@people.example")
    with provider_scope():
        notice = joining_notice(cast.kiri, "ja")
        provision.ask_to_join(stale, site=cast.kiri, fingerprint=notice.fingerprint, language="ja", advertising=False)
        long_ago = clock.now() - timedelta(days=7, hours=1)
        Person.objects.filter(id__in=[stale.id, cast.hana.id]).update(created_at=long_ago)
        assert let_go("accounts.unconfirmed") == 1
    kept = Person.objects.filter(id__in=[stale.id, fresh.id, cast.hana.id])
    assert {person.email for person in kept} == {fresh.email, cast.hana.email}
