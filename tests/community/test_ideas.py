"""decide_idea, merge_idea, part_idea"""

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Board, Post, PostLike
from tests.cast import refused
from tests.community.conftest import said


@pytest.fixture
def wishes(owen: Viewer) -> Board:
    return actions.open_board(owen, name="ご要望", slug="wishes", kind="ideas")


def wish(viewer: Viewer, board: Board, title: str) -> Post:
    return actions.write_post(viewer, board=board, title=title, body="ほしいです。", key=new_id())


@pytest.fixture
def idea(hana: Viewer, wishes: Board) -> Post:
    return wish(hana, wishes, "100グラムの袋")


@pytest.fixture
def same(taro: Viewer, wishes: Board) -> Post:
    return wish(taro, wishes, "少量の袋")


def fresh(post: Post) -> Post:
    return Post.objects.select_related("board").get(id=post.id)


def listed(board: Board, **wish: str) -> list[str]:
    found = queries.board_named(None, board.slug)
    assert found is not None
    return [row.title for row in queries.board_page(None, found, **wish).posts.rows]


def test_ideas_come_by_votes_and_decided_ones_have_lists_of_their_own(
    hana: Viewer, taro: Viewer, owen: Viewer, wishes: Board, idea: Post, same: Post
) -> None:
    actions.like(taro, subject=idea)
    assert listed(wishes) == ["100グラムの袋", "少量の袋"]
    assert listed(wishes, sort="new") == ["少量の袋", "100グラムの袋"]
    actions.decide_idea(owen, post=idea, state="planned", words="春に始めます。")
    assert listed(wishes) == ["100グラムの袋", "少量の袋"]
    actions.decide_idea(owen, post=idea, state="done", words="始めました。")
    assert (listed(wishes), listed(wishes, show="done")) == (["少量の袋"], ["100グラムの袋"])
    shown = queries.post_to_show(None, idea.id)
    assert shown is not None
    page = queries.post_page(None, shown)
    assert page.idea is not None
    assert (page.idea.state, page.idea.words, page.idea.takes_votes, page.is_question) == (
        "done",
        "始めました。",
        False,
        False,
    )
    with refused("closed"):
        actions.like(hana, subject=fresh(idea))
    actions.unlike(taro, subject=fresh(idea))
    actions.decide_idea(owen, post=idea, state="new")
    assert listed(wishes) == ["少量の袋", "100グラムの袋"]
    assert not any(actions.wrong_counters().values())


def test_a_merged_idea_takes_its_votes_along_and_back(
    hana: Viewer, taro: Viewer, owen: Viewer, idea: Post, same: Post
) -> None:
    actions.like(hana, subject=idea)
    actions.like(hana, subject=same)
    actions.like(taro, subject=same)
    for _ in range(2):
        actions.merge_idea(owen, post=same, into=idea)
    assert (fresh(idea).like_count, fresh(same).state) == (2, "merged")
    told, gone = queries.idea_of(fresh(idea)), queries.idea_of(fresh(same))
    assert told is not None
    assert gone is not None
    assert ([one.id for one in told.merged], gone.into and gone.into.id) == ([same.id], idea.id)
    with refused("closed"):
        said(taro, same, "まだありますか。")
    assert not any(actions.wrong_counters().values())
    actions.part_idea(owen, post=same)
    assert (fresh(idea).like_count, fresh(same).state) == (1, "new")
    assert PostLike.objects.filter(post=idea).get().member == hana.member
    assert not any(actions.wrong_counters().values())


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("hana", "decide", "not_staff"),
        ("hana", "merge", "not_staff"),
        ("owen", "decide a talk", "no_idea"),
        ("owen", "merge into a talk", "no_idea"),
        ("owen", "merge with itself", "itself"),
        ("owen", "merge into a merged one", "merged"),
        ("owen", "decide a merged one", "invalid"),
        ("owen", "say nothing known", "invalid"),
    ],
)
def test_what_cannot_be_done(
    request: pytest.FixtureRequest,
    owen: Viewer,
    wishes: Board,
    idea: Post,
    same: Post,
    post: Post,
    who: str,
    what: str,
    code: str,
) -> None:
    viewer = request.getfixturevalue(who)
    if "merged one" in what:
        actions.merge_idea(owen, post=same, into=wish(owen, wishes, "もうひとつ"))
    with refused(code):
        match what:
            case "decide" | "say nothing known":
                actions.decide_idea(viewer, post=idea, state="planned" if what == "decide" else "maybe")
            case "decide a talk":
                actions.decide_idea(viewer, post=post, state="planned")
            case "decide a merged one":
                actions.decide_idea(viewer, post=same, state="planned")
            case "merge into a talk":
                actions.merge_idea(viewer, post=idea, into=post)
            case "merge with itself":
                actions.merge_idea(viewer, post=idea, into=idea)
            case _:
                actions.merge_idea(viewer, post=idea, into=same)


def test_a_merge_goes_on_with_what_was_merged_before(owen: Viewer, wishes: Board, idea: Post, same: Post) -> None:
    third = wish(owen, wishes, "もうひとつ")
    actions.merge_idea(owen, post=same, into=idea)
    actions.merge_idea(owen, post=idea, into=third)
    told = queries.idea_of(fresh(third))
    assert told is not None
    assert {one.id for one in told.merged} == {idea.id, same.id}
