"""Questions, through URLs: asking, answering, choosing, closing, finding."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Comment, Post, PostVisit
from tests.cast import Cast
from tests.doors.portal.test_home import queries_of

Words = Callable[..., dict[str, Any]]


@pytest.fixture
def question(cast: Cast) -> Post:
    """Hana asks, on a board that everybody may read."""
    with site_scope(cast.kissa.id):
        board = actions.open_board(viewer_on_site(cast.owen), name="質問ひろば", slug="ask", kind="questions")
        words = {"title": "湯の温度は何度？ </script><b>", "body": "浅煎り & 深煎りです。", "key": new_id()}
        return actions.write_post(viewer_on_site(cast.hana), board=board, **words)


@pytest.fixture
def answers(cast: Cast, question: Post) -> list[Comment]:
    """Taro's, and one of Hana's own."""
    with site_scope(cast.kissa.id):
        taro, hana = viewer_on_site(cast.taro), viewer_on_site(cast.hana)
        said = ((taro, "92度です。"), (hana, "ほかにも聞きたいです。"))
        return [actions.post_comment(who, post=question, body=body, key=new_id()) for who, body in said]


@pytest.fixture
def at(question: Post) -> str:
    return f"/b/ask/{short(question.id)}/"


def choose(browser: Client, answer: Comment) -> Any:
    return browser.post(f"/c/{short(answer.id)}/choice/", follow=True)


def test_whoever_asked_chooses_and_takes_it_back(hana: Client, guest: Client, answers: list[Comment], at: str) -> None:
    page = hana.get(at).content.decode()
    assert page.count('/choice/"') == 2
    assert "助けになり" in page
    tag = guest.get(at).headers["ETag"]
    assert "質問は解決済みになりました" in choose(hana, answers[0]).content.decode()
    page = guest.get(at, headers={"If-None-Match": tag}).content.decode()
    assert page.index("質問した方が選びました") < page.index('id="comments"')
    assert page.count("92度です。</p>") == 2
    assert "回答2件" in page, page[page.index('id="comments"') :][:200]
    assert "/choice/" not in page
    hana.post(f"{at}withdrawal/")
    assert "質問した方が選びました" not in guest.get(at).content.decode()


def test_nobody_else_is_offered_the_choice_or_given_it(
    cast: Cast, taro: Client, guest: Client, visit: Callable[..., Client], answers: list[Comment], at: str
) -> None:
    assert "/choice/" not in taro.get(at).content.decode()
    assert choose(taro, answers[0]).status_code == 403
    assert guest.post(f"/c/{short(answers[0].id)}/choice/").status_code == 403
    for place in (f"/c/{short(answers[0].id)}/choice/", f"{at}withdrawal/", f"{at}closing/", f"{at}reopening/"):
        assert visit(cast.kiri, as_=cast.hana).post(place).status_code == 404
        assert guest.get(place).status_code == 405


def test_lists_show_how_far_questions_are_and_narrow_down(
    cast: Cast, hana: Client, guest: Client, question: Post, answers: list[Comment]
) -> None:
    with site_scope(cast.kissa.id):
        hers = viewer_on_site(cast.hana)
        actions.write_post(hers, board=question.board, title="豆の量は？", body="本文", key=new_id())
    choose(hana, answers[0])
    for show, titles in {"": 2, "unanswered": 1, "unsolved": 1, "solved": 1}.items():
        page = guest.get(f"/b/ask/?show={show}").content.decode()
        assert page.count('class="row-title"') == titles, show
        assert ("豆の量は？" in page) is (show != "solved")
        assert ("湯の温度は何度？" in page) is (show in ("", "solved"))
    page = guest.get("/b/ask/").content.decode()
    assert page.count("status solved") == page.count("status open") == 1
    assert "解決済み" in guest.get("/").content.decode()


def test_similar_questions_are_shown_while_typing_and_by_the_button(
    taro: Client, guest: Client, question: Post, words: Words
) -> None:
    assert guest.post("/b/ask/similar/", {"title": "湯の温度は"}).status_code == 403
    piece = taro.post("/b/ask/similar/", {"title": "お湯の温度は"}).content.decode()
    assert f"/b/ask/{short(question.id)}/" in piece
    assert "<html" not in piece
    assert taro.post("/b/ask/similar/", {"title": "ミルの掃除"}).content.decode().strip() == ""
    page = taro.post("/b/ask/write/", words(title="お湯の温度は", act="similar")).content.decode()
    assert f"/b/ask/{short(question.id)}/" in page
    assert 'value="お湯の温度は"' in page
    nothing = taro.post("/b/ask/write/", words(title="ミルの掃除", act="similar")).content.decode()
    assert "似た質問は見つかりませんでした" in nothing


def test_a_closed_question_is_read_and_takes_no_answers(
    hana: Client, taro: Client, answers: list[Comment], at: str, words: Words
) -> None:
    assert "受付を終了しました" in hana.post(f"{at}closing/", follow=True).content.decode()
    page = taro.get(at).content.decode()
    assert "受付は終わりました" in page
    assert 'id="composer"' not in page
    kept = taro.post(f"{at}comments/", words("まだ言いたい。"), follow=True)
    assert "まだ言いたい。" in kept.content.decode()
    hana.post(f"{at}reopening/")
    assert 'id="composer"' in taro.get(at).content.decode()


def test_search_engines_are_told_in_their_own_terms(
    hana: Client, guest: Client, question: Post, answers: list[Comment], at: str
) -> None:
    choose(hana, answers[0])
    page = guest.get(at).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(found[0])["mainEntity"]
    assert len(found) == 1
    assert (told["name"], told["text"]) == (question.title, "浅煎り & 深煎りです。")
    assert (told["acceptedAnswer"]["text"], told["answerCount"]) == ("92度です。", 2)
    assert [one["author"]["name"] for one in told["suggestedAnswer"]] == ["Hana"]
    assert "ld+json" not in hana.get(at).content.decode()


@pytest.mark.parametrize(("who", "most"), [("guest", 5), ("taro", 12)])
def test_a_questions_page_and_lists_cost_the_same_when_answers_double(
    cast: Cast,
    request: pytest.FixtureRequest,
    hana: Client,
    answers: list[Comment],
    question: Post,
    at: str,
    who: str,
    most: int,
) -> None:
    choose(hana, answers[0])
    browser = request.getfixturevalue(who)
    places = {at: most, "/b/ask/?show=solved": most, "/b/ask/": most}
    before = {place: queries_of(browser, place) for place in places}
    with site_scope(cast.kissa.id):
        PostVisit.objects.all().delete()
        for n in range(6):
            hers = viewer_on_site(cast.hana)
            actions.post_comment(hers, post=question, body=f"{n}", key=new_id())
            if n < 4:
                actions.write_post(hers, board=question.board, title=f"質問{n}", body="本文", key=new_id())
    assert {place: queries_of(browser, place) for place in places} == before
    assert all(count <= places[place] for place, count in before.items()), before
