"""Pictures, through URLs: taken in and served."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image
from psycopg.pq import TransactionStatus

from coorum.base.pictures import sandbox
from coorum.base.scope import site_scope
from coorum.community.actions.pictures import make_avif
from coorum.community.models import Board, Picture, Post
from tests.cast import Cast, raise_curtain

Words = Callable[..., dict[str, Any]]


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (320, 200), "#406080").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def key(cast: Cast, taro: Client, board: Board) -> str:
    taro.post("/pictures/", {"picture": photo()})
    with site_scope(cast.kissa.id):
        return str(Picture.objects.get().renditions[0]["key"])


def test_a_picture_is_taken_in_and_says_how_to_show_it(taro: Client, board: Board) -> None:
    answer = taro.post("/pictures/", {"picture": photo()}).json()
    assert answer["src"] == f"picture:{answer['id']}"


@pytest.mark.parametrize(
    "upload", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"not a picture", b"\xff\xd8\xff" + bytes(11_000_000)]
)
def test_what_is_no_good_picture_is_refused_in_words(taro: Client, board: Board, upload: bytes) -> None:
    answer = taro.post("/pictures/", {"picture": SimpleUploadedFile("x.jpg", upload, "image/jpeg")})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_guest_uploads_nothing(guest: Client, board: Board) -> None:
    assert guest.post("/pictures/", {"picture": photo()}).status_code == 403


@pytest.mark.parametrize("who", ["guest", "taro"])
def test_a_picture_is_served_for_good_and_harmlessly(request: pytest.FixtureRequest, key: str, who: str) -> None:
    browser = request.getfixturevalue(who)
    answer = browser.get(f"/media/{key}")
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert b"".join(answer)[:4] == b"RIFF"
    assert browser.get(f"/media/{key}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "x/y/z.webp"])
def test_what_is_no_key_is_no_file(guest: Client, board: Board, wrong: str) -> None:
    assert guest.get(f"/media/{wrong}").status_code == 404


def test_another_sites_picture_is_not_here(cast: Cast, visit: Callable[..., Client], key: str) -> None:
    assert visit(cast.kiri).get(f"/media/{key}").status_code == 404


def test_without_script_a_picture_comes_with_the_words(taro: Client, board: Board, words: Words) -> None:
    page = taro.post("/b/talk/write/", words("豆の話", title="豆", act="picture", picture=photo())).content.decode()
    assert "豆の話\r\n\r\n![](picture:" in page or "豆の話\n\n![](picture:" in page
    page = taro.post("/b/talk/write/", words("豆の話", title="豆", cover=photo()), follow=True).content.decode()
    assert 'class="figure"' in page


def test_a_bad_picture_loses_no_words(taro: Client, board: Board, words: Words) -> None:
    bad = SimpleUploadedFile("x.svg", b"<svg/>", "image/svg+xml")
    answer = taro.post("/b/talk/write/", words("豆の話", title="豆", cover=bad))
    assert answer.status_code == 400
    assert "豆の話</textarea>" in answer.content.decode()
    assert "JPEG" in answer.content.decode()


def test_of_a_huge_file_only_so_much_is_kept_and_the_words_arrive(taro: Client, board: Board, words: Words) -> None:
    huge = SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + bytes(24_000_000), "image/jpeg")
    answer = taro.post("/b/talk/write/", words("豆の話", title="豆", cover=huge))
    assert answer.status_code == 400
    assert "豆の話</textarea>" in answer.content.decode()
    assert "10 MB" in answer.content.decode()
    assert answer.wsgi_request.FILES["cover"].size == 10 * 1024 * 1024 + 1


def test_another_members_picture_is_as_good_as_unknown(
    cast: Cast, hana: Client, taro: Client, board: Board, words: Words
) -> None:
    theirs = hana.post("/pictures/", {"picture": photo()}).json()["id"]
    assert "<img" not in taro.post("/b/talk/write/", words(cover_id=theirs, act="preview")).content.decode()
    taro.post("/b/talk/write/", words(f"![](picture:{theirs})", title="題", cover_id=theirs))
    with site_scope(cast.kissa.id):
        post = Post.objects.get()
        assert (post.cover, "<img" in post.body_html) == (None, False)


def test_while_a_picture_is_encoded_the_request_holds_no_transaction(
    committed: None, visit: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, seen = raise_curtain(), []
    real = sandbox.ask

    def watched(*args: Any, **wishes: Any) -> Any:
        seen.append(connection.connection.info.transaction_status)
        return real(*args, **wishes)

    monkeypatch.setattr(sandbox, "ask", watched)
    assert visit(cast.kissa, as_=cast.taro).post("/pictures/", {"picture": photo()}).status_code == 200
    with site_scope(cast.kissa.id):
        picture = Picture.objects.get()
    with site_scope(cast.kissa.id):
        make_avif(picture.id)
    assert seen == [TransactionStatus.IDLE] * 2
    with site_scope(cast.kissa.id):
        assert "avif" in {one["format"] for one in Picture.objects.get().renditions}
