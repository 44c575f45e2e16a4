"""choose_answer, withdraw_answer, close_question, reopen_question"""

from collections.abc import Callable
from uuid import UUID

import pytest

from coorum.accounts.queries import Viewer
from coorum.base import events as base_events
from coorum.base.events import SYSTEM, Envelope
from coorum.base.ids import new_id
from coorum.base.personal_data import Subject
from coorum.community import actions, events, queries, rules
from coorum.community.actions.emptying import erase_traces, hide_words, show_words
from coorum.community.actions.holding import hold, release
from coorum.community.models import BestAnswer, Board, Comment, Post, PostLike
from coorum.community.personal_data import Traces, Words
from tests.cast import Cast, refused
from tests.community.conftest import said


@pytest.fixture
def ask(owen: Viewer) -> Board:
    return actions.open_board(owen, name="質問ひろば", slug="ask", kind="questions")


@pytest.fixture
def question(hana: Viewer, ask: Board) -> Post:
    return actions.write_post(hana, board=ask, title="湯の温度は何度がよいですか", body="浅煎りです。", key=new_id())


@pytest.fixture
def answer(taro: Viewer, question: Post) -> Comment:
    return said(taro, question, "92度です。")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Envelope]:
    """What is told of answers, in order."""
    told: list[Envelope] = []
    for event in (events.ANSWER_CHOSEN, events.ANSWER_WITHDRAWN):
        listeners = [*base_events._listeners[event.name], told.append]
        monkeypatch.setitem(base_events._listeners, event.name, listeners)
    return told


def state_of(post: Post) -> str:
    return Post.objects.values_list("state", flat=True).get(id=post.id)


def shown(viewer: Viewer | None, post: Post) -> queries.PostPage:
    found = queries.post_to_show(viewer, post.id)
    assert found is not None
    return queries.post_page(viewer, found)


def test_whoever_asked_chooses_and_the_page_says_so(
    hana: Viewer, taro: Viewer, question: Post, answer: Comment, heard: list[Envelope]
) -> None:
    assert state_of(question) == "open"
    for _ in range(2):
        actions.choose_answer(hana, post=question, comment=answer)
    page = shown(None, question)
    assert (state_of(question), page.best and page.best.answer.id) == ("solved", answer.id)
    assert [row.is_best for row in page.comments.rows] == [True]
    assert [(one.toward and one.toward.id, one.payload["own"]) for one in heard] == [(answer.author_id, False)]


def test_another_takes_its_place_and_it_can_be_taken_back(
    hana: Viewer, question: Post, answer: Comment, heard: list[Envelope]
) -> None:
    own = said(hana, question, "自分で見つけました。")
    actions.choose_answer(hana, post=question, comment=answer)
    actions.choose_answer(hana, post=question, comment=own)
    actions.withdraw_answer(hana, post=question)
    actions.withdraw_answer(hana, post=question)
    assert (state_of(question), BestAnswer.objects.count()) == ("open", 0)
    told = [(one.event.name.rpartition(".")[2], one.payload["own"]) for one in heard]
    assert told == [("chosen", False), ("withdrawn", False), ("chosen", True), ("withdrawn", True)]


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("taro", "answer", "not_yours"),
        ("hana", "a reply", "no_answer"),
        ("hana", "said elsewhere", "no_answer"),
        ("hana", "removed", "not_found"),
        ("owen", "on a board for talk", "no_question"),
    ],
)
def test_what_cannot_be_chosen(
    request: pytest.FixtureRequest,
    taro: Viewer,
    question: Post,
    answer: Comment,
    post: Post,
    who: str,
    what: str,
    code: str,
) -> None:
    place, chosen = question, answer
    match what:
        case "a reply":
            chosen = actions.reply(taro, to=answer, body="追記です。", key=new_id())
        case "said elsewhere":
            chosen = said(taro, post, "おはよう。")
        case "removed":
            actions.remove_comment(taro, comment=answer)
        case "on a board for talk":
            place, chosen = post, said(taro, post, "六時です。")
    with refused(code):
        actions.choose_answer(request.getfixturevalue(who), post=place, comment=chosen)
    assert not BestAnswer.objects.exists()


def test_staff_choose_where_whoever_asked_is_silent_and_close(
    hana: Viewer, taro: Viewer, owen: Viewer, question: Post, answer: Comment
) -> None:
    assert [row.id for row in queries.waiting_questions().rows] == [question.id]
    actions.choose_answer(owen, post=question, comment=answer)
    assert shown(hana, question).best == queries.BestView(shown(hana, question).best.answer, by_staff=True)  # type: ignore[union-attr]
    assert (queries.waiting_questions().rows, queries.count_waiting()) == ((), 0)
    actions.close_question(owen, post=question)
    with refused("closed"):
        said(taro, question, "もうひとつ。")
    with refused("not_yours"):
        actions.reopen_question(hana, post=question)
    actions.reopen_question(owen, post=question)
    actions.withdraw_answer(owen, post=question)
    actions.close_question(hana, post=question)
    assert (state_of(question), shown(taro, question).is_question_closed) == ("closed", True)
    actions.reopen_question(hana, post=question)
    assert state_of(question) == "open"


@pytest.mark.parametrize("way", ["its author", "a report", "leaving"])
def test_an_answer_that_goes_leaves_the_question_unsolved_and_comes_back_with_its_mark(
    cast: Cast, hana: Viewer, taro: Viewer, question: Post, answer: Comment, heard: list[Envelope], way: str
) -> None:
    actions.choose_answer(hana, post=question, comment=answer)
    member = answer.author
    assert member is not None
    moment = question.created_at
    go, back = {
        "its author": (
            lambda: actions.remove_comment(taro, comment=answer),
            lambda: actions.restore_comment(taro, comment=answer),
        ),
        "a report": (
            lambda: hold("comment", answer.id, actor=SYSTEM),
            lambda: release("comment", answer.id, actor=SYSTEM),
        ),
        "leaving": (
            lambda: hide_words(member.id, cast.taro.id, at=moment),
            lambda: show_words(member.id, cast.taro.id, at=moment),
        ),
    }[way]
    go()
    assert (state_of(question), shown(None, question).best) == ("open", None)
    back()
    assert state_of(question) == "solved"
    assert [one.event.name.rpartition(".")[2] for one in heard] == ["chosen", "withdrawn", "chosen"]
    assert not any(actions.wrong_counters().values())


def test_who_chose_is_told_to_them_and_forgotten_with_them(
    cast: Cast, hana: Viewer, on_kissa: UUID, question: Post, answer: Comment
) -> None:
    actions.choose_answer(hana, post=question, comment=answer)
    assert hana.member is not None
    asked, answered = (Subject(one.id, on_kissa, cast.member(one, cast.kissa).id) for one in (cast.hana, cast.taro))
    assert [row["kind"] for row in Traces().export(asked)] == ["answer_choice"]
    assert [row["best_answer_since"] for row in Words().export(answered)] == [BestAnswer.objects.get().chosen_at]
    erase_traces(hana.member.id, cast.hana.id)
    assert (BestAnswer.objects.get().chosen_by, state_of(question)) == (UUID(int=0), "solved")


def test_a_board_becomes_one_of_questions_and_back_while_nothing_is_lost(
    hana: Viewer, taro: Viewer, owen: Viewer, board: Board, post: Post
) -> None:
    answer = said(taro, post, "六時です。")

    def become(kind: str) -> None:
        facts = {"name": board.name, "slug": board.slug, "description": "", "template": ""}
        actions.change_board(owen, board=board, kind=kind, readers="everyone", writers="members", **facts)

    become("questions")
    assert Post.objects.values_list("state", "answer_count").get(id=post.id) == ("open", 1)
    become("talk")
    assert state_of(post) == ""
    become("questions")
    post.refresh_from_db()
    actions.choose_answer(hana, post=post, comment=answer)
    with refused("has_outcomes"):
        become("talk")


def test_counters_are_checked_and_mended(hana: Viewer, taro: Viewer, question: Post, answer: Comment) -> None:
    actions.reply(hana, to=answer, body="ありがとう。", key=new_id())
    actions.like(taro, subject=question)
    actions.choose_answer(hana, post=question, comment=answer)
    assert not any(actions.wrong_counters().values())
    Post.objects.update(comment_count=9, answer_count=9, like_count=9, state="closed")
    Comment.objects.filter(parent=None).update(reply_count=9, like_count=9)
    found = actions.wrong_counters()
    assert set(found.values()) == {1}
    assert actions.mend_counters() == found
    assert not any(actions.wrong_counters().values())
    assert (state_of(question), PostLike.objects.count()) == ("solved", 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("お湯の温度は", True),
        ("浅煎りの湯の温度について", True),
        ("湯ノ温度ハ何度ガヨイデスカ", True),
        ("ミルの掃除はどうしていますか", False),
        ("どうすればよいですか", False),
        ("湯", False),
        ("%_'\\", False),
    ],
)
def test_questions_like_the_one_being_typed_are_found(
    hana: Viewer, ask: Board, question: Post, typed: str, *, found: bool
) -> None:
    for title in ("粉の量は何グラムがよいですか", "フィルターはどれがよいですか", "豆の保存はどうすればよいですか"):
        actions.write_post(hana, board=ask, title=title, body="教えてください。", key=new_id())
    assert (question.id in [row.id for row in queries.questions_like(None, typed)[:1]]) is found


def test_what_one_may_not_read_is_not_suggested(hana: Viewer, taro: Viewer, owen: Viewer) -> None:
    inner = actions.open_board(owen, name="内緒の質問", slug="inner", kind="questions", readers="members")
    actions.write_post(hana, board=inner, title="湯の温度は何度がよいですか", body="本文", key=new_id())
    like: Callable[[Viewer | None], int] = lambda viewer: len(queries.questions_like(viewer, "湯の温度は何度"))  # noqa: E731
    assert (like(taro), like(None)) == (1, 0)


def test_may_settle(hana: Viewer, taro: Viewer, owen: Viewer, question: Post) -> None:
    may = [rules.may_settle(viewer, question) for viewer in (None, hana, taro, owen)]
    assert may == [False, True, False, True]
