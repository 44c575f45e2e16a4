"""open_board, change_board, order_boards, close_board, remove_board"""

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.community import actions, queries
from coorum.community.models import Board, Post

CHANGE = {"kind": "talk", "description": "", "readers": "everyone", "writers": "members", "template": ""}


def names(viewer: Viewer | None = None) -> list[str]:
    return [row.name for row in queries.board_list(viewer)]


def test_members_cannot_open_boards(hana: Viewer) -> None:
    with pytest.raises(Refused) as refusal:
        actions.open_board(hana, name="わたしの", slug="mine")
    assert refusal.value.code == "not_staff"


@pytest.mark.parametrize(
    ("name", "slug", "field"),
    [("", "a", "name"), ("題" * 41, "a", "name"), ("題", "大", "slug"), ("題", "A", "slug"), ("題", "talk", "slug")],
)
def test_a_board_needs_a_name_and_an_address_of_its_own(
    owen: Viewer, board: Board, name: str, slug: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.open_board(owen, name=name, slug=slug)
    assert refusal.value.field == field


def test_announcements_are_written_by_staff_whatever_was_asked(news: Board) -> None:
    assert news.writers == "staff"


def test_a_board_can_be_renamed_but_not_onto_another(owen: Viewer, board: Board, news: Board) -> None:
    actions.change_board(owen, board=board, name="雑談", slug="chat", **CHANGE)
    assert names() == ["雑談", "お知らせ"]
    with pytest.raises(Refused) as refusal:
        actions.change_board(owen, board=board, name="雑談", slug="news", **CHANGE)
    assert refusal.value.code == "slug_taken"


def test_boards_stand_in_the_order_staff_gave_them(owen: Viewer, board: Board, news: Board) -> None:
    third = actions.open_board(owen, name="道具", slug="tools")
    actions.order_boards(owen, ids=[third.id, news.id])
    assert names() == ["道具", "お知らせ", "おしゃべり"]


def test_who_may_read_a_board(owen: Viewer, hana: Viewer) -> None:
    for readers in ("everyone", "members", "staff"):
        actions.open_board(owen, name=readers, slug=readers, readers=readers)
    assert names(None) == ["everyone"]
    assert names(hana) == ["everyone", "members"]
    assert names(owen) == ["everyone", "members", "staff"]


def test_a_closed_board_can_be_read_and_opened_again(owen: Viewer, hana: Viewer, board: Board, post: Post) -> None:
    actions.close_board(owen, board=board)
    actions.close_board(owen, board=board)
    assert [(row.is_closed, row.may_write) for row in queries.board_list(hana)] == [(True, False)]
    assert queries.posts_visible_to(None).count() == 1
    actions.reopen_board(owen, board=board)
    assert [(row.is_closed, row.may_write) for row in queries.board_list(hana)] == [(False, True)]


def test_a_removed_board_takes_its_posts_along_and_brings_them_back(owen: Viewer, board: Board, post: Post) -> None:
    actions.remove_board(owen, board=board)
    assert names(owen) == []
    assert not queries.posts_visible_to(owen).exists()
    actions.restore_board(owen, board=board)
    assert queries.posts_visible_to(None).count() == 1
