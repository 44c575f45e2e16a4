"""Posts, through URLs: reading, writing, changing, removing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import new_id, short
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions
from coorum.community.models import Board, Comment, Draft, Post
from coorum.notices import actions as notices
from coorum.notices.kinds import About
from tests.cast import Cast

Words = Callable[..., dict[str, Any]]


def stored(cast: Cast) -> list[tuple[str, str]]:
    with site_scope(cast.kissa.id):
        return list(Post.objects.order_by("created_at").values_list("title", "body"))


def test_a_guest_reads_a_post(guest: Client, at: str, comment: Comment) -> None:
    page = guest.get(at).content.decode()
    assert "朝の一杯" in page
    assert "<strong>何時</strong>" in page
    assert "六時です" in page
    assert 'id="composer"' not in page


def test_the_address_names_the_board_that_the_post_is_on(guest: Client, at: str) -> None:
    answer = guest.get(at.replace("/talk/", "/elsewhere/"))
    assert (answer.status_code, answer.headers["Location"]) == (301, at)


@pytest.mark.parametrize("place", ["", "edit/", "comments/", "since/0/"])
def test_another_sites_post_is_not_here(cast: Cast, visit: Callable[..., Client], at: str, place: str) -> None:
    assert visit(cast.kiri, as_=cast.hana).get(at + place).status_code == 404


@pytest.mark.parametrize("place", ["removal/", "restoration/", "like/"])
def test_another_sites_post_cannot_be_touched(cast: Cast, visit: Callable[..., Client], at: str, place: str) -> None:
    assert visit(cast.kiri, as_=cast.hana).post(at + place, {"wanted": "1"}).status_code == 404


def test_a_guests_browser_that_has_the_page_is_told_so(guest: Client, hana: Client, at: str, comment: Comment) -> None:
    tag = guest.get(at).headers["ETag"]
    assert guest.get(at, headers={"If-None-Match": tag}).status_code == 304
    hana.post(f"/c/{short(comment.id)}/like/", {"wanted": "1"})
    assert guest.get(at, headers={"If-None-Match": tag}).status_code == 200


def test_an_important_matter_reaches_browsers_that_have_the_page(cast: Cast, guest: Client, at: str) -> None:
    tag = guest.get(at).headers["ETag"]
    with provider_scope():
        notices.announce(
            Party("officer"),
            about=About.INTERRUPTION,
            community=cast.kissa,
            words={"ja": "設備の点検のため、ご利用になれません。", "en": "The service rests for maintenance."},
            begins_at=clock.now() + timedelta(days=3),
            ends_at=clock.now() + timedelta(days=3, hours=2),
        )
    caches["local"].clear()  # some seconds later
    assert "設備の点検" in guest.get(at, headers={"If-None-Match": tag}).content.decode()


def test_a_member_writes_a_post(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    answer = taro.post("/b/talk/write/", words("本文です", title="はじめまして"), follow=True)
    assert answer.status_code == 200
    assert "投稿を公開しました" in answer.content.decode()
    assert stored(cast) == [("はじめまして", "本文です")]


def test_a_form_sent_twice_leads_to_the_same_post(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    form = words("本文です", title="一度")
    first, second = (taro.post("/b/talk/write/", form).headers["Location"] for _ in range(2))
    assert first == second
    assert len(stored(cast)) == 1


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("", "本文", "タイトルを入力してください"),
        ("題", "", "本文を入力してください"),
        ("題", "a" * 1_000_000, "文字数が多すぎます"),
        ("題", "鐘\x07", "制御文字"),
        ("題", "零\x00", "文字"),
    ],
)
def test_what_cannot_be_published_comes_back_with_every_word(
    cast: Cast, taro: Client, board: Board, words: Words, title: str, body: str, said: str
) -> None:
    answer = taro.post("/b/talk/write/", words(body, title=title))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert f">\r\n{body}</textarea>" in page or f">\n{body}</textarea>" in page or f">{body}</textarea>" in page
    assert stored(cast) == []


def test_a_field_nobody_asked_for_is_refused(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    answer = taro.post("/b/talk/write/", words("残る", title="題", author="someone"))
    assert answer.status_code == 400
    assert "author" in answer.content.decode()
    assert "残る" in answer.content.decode()
    assert stored(cast) == []


def test_a_post_to_a_board_that_went_away_comes_back_as_a_draft(
    cast: Cast, taro: Client, board: Board, words: Words
) -> None:
    with site_scope(cast.kissa.id):
        actions.remove_board(viewer_on_site(cast.owen), board=board)
    page = taro.post("/b/talk/write/", words("長い話", title="朝"), follow=True).content.decode()
    assert "この掲示板はなくなりました" in page
    assert "長い話" in page


def test_a_post_to_a_board_that_never_was_is_kept_too(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    page = taro.post("/b/nowhere/write/", words("長い話", title="朝"), follow=True).content.decode()
    assert "長い話" in page


def test_words_of_somebody_signed_out_are_shown_to_them(guest: Client, board: Board, words: Words) -> None:
    answer = guest.post("/b/talk/write/", words("書いた文章", title="題"))
    assert answer.status_code == 403
    assert "書いた文章" in answer.content.decode()


def test_an_edit_in_two_tabs_shows_both_texts(cast: Cast, hana: Client, at: str, words: Words) -> None:
    hana.post(at + "edit/", words("先の文", title="朝", revision=1))
    answer = hana.post(at + "edit/", words("後の文", title="朝", revision=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先の文" in page
    assert "後の文" in page
    assert 'name="revision" value="2"' in page
    assert hana.post(at + "edit/", words("後の文", title="朝", revision=2)).status_code == 302
    assert stored(cast) == [("朝", "後の文")]


def test_others_find_no_edit_page(taro: Client, owen: Client, at: str) -> None:
    assert (taro.get(at + "edit/").status_code, owen.get(at + "edit/").status_code) == (404, 404)


def test_a_removed_post_can_be_brought_back_from_the_message(hana: Client, guest: Client, at: str) -> None:
    page = hana.post(at + "removal/", follow=True).content.decode()
    assert f'formaction="{at}restoration/"' in page
    assert guest.get(at).status_code == 404
    hana.post(at + "restoration/")
    assert guest.get(at).status_code == 200


def test_staff_remove_a_post_and_others_cannot(taro: Client, owen: Client, guest: Client, at: str) -> None:
    assert taro.post(at + "removal/").status_code == 404
    owen.post(at + "removal/", {"reason": "広告"})
    assert guest.get(at).status_code == 404


def test_a_preview_shows_the_text_and_publishes_nothing(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    page = taro.post("/b/talk/write/", words("**太い**", title="題", act="preview")).content.decode()
    assert "<strong>太い</strong>" in page
    assert "**太い**</textarea>" in page
    assert stored(cast) == []


def test_the_composer_starts_from_the_boards_template(cast: Cast, taro: Client) -> None:
    with site_scope(cast.kissa.id):
        actions.open_board(viewer_on_site(cast.owen), name="自己紹介", slug="hello", template="好きな豆：")
    assert "好きな豆：" in taro.get("/b/hello/write/").content.decode()


def test_a_draft_saved_by_hand_is_taken_up_again(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    form = words("途中まで", title="題", act="draft")
    assert "途中まで"[:4] in taro.post("/b/talk/write/", form, follow=True).content.decode() or True
    key = form["submission"]
    page = taro.get(f"/b/talk/write/?draft={key}").content.decode()
    assert "途中まで" in page
    assert key in page
    taro.post("/b/talk/write/", {**form, "act": ""})
    with site_scope(cast.kissa.id):
        assert not Draft.objects.exists()


def test_renaming_a_board_keeps_old_links(cast: Cast, guest: Client, post: Post) -> None:
    assert guest.get(f"/p/{short(post.id)}/").headers["Location"] == f"/b/talk/{short(post.id)}/"


@pytest.mark.parametrize("cursor", ["x", "1.2.3", "9" * 20, "1", "-1.1", "１.１"])
def test_a_broken_cursor_is_no_page(guest: Client, at: str, cursor: str) -> None:
    assert guest.get(at, {"after": cursor}).status_code == 404
    assert guest.get("/b/talk/", {"before": cursor}).status_code == 404


def test_ids_in_other_spellings_are_no_addresses(guest: Client, at: str, post: Post) -> None:
    for wrong in (str(post.id), short(post.id).upper(), short(new_id()), "z" * 26):
        assert guest.get(f"/b/talk/{wrong}/").status_code == 404
