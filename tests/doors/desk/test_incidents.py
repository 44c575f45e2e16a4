"""Incidents at the desk: anybody reports, officers act; every step has its form."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope
from coorum.privacy.actions import incidents as actions
from coorum.privacy.models import Incident, IncidentPerson, IncidentStep
from tests.cast import Cast

HERE = "/desk/incidents/"


@pytest.fixture
def officer(cast: Cast, visit: Any) -> Any:
    with provider_scope():
        DeskRole.objects.create(person=cast.mika, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    return visit(None, as_=cast.mika)


def report(browser: Any, **changed: Any) -> Any:
    noticed = (clock.now() - timedelta(minutes=5)).astimezone().strftime("%Y-%m-%dT%H:%M")
    facts = {"title": "名簿の誤送信", "words": "別の宛先へ", "department": "サポート", "noticed_at": noticed, **changed}
    return browser.post(f"{HERE}new/", facts)


@pytest.fixture
def at(officer: Any) -> str:
    """The page of a fresh suspicion."""
    report(officer)
    with provider_scope():
        return f"{HERE}{Incident.objects.get().id}/"


def know(officer: Any, at: str, **assessed: Any) -> None:
    officer.post(f"{at}triage/", {"why": "見た"})
    with provider_scope():
        noticed = Incident.objects.get().noticed_at
    officer.post(f"{at}know/", {"at": noticed.astimezone().strftime("%Y-%m-%dT%H:%M")})
    found = {"triggers": ["improper"], "role": "own", "least": "1", "most": "3", **assessed}
    assert officer.post(f"{at}assess/", found).status_code == 302


def steps() -> list[str]:
    with provider_scope():
        return list(IncidentStep.objects.order_by("made_at", "id").values_list("step", flat=True))


def test_anybody_at_the_desk_reports_but_only_officers_read(cast: Cast, visit: Any, officer: Any) -> None:
    desk = visit(None, as_=cast.desk)
    assert report(desk).status_code == 302
    with provider_scope():
        one = Incident.objects.get()
    assert "名簿の誤送信" not in desk.get(HERE).content.decode()
    assert desk.get(f"{HERE}{one.id}/").status_code == 404
    assert desk.get(f"{HERE}{one.id}/report/").status_code == 404
    assert desk.post(f"{HERE}{one.id}/triage/", {"why": "x"}).status_code == 404
    assert "名簿の誤送信" in officer.get(HERE).content.decode()
    assert "名簿の誤送信" not in desk.get("/desk/").content.decode()


def test_what_is_due_first_heads_the_list_and_the_overview(cast: Cast, officer: Any) -> None:
    report(officer)
    with provider_scope(), clock.held_at(clock.now() - timedelta(days=3)):
        actions.report_suspicion(SYSTEM, title="古い件", words="-", department="保守", noticed_at=clock.now())
    page = officer.get(HERE).content.decode()
    assert page.index("古い件") < page.index("名簿の誤送信")
    overview = officer.get("/desk/", follow=True).content.decode()
    assert "古い件" in overview
    assert "期限超過" in overview


def test_a_suspicion_in_the_future_is_refused_beside_its_field(officer: Any) -> None:
    later = (clock.now() + timedelta(days=1)).astimezone().strftime("%Y-%m-%dT%H:%M")
    answer = report(officer, noticed_at=later)
    assert answer.status_code == 400
    assert "まだ来ていません" in answer.content.decode()


def test_a_report_sent_twice_is_one_incident(officer: Any) -> None:
    key = str(new_id())
    noticed = (clock.now() - timedelta(minutes=5)).astimezone().strftime("%Y-%m-%dT%H:%M")
    for _ in range(2):
        report(officer, submission=key, noticed_at=noticed)
    with provider_scope():
        assert Incident.objects.count() == 1


def test_the_officer_goes_from_suspicion_to_a_filed_report(cast: Cast, officer: Any, at: str) -> None:
    know(officer, at)
    page = officer.get(at).content.decode()
    assert "速報" in page
    assert "確報" in page
    officer.post(f"{at}item/", {"item": "4", "words": "宛先の取り違え"})
    officer.post(f"{at}file_preliminary/", {"reference": "PPC-1"})
    assert steps()[-1] == "file_preliminary"
    draft = officer.get(f"{at}report/").content.decode()
    assert "宛先の取り違え" in draft
    with provider_scope():
        filed = IncidentStep.objects.get(step="file_preliminary")
    kept = officer.get(f"{at}report/{filed.id}/").content.decode()
    assert "宛先の取り違え" in kept
    assert "SHA-256" in kept
    assert officer.get(f"{at}report/{new_id()}/").status_code == 404


def test_a_final_report_says_what_is_missing(officer: Any, at: str) -> None:
    know(officer, at)
    officer.post(f"{at}file_preliminary/", {"reference": ""})
    officer.post(f"{at}defer/", {"why": "捜査中"})
    answer = officer.post(f"{at}file_final/", {"reference": ""})
    assert answer.status_code == 400
    assert "再発防止" in answer.content.decode()


def test_persons_are_named_by_id_and_told(cast: Cast, officer: Any, at: str) -> None:
    know(officer, at)
    assert officer.post(f"{at}persons/", {"ids": "nonsense"}).status_code == 400
    officer.post(f"{at}persons/", {"ids": f"{cast.hana.id}\n{cast.taro.id}"})
    with provider_scope():
        assert IncidentPerson.objects.count() == 2
    for item in ("2", "4", "5"):
        officer.post(f"{at}item/", {"item": item, "words": "メールアドレス"})
    assert officer.post(f"{at}tell_persons/", {}).status_code == 302
    assert steps()[-1] == "tell_persons"


def test_nobody_agrees_with_themselves(officer: Any, at: str) -> None:
    officer.post(f"{at}triage/", {"why": "見た"})
    officer.post(f"{at}doubt/", {"why": "試験のデータ"})
    assert officer.post(f"{at}agree/", {"why": ""}).status_code == 400
    assert officer.post(f"{at}agree/", {"why": "担当は一人", "is_alone": "on"}).status_code == 302
    assert steps()[-1] == "agree"
    assert "二人目" in officer.get(at).content.decode()


def test_what_is_not_open_is_refused_in_words(officer: Any, at: str) -> None:
    answer = officer.post(f"{at}file_preliminary/", {"reference": ""})
    assert answer.status_code == 400
    assert "いまの段階では" in answer.content.decode()
    assert officer.post(f"{at}magic/", {}).status_code == 404
    assert officer.get(f"{HERE}{new_id()}/").status_code == 404
