"""An answer is the member's: it goes to the operator on a consent of its own, and ends with it."""

from typing import Any

import pytest
from django.db import connection

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.models import Consent, Receipt
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.integrations.models import Change
from coorum.profiles import actions, queries
from coorum.profiles.models import Answer, Field
from coorum.provision import actions as provision
from coorum.provision import queries as provided
from coorum.provision.models import LookUp, OperatorTask, Provision
from tests.cast import Cast, refused
from tests.profiles.steps import ROAST_JA, answer, ask, join, shown


@pytest.fixture(autouse=True)
def _scope(on_kissa: object) -> None:
    """Every test here stands on Kissa."""


@pytest.fixture
def mika(cast: Cast) -> Member:
    return join(cast.mika, cast.kissa)


@pytest.fixture
def roast(cast: Cast, mika: Member) -> Field:
    """Asked, and answered: dark."""
    field = ask(cast.owen)
    answer(mika, field, "2")
    return field


def topical() -> Any:
    return Provision.objects.filter(items=["answers"])


def test_an_answer_goes_to_the_operator_on_its_own_consent_and_record(cast: Cast, mika: Member, roast: Field) -> None:
    row = topical().get()
    assert (row.topic, row.purpose, row.closed_at) == (roast.id, "provide", None)
    receipt = row.receipt
    assert (receipt.kind, receipt.topic) == (ConsentKind.FIELD, roast.id)
    assert opened(receipt.signed) == receipt.document
    told = receipt.document
    assert told["data_items"] == [{"id": "answers", "text": ROAST_JA}]
    assert ROAST_JA in told["notice"]["sentence"]
    assert cast.kissa.operator.legal_name in told["notice"]["sentence"]
    assert (told["required_for_service"], told["topic"]) == (False, roast.id.hex)
    assert shown(cast.owen, mika) == {"roast": "2"}


def test_nobody_who_did_not_answer_is_shown_and_no_answer_outlives_a_consent(
    cast: Cast, mika: Member, roast: Field
) -> None:
    other = ask(cast.owen, name="visits", kind="number")
    assert shown(cast.owen, mika) == {"roast": "2"}
    for gone in ("kind = 'field'", "kind = 'provision'"):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            cursor.execute(f"DELETE FROM consent_consent WHERE {gone}")
            assert shown(cast.owen, mika) == {}, gone
            cursor.execute("ROLLBACK TO SAVEPOINT before")
    topical().update(closed_at=roast.added_at)
    assert shown(cast.owen, mika) == {}
    assert not Answer.objects.filter(field=other).exists()


def test_taking_an_answer_back_erases_it_at_once_and_nothing_else(cast: Cast, mika: Member, roast: Field) -> None:
    provision.export_answers(people.viewer_on_site(cast.owen), members=[mika.id])
    actions.take_back(mika, roast)
    assert not Answer.objects.exists()
    assert shown(cast.owen, mika) == {}
    assert topical().get().closed_at is not None
    assert OperatorTask.objects.get().kind == "erase"
    assert Provision.objects.get(items__contains=["email"]).closed_at is None
    assert Receipt.objects.filter(topic=roast.id).count() == 2
    with refused("no_consent"):
        actions.take_back(mika, roast)


def test_withdrawing_the_provision_takes_every_answer_along(cast: Cast, mika: Member, roast: Field) -> None:
    consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    assert not Answer.objects.exists()
    assert not Consent.objects.filter(person=cast.mika).exists()
    assert not Provision.objects.filter(closed_at=None).exists()
    with refused("paused"):
        answer(mika, roast, "1")


def test_a_changed_answer_needs_no_new_consent_and_the_record_goes_on(cast: Cast, mika: Member, roast: Field) -> None:
    before = topical().get()
    answer(mika, roast, "1")
    after = topical().get()
    assert after.receipt_id == before.receipt_id
    assert after.payload_hash != before.payload_hash
    assert shown(cast.owen, mika) == {"roast": "1"}


def test_only_the_notice_that_was_shown_is_agreed_to(cast: Cast, mika: Member) -> None:
    field = ask(cast.owen)
    with refused("stale"):
        actions.answer(mika, field, given="1", fingerprint="0" * 64, language="ja")
    assert not Answer.objects.exists()
    assert not Consent.objects.filter(kind=ConsentKind.FIELD).exists()


def test_what_is_for_advertising_needs_the_wish_and_ends_with_it(cast: Cast) -> None:
    hana = join(cast.mika, cast.kissa, advertising=True)
    month = ask(cast.owen, name="month", kind="number", purpose="advertise")
    answer(hana, month, "4")
    assert shown(cast.owen, hana) == {"month": 4}
    assert LookUp.objects.get().purpose == "advertise"
    consent.withdraw_consent(cast.mika, kind=ConsentKind.ADVERTISING, by="test")
    assert shown(cast.owen, hana) == {}
    assert not Answer.objects.exists()
    with refused("no_wish"):
        answer(hana, month, "4")
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    provision.agree_again(cast.mika, kind=ConsentKind.ADVERTISING, fingerprint=fingerprint, language="ja")
    assert provided.entitled_wishes().count() == 1


def test_each_look_is_shown_to_the_member_and_those_without_answers_are_not_looked_at(
    cast: Cast, mika: Member, roast: Field
) -> None:
    silent = cast.member(cast.taro, cast.kissa)
    assert shown(cast.owen, silent) == {}
    provision.tell_answers(people.viewer_on_site(cast.owen), members=[mika.id, silent.id])
    joined, answers = provided.who_has_data_of(cast.mika)
    assert (joined.looks, [look.act for look in answers.looks]) == ([], ["system"])
    assert (answers.is_of_answers, answers.labels) == (True, [ROAST_JA])
    assert LookUp.objects.get().rows == 1
    with refused("role"):
        shown(Viewer(cast.taro), mika)
    with refused("role"):
        provision.export_answers(Viewer(cast.owen, role=Role.MODERATOR), members=[mika.id])


def test_other_members_see_what_was_agreed_for_them_and_of_minors_nothing(cast: Cast, mika: Member) -> None:
    answer(mika, ask(cast.owen, audience="members"), "1")
    answer(mika, ask(cast.owen, name="other"), "1")
    assert [(one.label, one.said) for one in queries.shown_to_members(mika, "en")] == [("Favourite roast", "Light")]
    accounts.keep_private(mika, band=Band.YOUTH)
    assert queries.shown_to_members(mika, "en") == []


def test_a_child_cannot_answer_alone(cast: Cast, mika: Member) -> None:
    accounts.note_age(cast.mika, band=Band.CHILD)
    with refused("guardian_needed"):
        answer(mika, ask(cast.owen), "1")


def test_a_removed_field_takes_every_answer_along_with_a_receipt_for_each(
    cast: Cast, mika: Member, roast: Field
) -> None:
    actions.remove_field(people.viewer_on_site(cast.owen), roast)
    assert shown(cast.owen, mika) == {}
    assert not queries.fields().exists()
    assert actions.empty_next(roast.id) is False
    assert not Answer.objects.exists()
    assert not Field.objects.exists()
    assert topical().get().closed_at is not None
    assert Receipt.objects.filter(topic=roast.id, event="withdrawn").count() == 1


def test_the_answers_of_one_site_are_not_anothers(cast: Cast, mika: Member, roast: Field) -> None:
    with site_scope(cast.kiri.id):
        assert not Field.objects.exists()
        assert not Answer.objects.exists()
        assert not queries.fields().exists()


def test_mirrors_hear_of_answers_and_of_the_end_last(cast: Cast, mika: Member, roast: Field) -> None:
    """An answer that goes is no member who goes."""
    told = Change.objects.filter(subject="member").order_by("id").values_list("what", flat=True)
    actions.take_back(mika, roast)
    assert list(told) == ["published", "updated", "updated"]
    answer(mika, roast, "1")
    consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    assert list(told.all())[3:] == ["updated", "updated", "deleted"]
