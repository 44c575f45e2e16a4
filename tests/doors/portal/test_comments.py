"""Comments, through URLs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Comment, Post
from tests.cast import Cast

Words = Callable[..., dict[str, Any]]


def bodies(cast: Cast) -> list[str]:
    with site_scope(cast.kissa.id):
        return list(Comment.objects.order_by("number").values_list("body", flat=True))


def test_a_comment_leads_to_its_place_on_the_page(cast: Cast, taro: Client, at: str, words: Words) -> None:
    answer = taro.post(at + "comments/", words("六時です"))
    assert answer.headers["Location"] == f"{at}#c1"
    assert bodies(cast) == ["六時です"]


def test_a_comment_sent_twice_is_one(cast: Cast, taro: Client, at: str, words: Words) -> None:
    form = words("六時です")
    assert len({taro.post(at + "comments/", form).headers["Location"] for _ in range(2)}) == 1
    assert bodies(cast) == ["六時です"]


def test_a_reply_stands_under_what_it_answers(
    cast: Cast, hana: Client, at: str, comment: Comment, words: Words
) -> None:
    assert "六時です" in hana.get(f"/c/{short(comment.id)}/reply/").content.decode()
    hana.post(f"/c/{short(comment.id)}/reply/", words("早いですね"))
    page = hana.get(at).content.decode()
    assert page.index("六時です") < page.index('class="replies"') < page.index("早いですね")


def test_a_comment_too_many_waits_among_the_drafts(
    cast: Cast, taro: Client, at: str, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coorum.community.rules.COMMENTS_AN_HOUR", 1)
    taro.post(at + "comments/", words("六時です"))
    page = taro.post(at + "comments/", words("七時です"), follow=True).content.decode()
    assert "あと60分ほど" in page
    assert "七時です" in page
    assert bodies(cast) == ["六時です"]


def test_what_cannot_be_posted_comes_back_with_every_word(cast: Cast, taro: Client, at: str, words: Words) -> None:
    answer = taro.post(at + "comments/", words("鐘\x07の音"))
    assert answer.status_code == 400
    assert "の音</textarea>" in answer.content.decode()
    assert bodies(cast) == []


def test_a_comment_on_a_removed_post_is_kept_as_a_draft(
    cast: Cast, hana: Client, taro: Client, at: str, words: Words
) -> None:
    hana.post(at + "removal/")
    page = taro.post(at + "comments/", words("遅かった"), follow=True).content.decode()
    assert "この投稿はなくなりました" in page
    assert "遅かった" in page


def test_words_of_somebody_signed_out_are_shown_to_them(guest: Client, at: str, words: Words) -> None:
    answer = guest.post(at + "comments/", words("書いた文章"))
    assert (answer.status_code, "書いた文章" in answer.content.decode()) == (403, True)


def test_an_edit_in_two_tabs_shows_both_texts(taro: Client, comment: Comment, words: Words) -> None:
    edit = f"/c/{short(comment.id)}/edit/"
    taro.post(edit, words("七時です", revision=1))
    answer = taro.post(edit, words("八時です", revision=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "七時です" in page
    assert "八時です</textarea>" in page


def test_a_removed_comment_can_be_brought_back_from_the_message(taro: Client, at: str, comment: Comment) -> None:
    page = taro.post(f"/c/{short(comment.id)}/removal/", follow=True).content.decode()
    assert "六時です" not in page
    assert f'formaction="/c/{short(comment.id)}/restoration/"' in page
    taro.post(f"/c/{short(comment.id)}/restoration/")
    assert "六時です" in taro.get(at).content.decode()


@pytest.mark.parametrize("place", ["edit/", "removal/", "restoration/", "reply/", "like/"])
def test_another_sites_comment_is_not_here(
    cast: Cast, visit: Callable[..., Client], comment: Comment, place: str, words: Words
) -> None:
    mika = visit(cast.kiri, as_=cast.mika)
    address = f"/c/{short(comment.id)}/{place}"
    if place != "reply/":
        assert mika.post(address, words()).status_code == 404
    assert mika.get(address).status_code in {404, 405}
    assert bodies(cast) == ["六時です"]


def test_others_cannot_edit_or_remove(hana: Client, comment: Comment, words: Words) -> None:
    for place in ("edit/", "removal/"):
        assert hana.post(f"/c/{short(comment.id)}/{place}", words()).status_code == 404


def test_a_permalink_leads_to_the_page_that_holds_the_comment(cast: Cast, guest: Client, post: Post, at: str) -> None:
    with site_scope(cast.kissa.id):
        hana = viewer_on_site(cast.hana)
        said = [actions.post_comment(hana, post=post, body=f"{n}番目", key=new_id()) for n in range(1, 46)]
        answer = actions.reply(hana, to=said[29], body="三十番への返信", key=new_id())
    for comment, number in ((said[4], 5), (said[39], 40), (answer, 46)):
        address = guest.get(f"/c/{short(comment.id)}/").headers["Location"]
        assert address.endswith(f"#c{number}")
        assert f'id="c{number}"' in guest.get(address.partition("#")[0]).content.decode()


def test_paging_shows_every_comment_once_in_both_directions(cast: Cast, guest: Client, post: Post, at: str) -> None:
    from coorum.community import queries

    with site_scope(cast.kissa.id):
        hana = viewer_on_site(cast.hana)
        said = [actions.post_comment(hana, post=post, body=str(n), key=new_id()) for n in range(30)]
        for first in said[:25:3]:
            for n in range(3):
                actions.reply(hana, to=first, body=f"返信{n}", key=new_id())
        seen, page = [], queries.comments_of(post, None)
        while True:
            seen += [view.number for view in page.rows]
            if not page.after:
                break
            page = queries.comments_of(post, None, after=page.after)
        back = [view.number for view in page.rows]
        while page.before:
            page = queries.comments_of(post, None, before=page.before)
            back = [view.number for view in page.rows] + [n for n in back if n not in {v.number for v in page.rows}]
        expected = [c.number for c in Comment.objects.order_by("thread", "number")]
    assert seen == expected
    assert back == expected
