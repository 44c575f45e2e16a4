"""Personal data leave their room for a purpose that the register allows and the person's version knows, or not at all."""

from collections.abc import Callable

import pytest
from django.core import mail as sent

from coorum.accounts.contact import address_of
from coorum.accounts.uses import allowed
from coorum.base import mail, uses
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.gates import PURPOSE
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.personal_data import Subject, dataset, datasets
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.base.uses import Decision, Ground, ensure_use, hand_out, overriding
from coorum.consent import actions as consent
from coorum.consent.items import ITEMS
from coorum.consent.kinds import ChangeClass, ConsentKind
from coorum.consent.notice import joining_notice
from coorum.consent.purposes import PURPOSES
from coorum.provision import actions as provision
from tests.cast import Cast, refused
from tests.consent.test_campaign import AFTER, BEFORE, publish

ALL = [one.id for one in PURPOSES]
CLOSED = [(one.id, purpose) for one in ITEMS for purpose in ALL if purpose not in {*one.purposes, *one.provided_for}]


@pytest.mark.parametrize(("item", "purpose"), CLOSED)
def test_an_item_serves_no_purpose_but_its_own(cast: Cast, item: str, purpose: str) -> None:
    with provider_scope(), refused("not_for_this"):
        PURPOSE.ensure(purpose, item, Subject(cast.hana.id))


@pytest.mark.parametrize(
    ("purpose", "why"), [("", "no_purpose"), ("profiling", "not_for_this"), ("prove", "not_for_this")]
)
def test_an_address_is_not_had_without_its_purpose(cast: Cast, purpose: str, why: str) -> None:
    with provider_scope(), refused(why):
        address_of(cast.hana, purpose)


def test_what_is_in_no_register_serves_nothing(cast: Cast) -> None:
    assert allowed("shoe_size") == set()
    with provider_scope(), refused("not_for_this"):
        ensure_use("operate", "shoe_size", Subject(cast.hana.id), what="test")


def test_a_purpose_that_wants_consent_wants_it_on_this_site(cast: Cast) -> None:
    with site_scope(cast.kissa.id), refused("no_consent"):
        address_of(cast.hana, "advertise")
    with provider_scope(), refused("no_consent"):
        address_of(cast.hana, "advertise")


def test_a_purpose_outside_the_persons_version_is_refused(cast: Cast) -> None:
    with provider_scope():
        publish("1.0", BEFORE, ChangeClass.FIRST)
        assert address_of(cast.hana, "notify")
        publish("1.1", AFTER, ChangeClass.C)
        new = "advertise"
        with refused("not_in_version"):
            address_of(cast.hana, new)
        assert address_of(cast.hana, "notify"), "what they agreed to before goes on"


def test_an_export_says_what_it_is_for(cast: Cast) -> None:
    subject = Subject(cast.hana.id)
    with provider_scope():
        assert hand_out(dataset("base.letters"), subject, purpose="guide") == []
        with refused("not_for_this"):
            hand_out(dataset("base.letters"), subject, purpose="advertise")
        with refused("no_purpose"):
            hand_out(dataset("base.letters"), subject, purpose="")


def test_no_dataset_serves_what_its_room_did_not_say() -> None:
    for one in datasets():
        assert allowed(f"dataset:{one.name}") == {*one.purposes, "guide", "prove"}


def test_a_letter_of_no_purpose_is_not_written(cast: Cast) -> None:
    with provider_scope(), refused("no_purpose"):
        mail.send("greeting", to="hana@people.example", subject="x", text="x")
    assert not Letter.objects.exists()


def test_a_letter_carries_its_purpose(cast: Cast) -> None:
    with provider_scope():
        mail.send("service_notice", to="hana@people.example", subject="x", text="x")
    assert Letter.objects.get().purpose == "notify"


def test_every_letter_serves_a_purpose_of_the_register() -> None:
    assert set(mail.declared().values()) <= set(ALL)
    assert "advertise" not in mail.declared().values(), "we send no advertising"


@pytest.fixture
def advertisement(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of letter that advertises: there is none in the product."""
    monkeypatch.setattr(mail, "_purposes", dict(mail.declared()))
    mail.register("advertisement", purpose="advertise")
    return "advertisement"


def join(cast: Cast, *, advertising: bool) -> None:
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    provision.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=advertising)


def test_advertising_to_whoever_refused_it_is_not_written(cast: Cast, advertisement: str) -> None:
    with site_scope(cast.kissa.id):
        join(cast, advertising=False)
        for address in (cast.mika.email, "stranger@people.example"):
            with refused("no_consent"):
                mail.send(advertisement, to=address, subject="x", text="x")
    assert not Letter.objects.filter(kind=advertisement).exists()


def test_advertising_that_waits_is_not_sent_once_the_consent_is_gone(cast: Cast, advertisement: str) -> None:
    with site_scope(cast.kissa.id):
        join(cast, advertising=True)
        for _twice in range(2):
            mail.send(advertisement, to=cast.mika.email.upper(), subject="x", text="x")
        first, second = Letter.objects.filter(kind=advertisement)
        mail.deliver.shell(str(first.id))
        consent.withdraw_consent(cast.mika, kind=ConsentKind.ADVERTISING, by="test")
        mail.deliver.shell(str(second.id))
    assert Letter.objects.get(kind=advertisement).sent_at
    assert len(sent.outbox) == 1


def test_a_refusal_outlives_the_work_it_ended(cast: Cast) -> None:
    work: list[Callable[[], object]] = [lambda: address_of(cast.hana, "profiling")]
    with pytest.raises(Refused), site_scope(cast.kissa.id):
        work[0]()
    one = Decision.objects.get()
    assert (one.purpose, one.item, one.what, one.why) == ("profiling", "email", "accounts.contact", "not_for_this")
    assert not one.is_override
    assert str(cast.hana.id) not in str(vars(one))


def test_beyond_a_purpose_leads_only_the_law_and_it_is_evidence(cast: Cast) -> None:
    with provider_scope(), refused("no_reason"), overriding(SYSTEM, ground=Ground.LAW, reason=" "):
        pass
    with provider_scope(), overriding(SYSTEM, ground=Ground.LIFE, reason="救助のため"):
        assert address_of(cast.hana, "prove") == cast.hana.email
    one = Decision.objects.get()
    assert (one.why, one.is_override) == (Ground.LIFE, True)
    with provider_scope():
        assert Entry.objects.filter(site_id=PROVIDER, kind="base.use.overridden").exists()
        with refused("not_for_this"):
            address_of(cast.hana, "prove")


def test_a_week_is_counted_by_purpose_and_place(cast: Cast) -> None:
    for _ in range(2):
        with pytest.raises(Refused), provider_scope():
            address_of(cast.hana, "")
    (row,) = uses.decisions_of_a_week()
    assert (row["what"], row["why"], row["count"]) == ("accounts.contact", "no_purpose", 2)


def test_asking_costs_one_query_while_all_hold_the_same_version(cast: Cast, django_assert_num_queries: object) -> None:
    with provider_scope(), django_assert_num_queries(1):  # type: ignore[operator]
        address_of(cast.hana, "notify")
