"""Asking for somebody else, through URLs: the form, the code, the papers, the page on which the person says no."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.privacy import actions, agency, proofs
from coorum.privacy.kinds import Kind, ProofKind, State
from coorum.privacy.models import ProofLook, ProofPaper, RightsRequest
from tests.cast import Cast

FORM = {
    "agent": "lawyer",
    "agent_name": "弁護士 見本",
    "address": "agent@law.example",
    "person_name": "ハナ",
    "kind": "correction",
    "words": "読みが違います",
}


@pytest.fixture
def guest(cast: Cast, visit: Any) -> Any:
    return visit(None)


@pytest.fixture
def papers_at(cast: Cast, guest: Any) -> str:
    """The page for the papers, after the code."""
    to_code = guest.post("/requests/for-another/", {**FORM, "person_address": cast.hana.email})["Location"]
    with provider_scope():
        text = Letter.objects.get(kind="request_code").text
    code = re.search(r"^(\d{4}-\d{4})$", text, re.MULTILINE)
    assert code
    page = guest.post(to_code, {"code": code[1]})["Location"]
    return str(guest.get(page)["Location"])


def pdf(name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 made up", "application/pdf")


def the_case() -> RightsRequest:
    with provider_scope():
        return RightsRequest.objects.get()


def test_an_agent_is_warned_of_numbers_before_anything_is_sent(guest: Any, papers_at: str) -> None:
    page = guest.get(papers_at).content.decode()
    assert "マイナンバー" in page
    assert "健康保険" in page
    assert "委任状" in page


def test_papers_are_sent_and_the_officer_downloads_and_checks_them(
    cast: Cast, guest: Any, papers_at: str, visit: Any
) -> None:
    for kind in ("agent_id", "mandate"):
        assert guest.post(papers_at, {"kind": kind, "file": pdf()}).status_code == 302
    desk, case = visit(None, as_=cast.desk), the_case()
    at = f"/desk/requests/{case.id}/"
    with provider_scope():
        sent = list(ProofPaper.objects.all())
    for paper in sent:
        answer = desk.get(f"{at}papers/{paper.id}/")
        assert answer.content == b"%PDF-1.7 made up"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        points = list(agency.CHECKLIST[paper.kind])
        assert desk.post(f"{at}check-paper/", {"paper": paper.id, "points": points[:1]}).status_code == 400
        assert desk.post(f"{at}check-paper/", {"paper": paper.id, "points": points}).status_code == 302
    assert "見本" in desk.get(at).content.decode()
    assert desk.post(f"{at}papers/").status_code == 302
    assert the_case().state == State.INVESTIGATING
    with provider_scope():
        assert ProofLook.objects.count() == 2
        assert not ProofPaper.objects.exclude(file="").exists()
    assert desk.get(f"{at}papers/{sent[0].id}/").status_code == 404


def test_a_paper_is_sent_back_and_destroyed_with_one_press(cast: Cast, guest: Any, papers_at: str, visit: Any) -> None:
    guest.post(papers_at, {"kind": "agent_id", "file": pdf()})
    with provider_scope():
        paper = ProofPaper.objects.get()
    at = f"/desk/requests/{the_case().id}/"
    desk = visit(None, as_=cast.desk)
    assert desk.post(f"{at}purge-paper/", {"paper": paper.id, "why": "裏面が写っている"}).status_code == 302
    assert "送り直" in guest.get(papers_at).content.decode()


def test_what_is_no_paper_is_refused_beside_the_field(guest: Any, papers_at: str) -> None:
    wrong = SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>", "image/svg+xml")
    assert "JPEG・PNG・WebP・GIF" in guest.post(papers_at, {"kind": "agent_id", "file": wrong}).content.decode()


def test_papers_cannot_be_sent_before_the_code_or_when_none_is_awaited(cast: Cast, guest: Any) -> None:
    from coorum.portal.addresses import guest_links

    guest.post("/requests/for-another/", {**FORM, "person_address": cast.hana.email})
    token = guest_links.sign(the_case().id.hex)
    assert guest.get(f"/requests/{token}/papers/").status_code == 404
    assert guest.get("/requests/wrong/papers/").status_code == 404


def test_the_person_says_no_by_the_link_of_their_letter(cast: Cast, guest: Any, papers_at: str, visit: Any) -> None:
    from coorum.base.events import Party

    officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
    with provider_scope():
        case = RightsRequest.objects.get()
        for kind in (ProofKind.AGENT_ID, ProofKind.MANDATE):
            paper = actions.hand_in(case, kind=kind, upload=io.BytesIO(b"%PDF-1.7"))
            actions.check_proof(officer, request=case, paper=paper, points=list(agency.CHECKLIST[kind]))
        actions.accept_proofs(officer, request=case)
        text = Letter.objects.get(kind="agent_asked").text
        assert proofs.required(case)
    link = re.search(r"/requests/stop/\S+", text)
    assert link
    assert "弁護士 見本" in guest.get(link[0]).content.decode()
    assert guest.post(link[0]).status_code == 302
    assert the_case().state == State.WITHDRAWN
    assert Kind(the_case().kind) == Kind.CORRECTION
    assert guest.get("/requests/stop/wrong/").status_code == 404


def test_papers_and_the_persons_no_are_for_whoever_has_the_link(
    cast: Cast, guest: Any, papers_at: str, visit: Any
) -> None:
    from coorum.portal.addresses import guest_links, stop_links

    case = the_case()
    crossed = (f"/requests/{stop_links.sign(case.id.hex)}/papers/", f"/requests/stop/{guest_links.sign(case.id.hex)}/")
    for address in crossed:
        assert guest.get(address).status_code == 404
        assert guest.post(address, {"kind": "agent_id", "file": pdf()}).status_code == 404
    assert guest.post(papers_at, {"kind": "person_id", "file": pdf()}).status_code == 200
    assert guest.post(papers_at, {"kind": "agent_id"}).status_code == 200
    with provider_scope():
        assert not ProofPaper.objects.exists()


def test_no_member_sees_or_checks_an_agents_papers_at_the_desk(
    cast: Cast, guest: Any, papers_at: str, visit: Any
) -> None:
    guest.post(papers_at, {"kind": "agent_id", "file": pdf()})
    with provider_scope():
        paper = ProofPaper.objects.get()
    at = f"/desk/requests/{the_case().id}/"
    for browser in (visit(None, as_=cast.hana), visit(cast.kissa, as_=cast.owen)):
        assert browser.get(f"{at}papers/{paper.id}/").status_code == 404
        assert browser.post(f"{at}check-paper/", {"paper": paper.id, "points": []}).status_code == 404
        assert browser.post(f"{at}purge-paper/", {"paper": paper.id, "why": "x"}).status_code == 404
    with provider_scope():
        assert not ProofLook.objects.exists()
