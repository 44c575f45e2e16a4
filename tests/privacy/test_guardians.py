"""Between a child and their guardian: who is asked, what is kept, and that a no, a week, or a second thought ends it (X5)."""

import re
from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Age, Person
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.outbox import Letter
from coorum.base.retention import rule_by_id
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.consent.models import Receipt
from coorum.consent.notice import joining_notice
from coorum.privacy.actions import erasing, guardians
from coorum.privacy.guardians import queries, rules
from coorum.privacy.models import Erasure, GuardianAsk, GuardianProof
from coorum.provision import actions as provision
from coorum.provision.models import ProvidedProfile, Provision
from coorum.signin import registration
from coorum.sites import actions as sites
from tests.cast import Cast, refused

SECOND = timedelta(seconds=1)
CHILD, PARENT = "sora@people.example", "parent@family.example"


@pytest.fixture
def asking(cast: Cast) -> Any:
    """Kissa asks for age bands."""
    with provider_scope():
        sites.begin_asking_ages(SYSTEM, cast.kissa)
        yield cast


def letter(to: str) -> str:
    return Letter.objects.filter(recipient=to).latest("written_at").text


def link(to: str) -> str:
    found = re.search(r"code=([\w-]+)", letter(to))
    assert found
    return found[1]


def ask(cast: Cast, **changes: Any) -> None:
    given = {"site": cast.kissa, "child": CHILD, "guardian": PARENT, "language": "ja"}
    guardians.ask_guardian(**{**given, **changes})


def agree(cast: Cast, found: GuardianAsk | None = None, *, advertising: bool = False) -> None:
    found = found or queries.ask_for_guardian(link(PARENT))
    assert found
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    guardians.agree(found, fingerprint=fingerprint, language="ja", advertising=advertising)


def child_of(cast: Cast) -> Person:
    """A child who takes part by their guardian's consent."""
    ask(cast)
    agree(cast)
    found = queries.ask_for_child(link(CHILD))
    assert found
    return registration.register_child(found, password="五月の風はコーヒーの香り", language="ja")


def code(to: str = PARENT) -> str:
    found = re.search(r"\d{4}-\d{4}", letter(to))
    assert found
    return found[0]


def stopped(cast: Cast) -> tuple[Person, GuardianProof]:
    person = child_of(cast)
    proof = queries.proof_with(link(PARENT))
    assert proof
    guardians.send_code(proof, address=PARENT)
    assert guardians.stop(proof, address=PARENT, code=code())
    proof.refresh_from_db()
    return person, proof


def test_a_child_takes_part_by_their_guardians_consent_and_neither_address_is_kept(asking: Cast) -> None:
    person = child_of(asking)
    assert people.is_verified(person)
    assert people.band_in_force(person) == Band.CHILD
    with site_scope(asking.kissa.id):
        member = people.member_of(person)
        assert member
        assert member.is_private
        standing = consents.standing_consent(person.id, ConsentKind.PROVISION)
        assert standing
        assert standing.receipt.document["given_by"] == "guardian"
        assert ProvidedProfile.objects.filter(member=member).exists()
    proof = GuardianProof.objects.get()
    assert proof.receipt == standing.receipt_id
    assert proof.commitment == standing.receipt.document["guardian"]["commitment"]
    assert queries.is_guardians(proof, PARENT)
    assert not queries.is_guardians(proof, CHILD)
    assert not GuardianAsk.objects.exists()
    assert PARENT not in str(list(GuardianProof.objects.values())) + str(standing.receipt.document)


def test_before_the_guardian_agrees_nobody_is_registered_and_the_addresses_lie_sealed(asking: Cast) -> None:
    ask(asking)
    assert not Person.objects.filter(email=CHILD).exists()
    assert PARENT not in str(list(GuardianAsk.objects.values()))
    assert CHILD not in str(list(GuardianAsk.objects.values()))
    assert "s•••@people.example" in letter(PARENT)
    assert CHILD not in letter(PARENT)
    assert queries.ask_for_child(link(PARENT)) is None


@pytest.mark.parametrize("address", [CHILD, "SORA@people.example", "sora+mum@people.example"])
def test_nobody_is_their_own_guardian(asking: Cast, address: str) -> None:
    with refused("same_address"):
        ask(asking, guardian=address)


def test_a_registered_address_is_told_so_by_letter_and_no_guardian_is_asked(asking: Cast) -> None:
    ask(asking, child=asking.mika.email)
    assert not GuardianAsk.objects.exists()
    assert not Letter.objects.filter(recipient=PARENT).exists()
    assert Letter.objects.filter(recipient=asking.mika.email).exists()


def test_a_no_leaves_nothing_and_no_link_works_twice(asking: Cast) -> None:
    ask(asking)
    old = queries.ask_for_guardian(link(PARENT))
    assert old
    guardians.refuse(old)
    assert not GuardianAsk.objects.exists()
    with refused("answered"):
        agree(asking, old)
    ask(asking)
    first = queries.ask_for_guardian(link(PARENT))
    ask(asking, guardian="other@family.example")
    with refused("answered"):
        agree(asking, first)
    assert GuardianAsk.objects.count() == 1


def test_a_guardian_has_seven_days_and_the_child_fourteen(asking: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()

    def at(span: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: now + span)

    at(timedelta())
    ask(asking)
    at(rules.TO_ANSWER)
    assert queries.ask_for_guardian(link(PARENT)) is None
    at(rules.TO_ANSWER - SECOND)
    agree(asking)
    at(rules.TO_ANSWER - SECOND + rules.TO_GO_ON - SECOND)
    assert queries.ask_for_child(link(CHILD))
    at(rules.TO_ANSWER + rules.TO_GO_ON)
    assert queries.ask_for_child(link(CHILD)) is None
    rule = rule_by_id("privacy.guardian_asks")
    assert rule
    assert rule.is_hourly
    assert rule.overdue(clock.now()).count() == 1


def test_a_text_that_changed_meanwhile_is_put_to_the_guardian_anew(asking: Cast) -> None:
    ask(asking)
    agree(asking)
    found = queries.ask_for_child(link(CHILD))
    assert found
    assert queries.is_current(found)
    with provider_scope():
        sites.introduce_site(SYSTEM, asking.kissa, name="こもれび")
    found = queries.ask_for_child(link(CHILD))
    assert found
    assert not queries.is_current(found)
    guardians.ask_again(found)
    assert queries.ask_for_child(link(CHILD)) is None
    assert queries.ask_for_guardian(link(PARENT))


def test_a_member_who_says_15_pauses_at_once_and_goes_on_when_a_guardian_agrees(asking: Cast) -> None:
    with site_scope(asking.kiri.id):
        member = provision.join(
            asking.taro, fingerprint=joining_notice(asking.kiri, "ja").fingerprint, language="ja", advertising=True
        )
    provision.say_age(asking.taro, band=Band.CHILD)
    with site_scope(asking.kiri.id):
        assert people.viewer_on_site(asking.taro).paused
        assert not ProvidedProfile.objects.filter(member=member).exists()
        with refused("guardian_needed"):
            fingerprint = joining_notice(asking.kiri, "ja").fingerprint
            provision.agree_again(asking.taro, fingerprint=fingerprint, language="ja")
    ask(asking, site=asking.kiri, child="", person=asking.taro)
    found = queries.ask_for_guardian(link(PARENT))
    assert found
    assert queries.is_waiting(asking.taro, asking.kiri.id)
    fingerprint = joining_notice(asking.kiri, "ja").fingerprint
    guardians.agree(found, fingerprint=fingerprint, language="ja", advertising=False)
    with site_scope(asking.kiri.id):
        assert not people.viewer_on_site(asking.taro).paused
        assert ProvidedProfile.objects.filter(member=member).exists()
        assert consents.kinds_given_by_guardian(asking.taro.id) == [ConsentKind.PROVISION]
    provision.say_age(asking.taro, band=Band.CHILD)  # a year later: what the guardian agreed to goes on
    with site_scope(asking.kiri.id):
        assert not people.viewer_on_site(asking.taro).paused


def test_what_a_child_agreed_to_alone_elsewhere_ends_as_soon_as_it_is_known(asking: Cast) -> None:
    with site_scope(asking.kiri.id):
        fingerprint = joining_notice(asking.kiri, "ja").fingerprint
        provision.join(asking.desk, fingerprint=fingerprint, language="ja", advertising=False)
    ask(asking, child="", person=asking.desk)
    agree(asking)
    with site_scope(asking.kissa.id):
        assert consents.kinds_given_by_guardian(asking.desk.id) == [ConsentKind.PROVISION]
    with site_scope(asking.kiri.id):
        assert not consents.kinds_in_force(asking.desk.id)
        assert people.viewer_on_site(asking.desk).paused


def test_a_guardian_stops_it_at_once_and_only_they_take_it_back(asking: Cast) -> None:
    person, proof = stopped(asking)
    with site_scope(asking.kissa.id):
        assert not consents.kinds_in_force(person.id)
        assert not Provision.objects.filter(person=person, closed_at=None).exists()
        last = Receipt.objects.filter(person=person).latest("made_at")
        assert last.document["event"]["control"].startswith("guardian")
    assert people.is_closing(person)  # it was their only community
    erasure = Erasure.objects.get(person=person)
    with refused("guardian_decides"):
        erasing.undo(person, erasure=erasure)
    assert not guardians.come_back(proof, address=PARENT, code="0000-0000")
    guardians.send_code(proof, address=PARENT)
    assert guardians.come_back(proof, address=PARENT, code=code())
    assert not people.is_closing(person)
    with site_scope(asking.kissa.id):
        assert people.viewer_on_site(person).paused
        fingerprint = joining_notice(asking.kissa, "ja").fingerprint
        with refused("guardian_needed"):
            provision.agree_again(person, fingerprint=fingerprint, language="ja")


def test_a_stranger_with_the_link_alone_stops_nothing(asking: Cast) -> None:
    person = child_of(asking)
    proof = queries.proof_with(link(PARENT))
    assert proof
    before = Letter.objects.count()
    guardians.send_code(proof, address="stranger@people.example")
    assert Letter.objects.count() == before
    guardians.send_code(proof, address=PARENT)
    sent = code()
    assert not guardians.stop(proof, address="stranger@people.example", code=sent)
    for guess in ("0000-0000", "0000-0001", "0000-0002"):
        assert not guardians.stop(proof, address=PARENT, code=guess)
    assert not guardians.stop(proof, address=PARENT, code=sent)
    with site_scope(asking.kissa.id):
        assert consents.kinds_in_force(person.id)
    for _more in range(3):
        guardians.send_code(proof, address=PARENT)
    with refused("too_many"):
        guardians.send_code(proof, address=PARENT)


def test_a_child_who_is_a_member_elsewhere_loses_this_community_only(asking: Cast) -> None:
    person = child_of(asking)
    ask(asking, site=asking.kiri, child="", person=person, guardian="other@family.example")
    other = queries.ask_for_guardian(link("other@family.example"))
    assert other
    guardians.agree(other, fingerprint=joining_notice(asking.kiri, "ja").fingerprint, language="ja", advertising=False)
    proof = GuardianProof.objects.get(community=asking.kissa)
    guardians.send_code(proof, address=PARENT)
    assert guardians.stop(proof, address=PARENT, code=code())
    assert not people.is_closing(person)
    with site_scope(asking.kiri.id):
        assert consents.kinds_in_force(person.id)


def test_at_16_the_child_agrees_anew_and_the_proof_is_kept_from_then(asking: Cast) -> None:
    person = child_of(asking)
    proof = GuardianProof.objects.get()
    provision.say_age(person, band=Band.YOUTH)
    assert GuardianProof.objects.get().of_age_at < proof.of_age_at
    with site_scope(asking.kissa.id):
        before = Provision.objects.get(person=person, closed_at=None)
        fingerprint = joining_notice(asking.kissa, "ja").fingerprint
        provision.agree_oneself(person, fingerprint=fingerprint, language="ja", advertising=False)
        assert not consents.kinds_given_by_guardian(person.id)
        assert consents.kinds_in_force(person.id) == [ConsentKind.PROVISION]
        now = Provision.objects.get(person=person, closed_at=None)
        assert now.id != before.id
        assert now.receipt_id != before.receipt_id
        assert not people.viewer_on_site(person).paused
        member = people.member_of(person)
        assert member
        assert member.is_private
        provision.say_age(person, band=Band.ADULT)
        member = people.member_of(person)
        assert member
        assert not member.is_private


def test_a_proof_goes_a_year_after_the_child_is_of_age_and_not_before(asking: Cast) -> None:
    child_of(asking)
    rule = rule_by_id("privacy.guardian_proofs")
    assert rule
    four_years = clock.now() + timedelta(days=4 * 366)
    for moment, due in ((four_years - timedelta(days=10), 0), (four_years + timedelta(days=10), 1)):
        assert rule.overdue(rule.period.before(moment)).count() == due


def test_an_answer_lasts_a_year_for_a_minor_and_for_good_for_an_adult(cast: Cast) -> None:
    with provider_scope():
        accounts.note_age(cast.taro, band=Band.YOUTH)
        accounts.note_age(cast.mika, band=Band.ADULT)
    Age.objects.update(said_at=clock.now() - timedelta(days=364))
    assert people.band_in_force(cast.taro) == Band.YOUTH
    Age.objects.update(said_at=clock.now() - timedelta(days=366))
    assert people.band_in_force(cast.taro) == ""
    assert people.band_in_force(cast.mika) == Band.ADULT
