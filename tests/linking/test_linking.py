"""Linking an account, taking it off, and who never gets one by accident."""

from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base.ledger.models import Entry
from coorum.base.scope import provider_scope
from coorum.linking import actions, queries
from coorum.linking.models import Link, Service, Wish
from tests.cast import Cast, refused
from tests.linking.fake import Fake
from tests.linking.steps import service_of

NEW = "nozomi@people.example"
TAKEN: dict[str, Any] = {"subject": "google-0001", "scopes": ["openid", "email"], "claims_kept": ["sub", "email"]}


@pytest.fixture
def google(cast: Cast) -> Service:
    service = service_of(Fake("google", origin="https://accounts.example"))
    service.save()
    return service


def register(google: Service, email: str = NEW, **more: Any) -> Person:
    person = accounts.register_person(email=email, password=None, language="ja")
    actions.wish_to_link(person, service=google, **{**TAKEN, **more})
    return person


def test_a_link_says_in_the_evidence_what_was_taken_from_where(cast: Cast, google: Service) -> None:
    with provider_scope():
        actions.link_account(cast.hana, service=google, **TAKEN)
    entry = Entry.objects.get(kind="linking.acquisition")
    assert entry.subject == cast.hana.ledger_ref


def test_who_registers_is_linked_once_the_address_is_theirs(google: Service) -> None:
    with provider_scope():
        person = register(google)
        assert not Link.objects.exists()
        accounts.verify_address(person)
        assert Link.objects.get().person == person
        assert not Wish.objects.exists()


def test_the_same_address_links_nothing(cast: Cast, google: Service) -> None:
    with provider_scope():
        with refused("address_taken"):
            register(google, cast.hana.email)
        assert not Link.objects.exists()
        assert not Wish.objects.exists()


def test_a_registration_begun_anew_forgets_the_service_of_the_first(google: Service) -> None:
    """Somebody registers a stranger's address with an account of their own; the stranger then registers by the form."""
    with provider_scope():
        register(google)
        person = accounts.register_person(email=NEW, password="a phrase of mine", language="ja")
        accounts.verify_address(person)
        assert not Link.objects.exists()
        assert not Wish.objects.exists()


def test_who_recovers_an_account_finds_no_link_of_somebody_elses(cast: Cast, google: Service) -> None:
    with provider_scope():
        actions.link_account(cast.hana, service=google, **TAKEN)
        register(google, subject="another")
        for person in (cast.hana, Person.objects.get(email=NEW)):
            accounts.recover_account(person, password="another long phrase")
        assert not Link.objects.exists()
        assert not Wish.objects.exists()


def test_what_was_linked_since_a_stolen_change_of_address_goes_with_it(cast: Cast, google: Service) -> None:
    """Otherwise whoever changed it comes in by their own account until the owner has set a new password."""
    other = service_of(Fake("line", origin="https://line.example"))
    other.save()
    with provider_scope():
        actions.link_account(cast.hana, service=google, **TAKEN)
        code = accounts.change_address(cast.hana, email="thief@people.example")
        actions.link_account(cast.hana, service=other, **{**TAKEN, "subject": "the thief's"})
        accounts.take_address_back(code)
        assert [link.service for link in queries.links_of(cast.hana)] == [google]


def test_an_account_opens_one_door_only(cast: Cast, google: Service) -> None:
    with provider_scope():
        first = actions.link_account(cast.hana, service=google, **TAKEN)
        assert actions.link_account(cast.hana, service=google, **TAKEN) == first
        with refused("linked_elsewhere"):
            actions.link_account(cast.taro, service=google, **TAKEN)
        with refused("linked_twice"):
            actions.link_account(cast.hana, service=google, **{**TAKEN, "subject": "another"})
        with refused("linked_elsewhere"):
            register(google)


def test_who_registers_twice_with_one_account_is_linked_once(cast: Cast, google: Service) -> None:
    """Two registrations wait with the same account; the first address that is verified gets it."""
    with provider_scope():
        first, second = register(google), register(google, "other@people.example")
        accounts.verify_address(second)
        accounts.verify_address(first)
        assert Link.objects.get().person == second


def test_the_last_way_in_cannot_be_taken_off(cast: Cast, google: Service) -> None:
    with provider_scope():
        actions.link_account(cast.hana, service=google, **TAKEN)
        cast.hana.set_unusable_password()
        with refused("last_way"):
            actions.unlink_account(cast.hana, service=google)
        cast.hana.set_password("a phrase of mine")
        assert actions.unlink_account(cast.hana, service=google)
        assert not actions.unlink_account(cast.hana, service=google)
    assert Entry.objects.filter(kind="linking.account.unlinked").count() == 1


def test_another_service_that_is_off_is_no_other_way(cast: Cast, google: Service) -> None:
    line = service_of(Fake("line", origin="https://line.example"))
    line.save()
    cast.hana.set_unusable_password()
    with provider_scope():
        for service in (google, line):
            actions.link_account(cast.hana, service=service, **TAKEN)
        actions.switch_service(people.person_party(cast.desk), service=line, is_on=False)
        with refused("last_way"):
            actions.unlink_account(cast.hana, service=google)
        assert actions.unlink_account(cast.hana, service=line)


def test_a_site_shows_what_it_chose_in_its_order(cast: Cast, google: Service, on_kissa: Any) -> None:
    line = service_of(Fake("line", origin="https://line.example"))
    line.save()
    staff = people.person_party(cast.owen)
    actions.change_offerings(staff, cast.kissa, services=[line, google])
    assert queries.offered_on(cast.kissa) == [line, google]
    assert queries.offered_on(cast.kiri) == []
    actions.switch_service(staff, service=line, is_on=False)
    assert queries.offered_on(cast.kissa) == [google]


GIVEN = {"slug": "mizuumi", "name": "みずうみID", "issuer": "https://id.mizuumi.example", "client_id": "coorum"}
MORE = {"client_secret": "x" * 32, "company": "みずうみ株式会社", "country": "JP"}


def test_a_service_is_set_up_switched_off_and_keeps_its_secret_sealed(cast: Cast) -> None:
    officer = people.person_party(cast.desk)
    with provider_scope():
        service = actions.set_up_service(officer, kind="openid", **GIVEN, **MORE)
        assert not service.is_on
        changed = actions.set_up_service(
            officer, kind="openid", service=service, **{**GIVEN, **MORE, "client_secret": ""}
        )
        assert Service.objects.get(id=changed.id).client_secret == MORE["client_secret"]
        with refused("service_taken"):
            actions.set_up_service(officer, kind="openid", **GIVEN, **MORE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slug": "return"}, "slug"),
        ({"slug": "A"}, "slug"),
        ({"issuer": "http://id.mizuumi.example"}, "issuer"),
        ({"issuer": "https://id.mizuumi.example/?a=1"}, "issuer"),
        ({"issuer": ""}, "issuer"),
        ({"client_secret": ""}, "half"),
        ({"company": ""}, "half"),
    ],
)
def test_a_service_that_is_not_complete_is_not_set_up(cast: Cast, changes: dict[str, str], code: str) -> None:
    with provider_scope(), refused(code):
        actions.set_up_service(people.person_party(cast.desk), kind="openid", **{**GIVEN, **MORE, **changes})


def test_apple_needs_its_key(cast: Cast) -> None:
    with provider_scope(), refused("half"):
        actions.set_up_service(people.person_party(cast.desk), kind="apple", **GIVEN, **MORE)
