"""What stands is found by whoever may read it, what goes is found by nobody from that moment on."""

from uuid import UUID

import pytest

from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.community import actions, tasks
from coorum.community.actions import emptying, indexing
from coorum.community.models import Board, Comment, Post, PostRemoval
from coorum.community.queries import Wish, search_page
from coorum.search.asking import question
from coorum.search.models import Document
from tests.cast import Cast, refused


def indexed() -> None:
    """What the worker does with the tasks that were queued."""
    for kind, model in (("post", Post), ("comment", Comment)):
        for id_ in model.objects.values_list("id", flat=True):
            tasks.index_words.shell(kind, str(id_))


def titles(viewer: Viewer | None, typed: str, **wish: object) -> list[str]:
    page = search_page(viewer, question(typed), Wish(**wish))  # type: ignore[arg-type]
    return ["".join(piece.text for piece in row.title) for row in page.rows.rows]


@pytest.fixture
def comment(taro: Viewer, post: Post) -> Comment:
    made = actions.post_comment(taro, post=post, body="朝六時のコーヒーです", key=new_id())
    indexed()
    return made


def test_words_of_posts_and_comments_are_found(comment: Comment) -> None:
    assert titles(None, "珈琲") == ["朝の一杯"]
    assert titles(None, "飲む") == ["朝の一杯"]
    assert titles(None, "strong") == []  # the Markdown is not searched, its words are


def test_a_post_is_searched_as_it_was_written_last(hana: Viewer, post: Post, comment: Comment) -> None:
    actions.edit_post(hana, post=post, title="夜の一杯", body="紅茶", revision=1)
    indexed()
    assert (titles(None, "夜"), titles(None, "何時")) == (["夜の一杯"], [])


def test_what_is_removed_is_gone_in_that_moment_and_back_when_it_comes_back(
    hana: Viewer, taro: Viewer, post: Post, comment: Comment
) -> None:
    actions.remove_comment(taro, comment=comment)
    assert [one.kind for one in Document.objects.all()] == ["post"]
    actions.restore_comment(taro, comment=comment)
    tasks.index_words.shell("comment", str(comment.id))
    actions.remove_post(hana, post=post)
    assert not Document.objects.exists()  # the comments under it too
    tasks.index_words.shell("post", str(post.id))  # a late task finds it gone
    tasks.index_words.shell("comment", str(comment.id))
    assert not Document.objects.exists()
    actions.restore_post(hana, post=post)
    tasks.index_thread.shell(str(post.id))
    assert {one.kind for one in Document.objects.all()} == {"post", "comment"}


def test_who_leaves_takes_their_words_off_the_index(hana: Viewer, comment: Comment) -> None:
    assert hana.member
    emptying.erase_words(hana.member.id, hana.person.id)
    assert not Document.objects.exists()


def test_only_who_may_read_a_board_finds_what_stands_there(
    cast: Cast, owen: Viewer, taro: Viewer, board: Board, post: Post, comment: Comment
) -> None:
    def seen() -> tuple[int, ...]:
        return tuple(len(titles(viewer, "朝")) for viewer in (None, taro, owen))

    assert seen() == (2, 2, 2)
    facts = {"name": "おしゃべり", "slug": "talk", "kind": "talk", "description": "", "template": ""}
    actions.change_board(owen, board=board, readers="members", writers="members", **facts)
    assert seen() == (0, 2, 2)
    actions.change_board(owen, board=board, readers="staff", writers="staff", **facts)
    assert seen() == (0, 0, 2)
    actions.remove_board(owen, board=board)
    assert seen() == (0, 0, 0)


def test_the_index_is_not_believed(comment: Comment, post: Post) -> None:
    """Were a document left behind, it would still not be shown."""
    PostRemoval.new(post=post, removed_by=UUID(int=0), by_staff=True, removed_at=clock.now()).save()
    assert titles(None, "朝") == []


def test_a_rebuilding_finds_what_was_missed_and_forgets_what_is_gone(comment: Comment, post: Post) -> None:
    Document.objects.filter(kind="post").update(subject_id=new_id())
    for kind in ("post", "comment"):
        assert indexing.index_next(kind, None) is None
    assert set(Document.objects.values_list("subject_id", flat=True)) == {post.id, comment.id}


def test_a_list_goes_on_where_it_ended(cast: Cast, owen: Viewer, board: Board) -> None:
    for number in range(25):
        actions.write_post(owen, board=board, title=f"焙煎 {number}", body="豆", key=new_id())
    indexed()
    first = search_page(None, question("焙煎"), Wish(newest_first=True))
    second = search_page(None, question("焙煎"), Wish(newest_first=True, after=first.rows.after))
    assert (first.count, len(first.rows.rows), len(second.rows.rows), second.rows.after) == (25, 20, 5, "")
    assert not {row.id for row in first.rows.rows} & {row.id for row in second.rows.rows}
    again = search_page(None, question("焙煎"), Wish(newest_first=True, before=second.rows.before))
    assert [row.id for row in again.rows.rows] == [row.id for row in first.rows.rows]
    assert titles(None, "焙煎", kind="comment") == titles(None, "焙煎", board="news") == []
    with refused("not_found"):
        search_page(None, question("焙煎"), Wish(after="nowhere"))


def test_a_viewer_of_another_site_finds_nothing_here(cast: Cast, comment: Comment) -> None:
    from coorum.base.scope import site_scope

    with site_scope(cast.kiri.id):
        assert titles(viewer_on_site(cast.hana), "朝") == []
