"""Agents and guardians: papers first, the person told, time to say no; files sealed and gone as soon as they were checked."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from coorum.base import clock, encryption, files, links
from coorum.base.events import GUEST, Party
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, site_scope
from coorum.privacy import actions, agency, proofs, queries
from coorum.privacy.kinds import AgentKind, Kind, Outcome, ProofKind, State, Step
from coorum.privacy.models import Identification, ProofLook, ProofPaper, RightsRequest
from coorum.provision.models import ProvidedProfile
from tests.cast import Cast, refused
from tests.periods import let_go
from tests.searching import search_all

PDF = b"%PDF-1.7 made up"


@pytest.fixture(autouse=True)
def _more_ways() -> None:
    links._builders.setdefault("guest_request", lambda one: f"/requests/{one}/")
    links._builders.setdefault("stop_agent", lambda one: f"/requests/stop/{one}/")


def picture() -> io.BytesIO:
    """A photograph with a place in it."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Tokyo 35.68"
    Image.new("RGB", (40, 30), "#336699").save(data, "JPEG", exif=exif)
    return io.BytesIO(data.getvalue())


@pytest.fixture
def ask(desk_scope: Cast) -> Any:
    """`ask(kind, agent)`: somebody asks for Hana."""

    def begin(kind: Kind = Kind.DISCLOSURE, agent: AgentKind = AgentKind.LAWYER) -> RightsRequest:
        return actions.ask_as_agent(
            "agent@law.example",
            agent=agent,
            agent_name="弁護士 見本",
            person_name="ハナ",
            person_address=desk_scope.hana.email,
            kind=kind,
            words="すべて",
            language="ja",
        )

    return begin


@pytest.fixture
def accepted(ask: Any, officer: Party) -> Any:
    """`accepted(kind, agent)`: the papers were sent, checked and accepted."""

    def accept(kind: Kind = Kind.DISCLOSURE, agent: AgentKind = AgentKind.LAWYER) -> RightsRequest:
        request = ask(kind, agent)
        for needed in proofs.required(request):
            send(officer, request, needed)
        return actions.accept_proofs(officer, request=request)

    return accept


def send(officer: Party, request: RightsRequest, kind: ProofKind) -> ProofPaper:
    paper = actions.hand_in(request, kind=kind, upload=io.BytesIO(PDF))
    actions.check_proof(officer, request=request, paper=paper, points=list(agency.CHECKLIST[kind]))
    return paper


@pytest.mark.parametrize("agent", list(AgentKind))
def test_an_agent_shows_who_they_are_and_that_they_may(ask: Any, officer: Party, agent: AgentKind) -> None:
    request = ask(Kind.CORRECTION, agent)
    needed = proofs.required(request)
    assert ProofKind.AGENT_ID in needed
    assert len(needed) == 2
    with refused("papers_missing"):
        actions.accept_proofs(officer, request=request)
    send(officer, request, needed[0])
    with refused("papers_missing"):
        actions.accept_proofs(officer, request=request)
    send(officer, request, needed[1])
    request = actions.accept_proofs(officer, request=request)
    assert request.state == State.INVESTIGATING
    level = Identification.objects.get(request=request).level
    assert level == ("statutory" if agent in agency.STATUTORY else "mandate")


def test_the_code_alone_does_not_let_an_agent_go_on(ask: Any) -> None:
    request = ask()
    letter = Letter.objects.get(kind="request_code")
    code = next(line for line in letter.text.splitlines() if line[4:5] == "-" and line[:4].isdigit())
    assert actions.show_code(request, code=code)
    request.refresh_from_db()
    assert request.state == State.IDENTITY_PENDING
    assert proofs.has_shown_address(request)
    told = Letter.objects.filter(kind="request_told").latest("written_at")
    assert "/requests/" in told.text  # whoever scans papers tomorrow finds the way back


def test_papers_that_nobody_has_checked_press_at_the_desk(ask: Any, officer: Party) -> None:
    request = ask()
    assert not queries.pressing_cases()
    sent = [actions.hand_in(request, kind=kind, upload=io.BytesIO(PDF)) for kind in proofs.required(request)]
    assert [one.id for one, _clocks in queries.pressing_cases()] == [request.id]
    for paper in sent:
        actions.check_proof(officer, request=request, paper=paper, points=list(agency.CHECKLIST[paper.kind]))
    assert not queries.pressing_cases()


def test_every_point_of_the_checklist_is_looked_at(ask: Any, officer: Party) -> None:
    request = ask()
    paper = actions.hand_in(request, kind=ProofKind.MANDATE, upload=io.BytesIO(PDF))
    for points in ([], ["both"], [*agency.CHECKLIST[ProofKind.MANDATE], "more"]):
        with refused("points_missing"):
            actions.check_proof(officer, request=request, paper=paper, points=points)


def test_a_paper_that_nobody_asked_for_is_not_taken(ask: Any, asked: Any, desk_scope: Cast) -> None:
    with refused("not_asked_for"):
        actions.hand_in(ask(), kind=ProofKind.GUARDIANSHIP, upload=io.BytesIO(PDF))
    with refused("not_asked_for"):
        actions.hand_in(asked(desk_scope.taro), kind=ProofKind.PERSON_ID, upload=io.BytesIO(PDF))
    assert not ProofPaper.objects.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"%PDF-" + b"x" * agency.MOST_BYTES, "too_large"), (b"<svg onload=alert(1)>", "picture_format")],
)
def test_what_is_no_picture_or_pdf_or_too_large_is_refused(ask: Any, data: bytes, code: str) -> None:
    with refused(code):
        actions.hand_in(ask(), kind=ProofKind.AGENT_ID, upload=io.BytesIO(data))


def test_a_file_is_sealed_a_picture_made_anew_and_each_look_written_down(ask: Any, officer: Party) -> None:
    request = ask()
    paper = actions.hand_in(request, kind=ProofKind.AGENT_ID, upload=picture())
    stored = files.read(PROVIDER, paper.file)
    assert encryption.key_of(stored)
    assert b"RIFF" not in stored
    data, media_type = actions.open_proof(officer, paper=paper)
    assert media_type == "image/webp"
    assert b"Tokyo" not in data
    assert list(ProofLook.objects.values_list("paper", "looked_by")) == [(paper.id, officer.id)]


def test_files_go_as_soon_as_they_were_accepted(accepted: Any) -> None:
    request = accepted()
    assert [one.file for one in proofs.papers_of(request)] == ["", ""]
    assert all(one.gone_at and one.sha256 for one in proofs.papers_of(request))


def test_a_file_lies_thirty_days_at_most(ask: Any) -> None:
    paper = actions.hand_in(ask(), kind=ProofKind.AGENT_ID, upload=io.BytesIO(PDF))
    key = paper.file
    with clock.held_at(clock.now() + timedelta(days=29, hours=23)):
        assert let_go("privacy.proofs") == 0
    with clock.held_at(clock.now() + timedelta(days=30, minutes=1)):
        assert let_go("privacy.proofs") == 1
    with pytest.raises(files.Missing):
        files.read(PROVIDER, key)


def test_what_lies_by_a_case_that_is_over_goes(ask: Any) -> None:
    request = ask()
    actions.hand_in(request, kind=ProofKind.AGENT_ID, upload=io.BytesIO(PDF))
    assert actions.drop_proofs() == 0
    actions.object_to_agent(request)
    assert actions.drop_proofs() == 1


def test_a_paper_with_an_individual_number_is_destroyed_at_once_and_asked_for_again(ask: Any, officer: Party) -> None:
    request = ask()
    paper = actions.hand_in(request, kind=ProofKind.AGENT_ID, upload=io.BytesIO(PDF))
    key = paper.file
    with refused("no_reason"):
        actions.purge_proof(officer, request=request, paper=paper, why=" ")
    actions.purge_proof(officer, request=request, paper=paper, why="個人番号が写っている")
    with pytest.raises(files.Missing):
        files.read(PROVIDER, key)
    with refused("gone"):
        actions.check_proof(officer, request=request, paper=paper, points=list(agency.CHECKLIST[paper.kind]))
    assert Letter.objects.filter(recipient="agent@law.example", subject__contains="もう一度").exists()


def test_the_person_is_told_before_anything_goes_to_an_agent(accepted: Any, officer: Party, desk_scope: Cast) -> None:
    request = accepted()
    letter = Letter.objects.get(kind="agent_asked")
    assert letter.recipient == desk_scope.hana.email
    assert "弁護士 見本" in letter.text
    assert "/requests/stop/" in letter.text
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    actions.decide(officer, request=request, outcome=Outcome.FULL)
    request.refresh_from_db()
    assert request.state == State.DECIDED
    with refused("person_has_time"):
        actions.deliver(officer, request=request)
    assert actions.deliver_waiting() == 0
    with clock.held_at(clock.now() + timedelta(hours=48, minutes=1)):
        assert actions.deliver_waiting() == 1
    request.refresh_from_db()
    assert request.state == State.DELIVERED
    assert any(one.rows for one in queries.findings_of(request))


def test_an_officer_who_does_not_wait_says_why(accepted: Any, officer: Party) -> None:
    request = accepted(Kind.STOP)
    actions.begin_check(officer, request=request)
    with refused("person_has_time"):
        actions.decide(officer, request=request, outcome=Step.STOP)
    with refused("no_reason"):
        actions.waive_waiting(officer, request=request, why="")
    actions.waive_waiting(officer, request=request, why="本人が同席している")
    actions.decide(officer, request=request, outcome=Step.STOP)
    request.refresh_from_db()
    assert request.state == State.CLOSED


def test_the_person_says_no_and_a_mandate_ends(accepted: Any, officer: Party) -> None:
    request = accepted()
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    actions.decide(officer, request=request, outcome=Outcome.FULL)
    for _twice in range(2):
        request = actions.object_to_agent(request)
    assert request.state == State.WITHDRAWN
    with clock.held_at(clock.now() + timedelta(hours=49)):
        assert actions.deliver_waiting() == 0
    assert Letter.objects.filter(recipient="agent@law.example", kind="request_told").latest("written_at").subject


def test_a_no_after_the_delivery_destroys_the_package(accepted: Any, officer: Party) -> None:
    request = accepted()
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    actions.decide(officer, request=request, outcome=Outcome.FULL)
    with clock.held_at(clock.now() + timedelta(hours=49)):
        actions.deliver_waiting()
        actions.object_to_agent(request)
        package = queries.package_of(request)
        assert package is not None
        assert package.file == ""


def test_at_a_guardians_request_use_stops_and_the_data_is_erased(
    accepted: Any, officer: Party, desk_scope: Cast
) -> None:
    stop = accepted(Kind.STOP, AgentKind.PARENT)
    actions.begin_check(officer, request=stop)
    actions.decide(officer, request=stop, outcome=Step.STOP)
    with site_scope(desk_scope.kissa.id):
        assert not ProvidedProfile.objects.filter(provision__person=desk_scope.hana).exists()
    erase = accepted(Kind.ERASE, AgentKind.PARENT)
    actions.begin_check(officer, request=erase)
    actions.decide(officer, request=erase, outcome=Step.ERASE)
    erase.refresh_from_db()
    assert erase.state == State.CLOSED


def test_going_on_in_spite_of_a_minors_no_takes_two_officers(accepted: Any, officer: Party, second: Party) -> None:
    request = accepted(Kind.ERASE, AgentKind.PARENT)
    request = actions.object_to_agent(request)
    assert request.state == State.FROZEN
    actions.begin_check(officer, request=request)
    with refused("person_has_time"):
        actions.decide(officer, request=request, outcome=Step.ERASE)
    actions.waive_waiting(officer, request=request, why="親権者の申し出に理由がある")
    with refused("self_approval"):
        actions.decide(officer, request=request, outcome=Step.ERASE)
    actions.decide(second, request=request, outcome=Step.ERASE)


def test_whoever_decided_does_not_also_wave_an_objection_away(accepted: Any, officer: Party, second: Party) -> None:
    request = accepted(Kind.DISCLOSURE, AgentKind.PARENT)
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    actions.decide(officer, request=request, outcome=Outcome.PARTIAL, ground="rights", reason="他の方の権利")
    request = actions.object_to_agent(request)
    with refused("self_approval"):
        actions.waive_waiting(officer, request=request, why="親権者の申し出に理由がある")
    actions.waive_waiting(second, request=request, why="親権者の申し出に理由がある")


def test_what_two_officers_let_go_in_spite_of_a_no_is_handed_over(accepted: Any, officer: Party, second: Party) -> None:
    request = accepted(Kind.DISCLOSURE, AgentKind.PARENT)
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    actions.object_to_agent(request)
    actions.decide(officer, request=request, outcome=Outcome.FULL)
    request.refresh_from_db()
    assert request.state == State.DECIDED
    assert actions.deliver_waiting() == 0
    actions.waive_waiting(second, request=request, why="親権者の申し出に理由がある")
    assert actions.deliver_waiting() == 1


def test_somebody_without_an_account_is_asked_for_a_document_only_where_there_is_doubt(
    desk_scope: Cast, officer: Party
) -> None:
    request = actions.ask_as_guest("guest@people.example", kind=Kind.CORRECTION, words="x", language="ja")
    assert proofs.required(request) == ()
    from coorum.privacy.actions.identifying import identified

    request = identified(request, by=GUEST, method="mail_code", level="address")
    with refused("no_reason"):
        actions.ask_for_document(officer, request=request, why="")
    request = actions.ask_for_document(officer, request=request, why="住所の訂正で、別人の届け出かもしれない")
    assert request.state == State.IDENTITY_PENDING
    assert proofs.required(request) == (ProofKind.PERSON_ID,)
    send(officer, request, ProofKind.PERSON_ID)
    request = actions.accept_proofs(officer, request=request)
    assert request.state == State.INVESTIGATING
    assert Identification.objects.get(request=request).level == "document"


def test_a_document_asked_for_in_review_costs_no_second_fee(desk_scope: Cast, officer: Party) -> None:
    from coorum.privacy.actions.identifying import identified

    request = actions.ask_as_guest("guest@people.example", kind=Kind.DISCLOSURE, words="x", language="ja")
    request = identified(request, by=GUEST, method="mail_code", level="address")
    actions.record_transfer(officer, request=request, reference="1", payer="")
    search_all(request.id)
    request = actions.ask_for_document(officer, request=request, why="内容から別人と疑われる")
    send(officer, request, ProofKind.PERSON_ID)
    assert actions.accept_proofs(officer, request=request).state == State.SCOPED


def test_an_account_holder_is_never_asked_for_a_document(asked: Any, desk_scope: Cast, officer: Party) -> None:
    with refused("not_now"):
        actions.ask_for_document(officer, request=asked(desk_scope.hana, Kind.CORRECTION, "x"), why="x")


def test_a_paper_by_post_is_checked_without_a_copy(ask: Any, officer: Party) -> None:
    request = ask(Kind.CORRECTION)
    for kind in proofs.required(request):
        paper = actions.record_post(officer, request=request, kind=kind)
        actions.check_proof(officer, request=request, paper=paper, points=list(agency.CHECKLIST[kind]))
        with pytest.raises(files.Missing):
            actions.open_proof(officer, paper=paper)
    assert actions.accept_proofs(officer, request=request).state == State.INVESTIGATING
