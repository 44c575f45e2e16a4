"""add_picture, make_avif, and letting go of what nobody shows"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock, files
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions, queries
from coorum.community.actions.pictures import make_avif
from coorum.community.models import Board, Picture, Post
from tests.cast import Cast, refused
from tests.periods import let_go


def photo(width: int = 640, height: int = 480) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#a06040").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def picture(hana: Viewer) -> Iterator[Picture]:
    return actions.add_picture(hana, upload=photo())


def formats(picture: Picture) -> set[str]:
    picture.refresh_from_db()
    return {f"{one['name']}.{one['format']}" for one in picture.renditions}


def test_a_picture_is_kept_in_sizes_no_larger_than_itself(picture: Picture) -> None:
    assert (picture.width, picture.height) == (640, 480)
    assert {one["width"] for one in picture.renditions} <= {480, 640}
    assert all(files.read(picture.site_id, one["key"]) for one in picture.renditions)


def test_a_post_shows_the_pictures_of_its_writer(hana: Viewer, board: Board, picture: Picture) -> None:
    body = f"![豆](picture:{picture.id})"
    post = actions.write_post(hana, board=board, title="豆", body=body, key=new_id(), cover=picture)
    assert '<img src="/media/' in post.body_html
    picture.refresh_from_db()
    assert picture.placed_at is not None


def test_a_post_shows_no_picture_of_somebody_else(taro: Viewer, board: Board, picture: Picture) -> None:
    body = f"![豆](picture:{picture.id})"
    post = actions.write_post(taro, board=board, title="豆", body=body, key=new_id())
    assert "<img" not in post.body_html


def test_avif_comes_later_and_posts_are_rendered_anew(
    hana: Viewer, board: Board, picture: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    body = f"![豆](picture:{picture.id})"
    post = actions.write_post(hana, board=board, title="豆", body=body, key=new_id())
    assert "image/avif" not in post.body_html
    master = next(one for one in picture.renditions if one["name"] == "master")
    with django_capture_on_commit_callbacks(execute=True):
        make_avif(picture.id)
    assert any(name.endswith("avif") for name in formats(picture))
    assert not any(name.startswith("master") for name in formats(picture))
    with pytest.raises(files.Missing):
        files.read(picture.site_id, master["key"])
    stored = Post.objects.get(id=post.id)
    assert "image/avif" in stored.body_html
    assert (stored.revision, stored.edited_at) == (1, None)


def test_what_happened_to_a_picture_while_it_was_encoded_stands(
    hana: Viewer, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_args: object, **_wishes: object) -> tuple[()]:
        Picture.objects.filter(id=picture.id).delete()
        return ()

    monkeypatch.setattr("coorum.community.actions.pictures.add_avif", meanwhile)
    make_avif(picture.id)
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_format"),
        (photo()[:400], "picture_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 11_000_000, "picture_too_large"),
    ],
)
def test_what_is_no_good_picture_is_refused(hana: Viewer, upload: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_picture(hana, upload=upload)
    assert refusal.value.code == code
    assert not Picture.objects.exists()


def test_a_picture_in_no_post_goes_after_two_days_unless_a_draft_shows_it(
    hana: Viewer, board: Board, picture: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    drafted = actions.add_picture(hana, upload=photo())
    actions.save_draft(hana, key=new_id(), kind="post", board=board, body=f"![](picture:{drafted.id})")
    Picture.objects.update(uploaded_at=clock.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert let_go("community.unplaced") == 1
    assert list(Picture.objects.values_list("id", flat=True)) == [drafted.id]
    with pytest.raises(files.Missing):
        files.read(picture.site_id, picture.renditions[0]["key"])


def test_sixty_pictures_an_hour_are_enough(hana: Viewer, picture: Picture) -> None:
    for _ in range(59):
        picture.pk = new_id()
        picture.save(force_insert=True)
    with pytest.raises(Refused) as refusal:
        actions.add_picture(hana, upload=photo())
    assert (refusal.value.code, refusal.value.params["minutes"]) == ("too_many", 60)


def test_only_its_owner_is_given_a_picture(hana: Viewer, taro: Viewer, picture: Picture) -> None:
    assert queries.picture_of(hana.person.id, picture.id) == picture
    assert queries.picture_of(taro.person.id, picture.id) is None


def test_a_cover_is_ones_own_picture(hana: Viewer, taro: Viewer, board: Board, picture: Picture) -> None:
    words = {"title": "題", "body": "本文", "cover": picture}
    mine = actions.write_post(taro, board=board, title="題", body="本文", key=new_id())
    for act in (
        lambda: actions.write_post(taro, board=board, key=new_id(), **words),
        lambda: actions.edit_post(taro, post=mine, revision=1, **words),
    ):
        with refused("not_found"):
            act()
    assert actions.save_draft(taro, key=new_id(), kind="post", board=board, **words).cover is None
    assert not Post.objects.exclude(cover=None).exists()


def test_a_cover_is_of_the_site_it_is_shown_on(cast: Cast, hana: Viewer, board: Board, picture: Picture) -> None:
    with site_scope(cast.kiri.id):
        there = viewer_on_site(cast.hana)
        talk = actions.open_board(Viewer(cast.hana, role="owner"), name="木", slug="wood")
        with refused("not_found"):
            actions.write_post(there, board=talk, title="題", body="本文", key=new_id(), cover=picture)
        shown = actions.write_post(there, board=talk, title="題", body=f"![](picture:{picture.id})", key=new_id())
        assert "<img" not in shown.body_html
        assert actions.save_draft(there, key=new_id(), kind="post", board=talk, cover=picture).cover is None


def test_a_colleague_who_mends_the_operators_post_keeps_its_pictures(
    cast: Cast, owen: Viewer, news: Board, picture: Picture
) -> None:
    cover = actions.add_picture(owen, upload=photo())
    body = f"![](picture:{cover.id})\n\n![](picture:{picture.id})"  # the second is Hana's, and not shown
    post = actions.write_post(owen, board=news, title="題", body=body, key=new_id(), cover=cover)
    colleague = Viewer(cast.taro, role="manager")
    mended = actions.edit_post(colleague, post=post, title="題名", body=body, revision=1, cover=cover)
    assert mended.cover == cover
    assert Post.objects.get(id=post.id).body_html.count("<img") == 1
