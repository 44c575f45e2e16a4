"""The way to an open community, through URLs."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coorum.base import files
from coorum.base.scope import site_scope
from coorum.sites.models import EmbedOrigin, Site
from tests.cast import Cast


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    return visit(cast.kissa, as_=cast.owen)


def test_an_operator_opens_a_community_in_five_steps(cast: Cast, owen: Any) -> None:
    Site.objects.filter(id=cast.kissa.id).update(opened_at=None, tagline="")
    assert "コミュニティを公開しましょう" in owen.get("/console/").content.decode()
    words = {"name": "喫茶こもれび", "tagline": "一杯から始まる会話", "welcome": ""}
    assert owen.post("/console/site/", words).headers["Location"] == "/console/legal/"
    block = {
        "legal_name": "株式会社こもれび",
        "legal_name_en": "",
        "address": "東京都架空区1-1",
        "representative": "代表取締役 見本 一",
        "contact_email": "privacy@kissa.example",
    }
    assert owen.post("/console/legal/", block).headers["Location"] == "/console/look/"
    assert owen.post("/console/look/", {"colour": "#3a5f4b"}).headers["Location"] == "/console/boards/"
    assert owen.post("/console/opening/", {"opening": "open"}).status_code == 200  # not without a board
    board = {"name": "はじめまして", "slug": "hello", "kind": "talk", "readers": "everyone", "writers": "members"}
    assert owen.post("/console/boards/new/", {**board, "description": "", "template": ""}).status_code == 302
    assert owen.post("/console/opening/", {"opening": "open"}).headers["Location"] == "/console/"
    assert Site.objects.get(id=cast.kissa.id).opened_at is not None


def test_a_field_nobody_asked_for_is_refused(owen: Any) -> None:
    page = owen.post("/console/site/", {"name": "x", "tagline": "y", "welcome": "", "is_admin": "1"})
    assert "is_admin" in page.content.decode()
    assert page.status_code == 200


def test_the_preview_answers_the_colours_and_what_moved(owen: Any) -> None:
    answer = owen.get("/console/look/colours/?colour=%23ffee00").json()
    assert answer["adjustments"]
    assert owen.get("/console/look/colours/?colour=red").status_code == 403


def test_origins_are_cleaned_and_others_refused(cast: Cast, owen: Any) -> None:
    owen.post("/console/embedding/", {"origins": "https://Shop.example/page\nhttp://localhost:8003"})
    with site_scope(cast.kissa.id):
        found = sorted(EmbedOrigin.objects.values_list("origin", flat=True))
    assert found == ["http://localhost:8003", "https://shop.example"]
    assert "アドレス" in owen.post("/console/embedding/", {"origins": "javascript:alert(1)"}).content.decode()


def test_a_logo_keeps_its_place_on_every_page_before_it_arrives(cast: Cast, owen: Any, visit: Any) -> None:
    drawn = BytesIO()
    Image.new("RGB", (600, 150), "#3a5f4b").save(drawn, "PNG")
    logo = SimpleUploadedFile("logo.png", drawn.getvalue(), "image/png")
    assert owen.post("/console/look/", {"colour": "#3a5f4b", "logo": logo}).status_code == 302
    pages = {
        (owen, "/console/"): "",
        (owen, "/console/look/"): "",
        (visit(cast.kissa), "/"): "",
        (visit(cast.kissa), "/embed/frame/"): "http://kissa.test",
        (visit(None), "/signin/login/?from=kissa"): "",
    }
    for (browser, path), before in pages.items():
        images = re.findall(r'<img src="([^"]*/media/[^"]+)"[^>]* width="(\d+)" height="(\d+)">', text(browser, path))
        assert images, path
        for address, width, height in images:
            assert int(width) == 4 * int(height), path
            shown = browser.get(address.removeprefix(before))
            assert b"".join(shown)[:4] == b"RIFF", path


def test_on_the_providers_host_no_other_file_of_a_site_is_shown(cast: Cast, owen: Any, visit: Any) -> None:
    kept = files.put(cast.kissa.id, b"RIFF of a member", "image/webp").key
    assert visit(None).get(f"/media/{kept}").status_code == 404
    assert visit(None).get("/media/%00").status_code == 404


def text(browser: Any, path: str) -> str:
    return str(browser.get(path).content.decode())


def test_a_picture_that_is_none_is_refused_as_a_logo(owen: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    logo = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    page = owen.post("/console/look/", {"colour": "#3a5f4b", "logo": logo})
    assert page.status_code == 200
    assert "JPEG" in page.content.decode()


@pytest.mark.parametrize("sign", ["\x07", "\u202e", "\ufffd", "\u2028"])
def test_what_cannot_be_printed_is_no_name_of_a_company(cast: Cast, owen: Any, sign: str) -> None:
    operator = cast.kissa.operator
    block = {"legal_name": f"株式会社{sign}こもれび", "legal_name_en": "", "address": operator.address}
    block |= {"representative": operator.representative, "contact_email": operator.contact_email}
    page = owen.post("/console/legal/", block).content.decode()
    assert "印刷されるとおりの文字" in page
    assert (
        "印刷されるとおりの文字"
        in owen.post("/console/site/", {"name": f"喫{sign}茶", "tagline": "あ"}).content.decode()
    )
    operator.refresh_from_db()
    assert operator.legal_name == "株式会社喫茶こもれび"
