"""No id of anybody goes to who could tie it to them, unless they agreed that this one gets it (APPI 31, obligations b-2)."""

from contextlib import nullcontext
from unittest import mock
from urllib.parse import quote

import pytest

from coorum.accounts.models import Member, Session
from coorum.base import clock, outside
from coorum.base.calling import NotOutside, ask, call
from coorum.base.errors import Refused
from coorum.base.gates import TIE
from coorum.base.ids import new_id, short
from coorum.base.scope import provider_scope
from coorum.consent import actions as consent
from coorum.consent import notice
from coorum.consent.items import DataItem, Source
from coorum.consent.kinds import ConsentKind
from coorum.consent.models import Consent
from coorum.consent.notice import joining_notice
from coorum.provision import actions, queries
from coorum.provision.models import Provision
from coorum.provision.receipts import told_of
from coorum.provision.tying import SIGNED_IN_ID
from tests.cast import Cast, refused

BLOCK = notice.block_of
SHOP, STRANGER = "https://shop.example/", "https://tags.example/collect"


@pytest.fixture(autouse=True)
def _scope(on_kissa: object) -> None:
    """Every test here stands on Kissa."""


@pytest.fixture
def mika(cast: Cast) -> Member:
    """A member of Kissa, whose operator has a website of its own."""
    cast.kissa.operator.website = SHOP
    cast.kissa.operator.save()
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    return actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)


@pytest.fixture
def agreed(mika: Member, monkeypatch: pytest.MonkeyPatch) -> Consent:
    """The day the register lists the id, and Mika has agreed to it: today no consent can name it."""
    item = DataItem(SIGNED_IN_ID, Source.AUTOMATIC, "会員の番号", "Member number", ("provide",), ("provide",))
    monkeypatch.setattr("coorum.consent.items._BY_ID", {SIGNED_IN_ID: item})
    given = Consent.objects.get(person=mika.person)
    given.items = [*given.items, SIGNED_IN_ID]
    given.save()
    return given


def test_no_mark_of_a_member_goes_anywhere(mika: Member) -> None:
    Session.objects.create(
        session_key="k" * 32, person=mika.person, browser="b" * 24, expire_date=clock.now(), session_data=""
    )
    marks = [str(mika.id), mika.id.hex, short(mika.id), str(mika.person_id), mika.ledger_ref, mika.person.ledger_ref]
    for mark in [*marks, mika.person.email, mika.user_id, "k" * 32, "b" * 24]:
        for address in (f"{SHOP}?member={quote(mark)}", f"{STRANGER}?u={quote(mark)}"):
            with refused("no_consent"):
                outside.ensure_may_carry(address)


def test_neither_in_the_path_nor_in_what_is_sent(mika: Member) -> None:
    with refused("no_consent"):
        outside.ensure_may_carry(f"{SHOP}members/{mika.id}")
    with refused("no_consent"):
        outside.ensure_may_carry(STRANGER, f'{{"uid": "{mika.person.email}"}}')


def test_what_is_nobodys_goes(mika: Member) -> None:
    outside.ensure_may_carry(f"{STRANGER}?version={new_id()}&lang=ja")
    outside.ensure_may_carry(f"http://127.0.0.1:9/?member={mika.id}")


def test_without_a_guard_nothing_that_looks_like_an_id_goes() -> None:
    with mock.patch.object(TIE, "_guard", None), refused("no_guard"):
        outside.ensure_may_carry(f"{STRANGER}?u={new_id()}")


def test_a_call_to_somebody_outside_names_nobody(mika: Member) -> None:
    """Neither an address that was given to us nor a service of the deployment; the gate's refusal is the cause."""
    with pytest.raises(NotOutside) as in_address:
        call(f"{STRANGER}?u={mika.person_id}")
    with pytest.raises(NotOutside) as in_body, provider_scope():
        ask(STRANGER, body=mika.person.email.encode())
    causes = [error.value.__cause__ for error in (in_address, in_body)]
    assert [cause.code for cause in causes if isinstance(cause, Refused)] == ["no_consent"] * 2


def test_a_consent_that_names_it_opens_for_that_person_and_that_recipient(mika: Member, agreed: Consent) -> None:
    outside.ensure_may_carry(f"{SHOP}?member={mika.id}")
    with refused("no_consent"):
        outside.ensure_may_carry(f"{STRANGER}?member={mika.id}")
    consent.withdraw_consent(mika.person, kind=ConsentKind.PROVISION, by="test")
    with refused("no_consent"):
        outside.ensure_may_carry(f"{SHOP}?member={mika.id}")


def test_each_recipient_and_consent_stands_in_one_record_that_the_operator_can_take_home(
    mika: Member, agreed: Consent
) -> None:
    for _twice in range(2):
        outside.ensure_may_carry(f"{SHOP}?member={mika.id}")
    record = Provision.objects.get(route="APPI 31")
    assert record.items == [SIGNED_IN_ID]
    assert record.receipt_id == agreed.receipt_id
    assert record.first_at < record.last_at
    assert str(mika.id) not in str(vars(record)["recipient"])
    row = next(one for one in told_of(list(queries.received()))["records"] if one["ground"] == "APPI 31")
    assert (row["items"], row["purpose"]) == ([SIGNED_IN_ID], "provide")
    assert row["consented"]
    assert row["first_day"] <= row["last_day"]


@pytest.mark.parametrize(("told", "code"), [({}, "not_informed"), ({"abroad": "個人情報の保護の制度"}, "")])
def test_a_recipient_abroad_gets_nothing_that_was_not_told_of(
    cast: Cast, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], code: str
) -> None:
    monkeypatch.setattr(
        notice, "block_of", lambda entity, language: {**BLOCK(entity, language), "country": "US", **told}
    )
    mika = request.getfixturevalue("mika")
    request.getfixturevalue("agreed")
    with refused(code) if code else nullcontext():
        outside.ensure_may_carry(f"{SHOP}?member={mika.id}")
    assert Provision.objects.filter(route="APPI 31").exists() == (not code)
