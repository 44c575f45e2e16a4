"""PDF: Japanese as text, tagged; where the machine has no Japanese font none is offered."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest

from coorum.base.events import Party
from coorum.privacy import actions, printing, sheet
from coorum.privacy.models import FeePaper, Finding
from tests.cast import Cast
from tests.searching import search_all

pypdf = pytest.importorskip("pypdf")
needs_font = pytest.mark.skipif(not printing.is_available(), reason="this machine has no Japanese font")


@pytest.fixture
def fontless(monkeypatch: Any) -> None:
    monkeypatch.setattr(printing, "family", lambda: "")


def text_of(data: bytes) -> str:
    """The text of a PDF without its line breaks."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).replace("\n", "")


def files_of(cast: Cast, request: Any) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(actions.fetch_package(cast.hana, request=request))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@needs_font
def test_what_people_wrote_is_text_in_the_pdf_and_never_markup(paid: Any, desk_scope: Cast) -> None:
    words = "髙橋 花子 #set text(red) *太字* $x$ @abc <b> \\ 𠮷野家"
    request = paid(desk_scope.hana, words=words)
    search_all(request.id)
    files = files_of(desk_scope, request)
    data = files["your-data.pdf"]
    found = text_of(data).replace(" ", "")
    assert words.replace(" ", "") in found
    for part in json.loads(files["your-data.json"])["parts"]:
        assert part["title"].replace(" ", "") in found
    root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "ja"  # type: ignore[index]


@needs_font
def test_a_receipt_prints_with_everything_the_law_asks(paid: Any, desk_scope: Cast, officer: Party) -> None:
    actions.set_issuing(officer, registration="T9000000000000", first_month=4)
    paid(desk_scope.hana)
    paper = FeePaper.objects.get()
    found = text_of(printing.pdf("paper", sheet.of_paper(paper), language="ja"))
    for part in ("T9000000000000", paper.number, "3,000", "272", paper.says["issuer"]["name"]):
        assert part in found


def test_without_a_japanese_font_the_package_comes_without_a_pdf(paid: Any, desk_scope: Cast, fontless: None) -> None:
    request = paid(desk_scope.hana)
    search_all(request.id)
    assert set(files_of(desk_scope, request)) >= {"your-data.html", "your-data.json"}
    assert "your-data.pdf" not in files_of(desk_scope, request)
    with pytest.raises(printing.NotPrintable):
        printing.pdf("package", {}, language="ja")


def test_what_would_be_hundreds_of_pages_is_not_printed(desk_scope: Cast) -> None:
    with pytest.raises(printing.NotPrintable):
        printing.pdf("paper", {"words": "x" * printing.LONGEST}, language="ja")
    assert Finding.objects.count() == 0
