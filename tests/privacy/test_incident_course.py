"""An incident from suspicion to lessons, through actions: rows that stay, second officers, letters, alarms."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock, links, scope
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.privacy.actions import incidents
from coorum.privacy.actions.incidents import telling
from coorum.privacy.incidents import drafts, queries
from coorum.privacy.incidents.events import DEADLINE_PASSED
from coorum.privacy.incidents.kinds import Phase, Role, Step, Trigger
from coorum.privacy.models import Incident, IncidentAssessment, IncidentNotice, IncidentPerson, IncidentStep
from coorum.provision.models import Reach
from tests.cast import Cast, refused
from tests.periods import let_go

NOW = clock.now()


@pytest.fixture(autouse=True)
def _ways() -> None:
    links._builders.setdefault("incident", lambda one: f"/desk/incidents/{one}/")
    links._builders.setdefault("ask_to_stop", lambda _one: "/my/data/requests/new/stop/")


@pytest.fixture
def officers(desk_scope: Cast) -> tuple[Party, Party]:
    """Two privacy officers: the desk, and Mika."""
    for person in (desk_scope.desk, desk_scope.mika):
        DeskRole.objects.update_or_create(
            person=person, defaults={"duty": Duty.PRIVACY_OFFICER, "granted_at": clock.now()}
        )
    return _party(desk_scope.desk), _party(desk_scope.mika)


def _party(person: Person) -> Party:
    return Party("officer", person.id, person.ledger_ref)


@pytest.fixture
def suspected(officers: tuple[Party, Party]) -> Callable[..., Incident]:
    def suspect(at: datetime = NOW) -> Incident:
        facts = {"title": "名簿の誤送信", "words": "別の宛先に送られた", "department": "サポート"}
        return incidents.report_suspicion(officers[0], noticed_at=at, **facts)  # type: ignore[arg-type]

    return suspect


@pytest.fixture
def known(officers: tuple[Party, Party], suspected: Callable[..., Incident]) -> Callable[..., Incident]:
    """`known(…)`: assessed as reportable; keywords change the assessment."""

    def know(at: datetime = NOW, **more: object) -> Incident:
        officer, incident = officers[0], suspected(at)
        incidents.take_step(officer, incident=incident, step=Step.TRIAGE, why="確認した")
        incidents.take_step(officer, incident=incident, step=Step.KNOW, at=at)
        found = {"triggers": [Trigger.IMPROPER], "role": Role.OWN, "least": 1, "most": 2, **more}
        incidents.assess(officer, incident=incident, **found)  # type: ignore[arg-type]
        incident.refresh_from_db()
        return incident

    return know


def _write(officer: Party, incident: Incident, *items: int) -> None:
    for item in items:
        incidents.write_item(officer, incident=incident, item=item, words=f"事実{item}")


def test_an_incident_goes_to_its_final_report_and_is_closed(
    desk_scope: Cast, officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    officer, incident = officers[0], known()
    incidents.take_step(officer, incident=incident, step=Step.CONTAIN, why="鍵を替えた")
    incidents.take_step(officer, incident=incident, step=Step.PRESERVE, why="記録を写した")
    incidents.file_report(officer, incident=incident, step=Step.FILE_PRELIMINARY, reference="PPC-1")
    incidents.name_persons(officer, incident=incident, ids=[desk_scope.hana.id])
    _write(officer, incident, 2, 4, 5)
    incidents.tell_persons(officer, incident=incident)
    with refused("items_missing"):
        incidents.file_report(officer, incident=incident, step=Step.FILE_FINAL)
    _write(officer, incident, 8)
    incidents.file_report(officer, incident=incident, step=Step.FILE_FINAL, reference="PPC-2")
    incidents.take_step(officer, incident=incident, step=Step.LEARN, why="宛先を二人で確かめる")
    incidents.take_step(officer, incident=incident, step=Step.CLOSE)
    incident.refresh_from_db()
    assert incident.phase == Phase.CLOSED
    assert [one.sha256 for one in queries.reports_of(incident)] != []
    assert queries.dossier_of(incident).undone == []


def test_steps_and_assessments_cannot_be_edited_or_deleted(known: Callable[..., Incident]) -> None:
    incident = known()
    for rows in (IncidentStep.objects.filter(incident=incident), IncidentAssessment.objects.all()):
        for change in (rows.delete, lambda rows=rows: rows.update(made_at=NOW)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_t0_is_set_once(officers: tuple[Party, Party], known: Callable[..., Incident]) -> None:
    incident = known(NOW - timedelta(days=2))
    with refused("not_now"):
        incidents.take_step(officers[0], incident=incident, step=Step.KNOW)
    assert queries.dossier_of(incident).known_at == NOW - timedelta(days=2)


def test_nothing_happens_in_the_future_or_before_it_was_known(
    officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    incident = known(NOW - timedelta(days=2))
    for code, at in (("in_future", NOW + timedelta(days=1)), ("before_known", NOW - timedelta(days=3))):
        with refused(code):
            incidents.file_report(officers[0], incident=incident, step=Step.FILE_PRELIMINARY, at=at)


def test_a_second_officer_agrees_that_there_was_nothing(
    officers: tuple[Party, Party], suspected: Callable[..., Incident]
) -> None:
    incident = suspected()
    first, second = officers
    incidents.take_step(first, incident=incident, step=Step.TRIAGE, why="見た")
    with refused("no_reason"):
        incidents.take_step(first, incident=incident, step=Step.DOUBT)
    incidents.take_step(first, incident=incident, step=Step.DOUBT, why="試験のデータ")
    with refused("self_approval"):
        incidents.take_step(first, incident=incident, step=Step.AGREE)
    with refused("not_alone"):
        incidents.take_step(first, incident=incident, step=Step.AGREE, is_alone=True, why="一人")
    incidents.take_step(second, incident=incident, step=Step.AGREE)
    incident.refresh_from_db()
    assert incident.phase == Phase.NOT_BREACH


def test_where_there_is_one_officer_the_waiver_is_a_row(
    desk_scope: Cast, officers: tuple[Party, Party], suspected: Callable[..., Incident]
) -> None:
    DeskRole.objects.filter(person=desk_scope.mika).delete()
    incident = suspected()
    for step, more in ((Step.TRIAGE, {}), (Step.DOUBT, {}), (Step.AGREE, {"is_alone": True})):
        incidents.take_step(officers[0], incident=incident, step=step, why="担当は一人", **more)
    assert IncidentStep.objects.get(step=Step.AGREE).is_alone


def test_a_breach_without_a_report_is_closed_by_two(
    officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    first, second = officers
    incident = known(triggers=[])
    for step in (Step.CONTAIN, Step.PRESERVE, Step.LEARN):
        incidents.take_step(first, incident=incident, step=step, why="した")
    with refused("self_approval"):
        incidents.take_step(first, incident=incident, step=Step.CLOSE)
    incidents.take_step(second, incident=incident, step=Step.CLOSE)


def test_sent_twice_a_form_does_its_work_once(officers: tuple[Party, Party], known: Callable[..., Incident]) -> None:
    incident, key = known(), new_id()
    filed = new_id()
    for _ in range(2):
        incidents.take_step(officers[0], incident=incident, step=Step.CONTAIN, why="止めた", key=key)
        incidents.file_report(officers[0], incident=incident, step=Step.FILE_PRELIMINARY, key=filed)
    assert IncidentStep.objects.filter(incident=incident, step=Step.CONTAIN).count() == 1
    assert IncidentStep.objects.filter(incident=incident, step=Step.FILE_PRELIMINARY).count() == 1


def test_persons_are_told_in_batches_and_each_is_counted(
    desk_scope: Cast,
    officers: tuple[Party, Party],
    known: Callable[..., Incident],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer, incident = officers[0], known()
    monkeypatch.setattr(telling, "BATCH", 2)
    Person.objects.filter(id=desk_scope.taro.id).update(is_active=False)
    for person in (desk_scope.hana, desk_scope.taro, desk_scope.owen):
        incidents.name_persons(officer, incident=incident, ids=[person.id, person.id])
    with refused("items_missing"):
        incidents.tell_persons(officer, incident=incident)
    _write(officer, incident, 2, 4, 5)
    step = incidents.tell_persons(officer, incident=incident, key=new_id())
    assert [incidents.tell_batch(step.id) for _ in range(3)] == [2, 1, 0]
    notice = IncidentNotice.objects.get(step=step)
    assert (notice.told, notice.unreachable, notice.finished_at is None) == (2, 1, False)
    counted = queries.counted(incident)
    assert (counted.named, counted.told, counted.unreachable, counted.waiting) == (3, 2, 1, 0)
    letters = Letter.objects.filter(kind="incident_person")
    assert sorted(one.recipient for one in letters) == ["hana@people.example", "owen@people.example"]
    words = letters[0].text
    assert "事実2" in words
    assert "事実4" in words
    assert "/my/data/requests/new/stop/" in words
    with refused("nobody"):
        incidents.tell_persons(officer, incident=incident)


def test_all_whose_data_lies_on_a_community_can_be_named(
    desk_scope: Cast, officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    for person in (desk_scope.hana, desk_scope.taro):
        Reach.objects.create(person=person, community=desk_scope.kissa, since=NOW)
    incident = known()
    assert incidents.name_persons(officers[0], incident=incident, communities=[desk_scope.kissa.id]) == 2
    assert incidents.name_persons(officers[0], incident=incident, communities=[desk_scope.kissa.id]) == 0
    with refused("unknown_person"):
        incidents.name_persons(officers[0], incident=incident, ids=[new_id()])
    assert IncidentPerson.objects.count() == 2


def test_the_operator_is_told_what_is_known(
    desk_scope: Cast, officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    with refused("no_operator"):
        known(role=Role.ENTRUSTED)
    incident = known(role=Role.ENTRUSTED, communities=[desk_scope.kissa.id])
    with refused("not_now"):
        incidents.file_report(officers[0], incident=incident, step=Step.FILE_PRELIMINARY)
    incidents.tell_operators(officers[0], incident=incident)
    (letter,) = Letter.objects.filter(kind="incident_operator")
    assert letter.recipient == "privacy@kissa.example"
    assert "名簿の誤送信" in letter.text
    assert queries.dossier_of(incident).undone == []


def test_officers_are_reminded_once_and_a_passed_deadline_is_evidence(
    officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    incident = known(NOW - timedelta(days=20))
    passed = {one.what for one in queries.dossier_of(incident).passed}
    assert passed == {"preliminary", "persons"}
    assert incidents.watch() == 2
    assert incidents.watch() == 0
    gathered = [one.event for one in scope.current().unit.evidence]  # type: ignore[attr-defined]
    assert gathered.count(DEADLINE_PASSED) == 2
    letters = Letter.objects.filter(kind="incident_due")
    assert letters.count() == 4, "two officers, two deadlines"
    assert "期限" in letters[0].subject
    assert queries.pressing_incidents()[0].incident == incident


def test_the_draft_has_nine_items_and_knows_what_the_file_says(
    officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    incident = known(NOW - timedelta(hours=1), least=900, most=1200)
    items = drafts.draft(queries.dossier_of(incident))
    assert [item.number for item in items] == list(range(1, 10))
    assert "1,200" in items[2].words
    assert "4." in items[0].words, "more than a thousand is a trigger nobody has to choose"
    _write(officers[0], incident, 4)
    assert drafts.draft(queries.dossier_of(incident))[3].words == "事実4"


def test_who_asks_is_told_of_the_incidents_that_concern_them(
    desk_scope: Cast, officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    from coorum.base.personal_data import Subject
    from coorum.privacy.incidents.keeper import Incidents

    incident = known()
    incidents.name_persons(officers[0], incident=incident, ids=[desk_scope.hana.id])
    (row,) = Incidents().export(Subject(desk_scope.hana.id))
    assert row["subject"] == incident.label
    assert list(Incidents().export(Subject(desk_scope.taro.id))) == []
    with site_scope(desk_scope.kissa.id):
        assert list(Incidents().export(Subject(desk_scope.hana.id, desk_scope.kissa.id))) == []


def test_an_account_that_was_never_confirmed_can_still_be_forgotten(
    officers: tuple[Party, Party], known: Callable[..., Incident]
) -> None:
    stranger = Person.objects.create(email="never@people.example")
    Person.objects.filter(id=stranger.id).update(created_at=NOW - timedelta(days=30))
    incidents.name_persons(officers[0], incident=known(), ids=[stranger.id])
    assert let_go("accounts.unconfirmed") == 1
    assert IncidentPerson.objects.count() == 0
