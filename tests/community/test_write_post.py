"""write_post"""

from collections.abc import Callable

import pytest

from coorum.accounts.models import Pause
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries
from coorum.community.models import Board, Draft, Post
from tests.cast import Cast


def write(viewer: Viewer, board: Board, title: str = "題", body: str = "本文", **more: object) -> Post:
    return actions.write_post(viewer, board=board, title=title, body=body, **{"key": new_id(), **more})


def test_a_post_is_rendered_when_it_is_written(post: Post) -> None:
    assert post.body_html == "<p>みなさんは<strong>何時</strong>に飲みますか。</p>\n"
    assert post.excerpt == "みなさんは何時に飲みますか。"


def test_a_form_sent_twice_makes_one_post(hana: Viewer, board: Board) -> None:
    key = new_id()
    first, second = (write(hana, board, key=key) for _ in range(2))
    assert first.id == second.id
    assert Post.objects.count() == 1


def test_another_persons_key_is_refused(hana: Viewer, taro: Viewer, board: Board) -> None:
    key = write(hana, board).key
    with pytest.raises(Refused) as refusal:
        write(taro, board, key=key)
    assert refusal.value.code == "not_yours"


def test_sending_takes_the_place_of_the_draft(hana: Viewer, board: Board) -> None:
    draft = actions.save_draft(hana, key=new_id(), kind="post", board=board, title="題", body="途中")
    write(hana, board, key=draft.key)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("title", "body", "field", "code"),
    [
        ("", "本文", "title", "empty"),
        ("題" * 81, "本文", "title", "text_too_long"),
        ("題", "  \n", "body", "empty"),
        ("題", "あ" * 50_001, "body", "text_too_long"),
        ("題", "a" * 1_000_000, "body", "text_too_long"),
        ("題", "bell\x07", "body", "text_control_character"),
        ("題", "half \ud83d", "body", "text_unreadable"),
        ("nul\x00", "本文", "title", "text_control_character"),
    ],
)
def test_words_that_cannot_stand_are_refused_with_their_field(
    hana: Viewer, board: Board, title: str, body: str, field: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        write(hana, board, title, body)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_members_cannot_announce(hana: Viewer, news: Board) -> None:
    with pytest.raises(Refused) as refusal:
        write(hana, news)
    assert refusal.value.code == "staff_only"


def test_staff_announce_for_the_operator(owen: Viewer, news: Board) -> None:
    post = write(owen, news)
    assert (post.author, post.staff) == (None, owen.person.id)


def test_a_paused_member_cannot_post(cast: Cast, hana: Viewer, board: Board) -> None:
    Pause.new(member=hana.member, paused_at=clock.now()).save()
    with pytest.raises(Refused) as refusal:
        write(viewer_on_site(cast.hana), board)
    assert refusal.value.code == "paused"


def test_someone_who_has_not_joined_cannot_post(cast: Cast, board: Board) -> None:
    with pytest.raises(Refused) as refusal:
        write(viewer_on_site(cast.mika), board)
    assert refusal.value.code == "guest"


@pytest.mark.parametrize(("act", "code"), [(actions.close_board, "closed"), (actions.remove_board, "gone")])
def test_a_post_to_a_board_that_went_away_comes_back_as_a_draft(
    owen: Viewer, hana: Viewer, board: Board, act: Callable[..., None], code: str
) -> None:
    act(owen, board=board)
    with pytest.raises(Refused) as refusal:
        write(hana, board, "朝", "長い話")
    assert refusal.value.code == code
    draft = queries.draft_of(hana, refusal.value.params["draft"])
    assert draft is not None
    assert (draft.title, draft.body, draft.board) == ("朝", "長い話", board)
    assert not Post.objects.exists()


def test_a_post_takes_no_individual_number_and_no_card_number(hana: Viewer, board: Board) -> None:
    for field, text in (("body", "番号は 6214 9832 0257"), ("title", "4111 1111 1111 1111")):
        with pytest.raises(Refused) as refusal:
            write(hana, board, **{field: text})
        assert refusal.value.field == field
    assert not Post.objects.exists()
