"""Who is told of what: once, together, nobody of their own deeds, and of nothing that is not open to them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone, translation

from coorum.accounts.models import Pause, Role, StaffRole
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.community import actions as community
from coorum.community.actions import telling
from coorum.community.models import Board, Post
from coorum.notices import alerts
from coorum.notices.inbox import actions, queries
from coorum.notices.inbox.actions import notifying
from coorum.notices.models import Notice
from tests.cast import Cast
from tests.notices.conftest import announce, inbox, joined, like, say, waiting


def queued() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE task_name LIKE 'community.tasks.tell%'")
        return [row[0] for row in cursor.fetchall()]


def test_a_comment_is_told_to_the_author_of_the_post_once(hana: Viewer, taro: Viewer, post: Post) -> None:
    said = say(taro, post)
    telling.tell_of_comment(said.id)
    with translation.override("ja"):
        (line,) = inbox(hana)
    assert (line.sentence, line.title) == ("Taroさんがあなたの投稿にコメントしました", "朝の一杯")
    assert (line.count, line.is_unread, waiting(hana)) == (1, True, 1)
    assert inbox(taro) == []
    assert "community.tasks.tell_of_comment" in queued()


def test_what_belongs_together_is_one_line(hana: Viewer, taro: Viewer, post: Post) -> None:
    for liker in (taro, joined("Ume"), joined("Kiku")):
        like(liker, post)
    with translation.override("ja"):
        (line,) = inbox(hana)
    assert line.sentence == "Kikuさんほか2人があなたの投稿に「いいね」しました"
    assert (line.count, waiting(hana)) == (3, 1)


def test_a_reply_is_told_to_whoever_spoke_in_the_thread(hana: Viewer, taro: Viewer, post: Post) -> None:
    ume = joined("Ume")
    first = say(taro, post)
    second = say(ume, first)
    assert [line.kind.name for line in inbox(taro)] == ["comment_replied"]
    say(taro, second)
    assert [line.kind.name for line in inbox(ume)] == ["comment_replied"]
    assert [line.count for line in inbox(taro)] == [1]  # not of their own
    assert [line.kind.name for line in inbox(hana)] == ["post_commented"]


def test_nobody_is_told_of_their_own_deeds(hana: Viewer, post: Post) -> None:
    like(hana, post)
    say(hana, say(hana, post))
    assert inbox(hana) == []


def test_an_announcement_is_told_to_every_member_in_turns(
    cast: Cast, hana: Viewer, taro: Viewer, owen: Viewer, news: Board, monkeypatch: Any
) -> None:
    monkeypatch.setattr(notifying, "AT_ONCE", 2)
    others = [joined(name) for name in ("Ume", "Kiku", "Sumire")]
    post = announce(owen, news)
    telling.tell_of_announcement(post.id)
    assert [waiting(one) for one in (hana, taro, *others)] == [1] * 5
    assert "community.tasks.tell_of_announcement" in queued()


def test_who_pauses_or_left_or_reads_no_such_board_is_told_nothing(
    cast: Cast, hana: Viewer, taro: Viewer, owen: Viewer, post: Post
) -> None:
    ume, kiku = joined("Ume"), joined("Kiku")
    assert ume.member
    assert kiku.member
    Pause.new(member=ume.member, paused_at=clock.now()).save()
    kiku.member.has_left = True
    kiku.member.save()
    inner = community.open_board(owen, name="裏", slug="inner", kind="announcement", readers="staff", writers="staff")
    StaffRole.new(person=cast.taro, role=Role.MODERATOR, granted_at=clock.now()).save()
    announce(owen, inner)
    assert (waiting(hana), waiting(taro)) == (0, 1)
    open_to_all = community.open_board(owen, name="表", slug="outer", kind="announcement")
    announce(owen, open_to_all)
    assert (waiting(hana), waiting(ume), waiting(kiku)) == (1, 0, 0)


def test_a_board_that_closes_to_members_leaves_no_line_of_it(
    hana: Viewer, taro: Viewer, board: Board, post: Post
) -> None:
    say(taro, post)
    Board.objects.filter(id=board.id).update(readers="staff")
    assert inbox(hana) == []


def test_what_is_taken_away_takes_its_notices_along(
    cast: Cast, hana: Viewer, taro: Viewer, owen: Viewer, post: Post
) -> None:
    comment = say(taro, post)
    like(taro, post)
    community.unlike(taro, subject=post)
    assert [line.kind.name for line in inbox(hana)] == ["post_commented"]
    like(hana, comment)
    community.remove_comment(taro, comment=comment)
    assert (waiting(hana), waiting(taro)) == (0, 0)
    like(taro, post)
    community.remove_post(hana, post=post)
    assert not Notice.objects.exists()


def test_what_was_taken_away_before_the_task_came_is_told_to_nobody(hana: Viewer, taro: Viewer, post: Post) -> None:
    said = community.post_comment(taro, post=post, body="えっと", key=new_id())
    community.like(taro, subject=post)
    community.remove_comment(taro, comment=said)
    community.unlike(taro, subject=post)
    telling.tell_of_comment(said.id)
    assert taro.member is not None
    telling.tell_of_like("post", post.id, taro.member.id)
    assert inbox(hana) == []


def test_what_is_moved_in_from_long_ago_rings_no_bell(taro: Viewer, post: Post) -> None:
    before = len(queued())
    with clock.held_at(timezone.now() - timedelta(days=3)):
        community.post_comment(taro, post=post, body="昔の話", key=new_id())
        community.like(taro, subject=post)
    assert len(queued()) == before


def test_a_page_that_is_opened_is_read_and_all_can_be_marked_and_unmarked(
    cast: Cast, hana: Viewer, taro: Viewer, post: Post, board: Board
) -> None:
    other = community.write_post(hana, board=board, title="夜の一杯", body="は？", key=new_id())
    comment = say(taro, post)
    like(taro, post)
    say(taro, other)
    hana = viewer_on_site(cast.hana)
    assert (hana.unread_count, comment.post_id) == (3, post.id)
    hana = actions.read_page(hana, post.id) or hana
    assert (hana.unread_count, viewer_on_site(cast.hana).unread_count) == (1, 1)
    assert hana.member is not None
    at = actions.read(hana.member)
    assert queries.unread_count(hana.member) == 0
    assert actions.unread_again(hana.member, read_at=at) == 1
    assert queries.unread_count(hana.member) == 1


def test_a_kind_of_which_somebody_wants_nothing_leaves_nothing(
    hana: Viewer, taro: Viewer, post: Post, on_kissa: UUID
) -> None:
    assert hana.member is not None
    actions.choose(hana.member, wanted={"post_liked": (False, "off"), "post_commented": (False, "digest")})
    like(taro, post)
    say(taro, post)
    assert [(row.kind, row.is_rung) for row in Notice.objects.all()] == [("post_commented", False)]
    assert (waiting(hana), inbox(hana)) == (0, [])


def test_an_answer_and_its_choice_are_told_and_the_menu_counts_what_waits(
    hana: Viewer, taro: Viewer, owen: Viewer
) -> None:
    board = community.open_board(owen, name="質問", slug="ask", kind="questions")
    with clock.held_at(clock.now() - timedelta(days=4)):
        community.write_post(hana, board=board, title="だれも知らない", body="？", key=new_id())
    question = community.write_post(hana, board=board, title="水の量は", body="何ミリですか。", key=new_id())
    assert alerts.waiting()["questions"] == 1
    answer = say(taro, question)
    assert [line.kind.name for line in inbox(hana)] == ["question_answered"]
    for _ in range(2):
        community.choose_answer(hana, post=question, comment=answer)
        telling.tell_of_choice(answer.id)
    with translation.override("ja"):
        assert [line.sentence for line in inbox(taro)] == ["Hanaさんがあなたの回答をベストアンサーに選びました"]
    community.withdraw_answer(hana, post=question)
    assert inbox(taro) == []
    telling.tell_of_choice(answer.id)
    own = say(hana, question)
    community.choose_answer(hana, post=question, comment=own)
    telling.tell_of_choice(own.id)
    assert [line.kind.name for line in inbox(hana)] == ["question_answered"]
