"""save_draft, discard_draft"""

import pytest

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Board, Draft, Post


def test_saving_again_changes_the_same_draft(hana: Viewer, board: Board) -> None:
    key = new_id()
    for body in ("あ", "あい"):
        actions.save_draft(hana, key=key, kind="post", board=board, title="題", body=body)
    assert [draft.body for draft in queries.drafts_of(hana)] == ["あい"]


def test_a_draft_is_its_writers_alone(hana: Viewer, taro: Viewer, board: Board) -> None:
    draft = actions.save_draft(hana, key=new_id(), kind="post", board=board, body="秘密")
    assert queries.draft_of(taro, draft.key) is None
    actions.discard_draft(taro, key=draft.key)
    assert queries.draft_of(hana, draft.key) is not None


def test_what_cannot_be_stored_is_left_out_and_the_rest_is_kept(hana: Viewer, board: Board) -> None:
    draft = actions.save_draft(hana, key=new_id(), kind="post", board=board, body="半分\ud83d\x00残り")
    assert draft.body == "半分残り"


def test_a_draft_outlives_what_it_was_meant_for(owen: Viewer, hana: Viewer, board: Board, post: Post) -> None:
    draft = actions.save_draft(hana, key=new_id(), kind="comment", board=board, post=post, body="つづき")
    actions.remove_board(owen, board=board)
    assert queries.draft_of(hana, draft.key) is not None


def test_a_page_finds_the_comment_one_was_writing(hana: Viewer, post: Post) -> None:
    actions.save_draft(hana, key=new_id(), kind="comment", board=post.board, post=post, body="つづき")
    found = queries.begun_under(queries.post_to_show(hana, post.id))
    assert found is not None
    assert found.body == "つづき"


def test_a_hundred_drafts_are_enough(hana: Viewer, board: Board) -> None:
    drafts = [
        Draft.new(owner=hana.person.id, key=new_id(), kind="post", saved_at=hana.member.joined_at) for _ in range(100)
    ]
    Draft.objects.bulk_create(drafts)
    with pytest.raises(Refused) as refusal:
        actions.save_draft(hana, key=new_id(), kind="post", board=board)
    assert refusal.value.code == "too_many"
    actions.save_draft(hana, key=drafts[0].key, kind="post", board=board, body="まだ書ける")
