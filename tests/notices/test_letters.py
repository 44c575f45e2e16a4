"""Letters about notices: one at the member's hour, of what is unread and may be seen, without advertising, stopped by a press."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.models import Board, Post
from coorum.notices.inbox import actions, queries
from coorum.notices.inbox.kinds import by_mail
from coorum.notices.inbox.rules import USUAL, Times, next_digest
from coorum.notices.models import MailStop, Notice
from coorum.promises.proofs.advertising import OURS
from tests.cast import Cast
from tests.notices.conftest import announce, like, say


@pytest.fixture
def evening() -> datetime:
    return next_digest(USUAL, clock.now()) + timedelta(minutes=1)


def sent(at: datetime | None = None) -> list[Letter]:
    """What the letters are after everything that is due was written."""
    with clock.held_at(at or clock.now()):
        while actions.send_due():
            pass
    return list(Letter.objects.filter(kind="member_notices").order_by("written_at"))


def test_one_letter_gathers_what_was_not_read(
    cast: Cast, hana: Viewer, taro: Viewer, post: Post, evening: datetime
) -> None:
    say(taro, post)
    like(taro, post)
    assert sent() == []
    (letter,) = sent(evening)
    assert letter.recipient == "hana@people.example"
    assert letter.subject == "喫茶こもれび：お知らせが2件あります"
    assert "Taroさんがあなたの投稿にコメントしました" in letter.text
    assert "朝の一杯" in letter.html
    assert letter.sender_name == "喫茶こもれび"
    assert sent(evening + timedelta(days=2)) == [letter]


def test_done_again_after_a_crash_it_is_one_letter(hana: Viewer, taro: Viewer, post: Post, evening: datetime) -> None:
    """Whoever broke off wrote nothing, or all of it; and where the queue tries once more, the letter has the same key."""
    say(taro, post)
    due = list(Notice.objects.values_list("id", "mail_at"))
    sent(evening)
    for id_, mail_at in due:
        Notice.objects.filter(id=id_).update(mail_at=mail_at)
    assert len(sent(evening)) == 1


def test_nothing_is_written_where_nothing_is_new(hana: Viewer, taro: Viewer, post: Post, evening: datetime) -> None:
    say(taro, post)
    assert hana.member is not None
    actions.read(hana.member)
    assert sent(evening) == []
    assert not Notice.objects.exclude(mail_at=None).exists()


def test_a_letter_tells_only_what_may_be_seen_when_it_is_written(
    hana: Viewer, taro: Viewer, board: Board, post: Post, evening: datetime
) -> None:
    say(taro, post)
    Board.objects.filter(id=board.id).update(readers="staff")
    assert sent(evening) == []


def test_at_once_is_at_once_and_in_quiet_hours_later(hana: Viewer, taro: Viewer, post: Post) -> None:
    assert hana.member is not None
    now = clock.now()
    actions.choose(hana.member, wanted={"post_commented": (True, "now")})
    say(taro, post)
    (letter,) = sent()
    assert letter.subject == "喫茶こもれび: Taroさんがあなたの投稿にコメントしました"
    here = (now + timedelta(hours=9)).hour
    quiet = Times(hour=(here + 8) % 24, quiet_from=(here - 1) % 24, quiet_until=(here + 3) % 24)
    actions.choose(hana.member, wanted={}, times=quiet)
    say(taro, post, "もう一つ。")
    assert len(sent(now + timedelta(minutes=5))) == 1
    assert len(sent(now + timedelta(hours=4))) == 2


def test_what_advertises_is_in_the_bell_and_in_no_letter(
    hana: Viewer, taro: Viewer, owen: Viewer, news: Board, evening: datetime
) -> None:
    announce(owen, news, title="週末セール 30%オフ")
    assert sent(evening) == []
    assert hana.member is not None
    assert queries.unread_count(hana.member) == 1
    announce(owen, news, title="定休日のお知らせ")
    assert {letter.subject for letter in sent(evening + timedelta(days=1))} == {
        "喫茶こもれび: 新しいお知らせがあります"
    }
    assert not Letter.objects.filter(purpose="advertise").exists()
    assert "letter" in OURS


class TestStopping:
    """RFC 8058: the button of the mail program, the page for people, and the way back."""

    @pytest.fixture
    def browser(self, cast: Cast, hana: Viewer, taro: Viewer, post: Post, evening: datetime, visit: Any) -> Client:
        say(taro, post)
        sent(evening)
        return visit(cast.kissa)

    @pytest.fixture
    def address(self, browser: Client) -> str:
        headers = Letter.objects.get(kind="member_notices").headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        found = headers["List-Unsubscribe"].strip("<>")
        return "/" + found.partition("://")[2].partition("/")[2]

    def stopped(self, cast: Cast) -> bool:
        with site_scope(cast.kissa.id):
            return MailStop.objects.exists()

    def test_one_press_stops_without_signing_in(
        self, cast: Cast, browser: Client, address: str, taro: Viewer, post: Post, evening: datetime
    ) -> None:
        say(taro, post, "まだあります。")
        answer = browser.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, self.stopped(cast)) == (200, True)
        like(taro, post)
        assert sent(evening + timedelta(days=3)) == []  # the first had not left yet
        assert "aria-invalid" not in browser.post(address, {"act": "undo"}).content.decode()
        assert not self.stopped(cast)

    def test_looking_changes_nothing_and_a_made_up_link_opens_nothing(
        self, cast: Cast, browser: Client, address: str, visit: Any
    ) -> None:
        page = browser.get(address)
        assert (page.status_code, self.stopped(cast)) == (200, False)
        assert "すべてのメールを止める" in page.content.decode()
        assert browser.post(address[:-2] + "x/").status_code == 404
        assert visit(cast.kiri).post(address).status_code == 200  # nobody there has these letters
        assert not self.stopped(cast)

    def test_people_may_choose_for_each_kind_instead(
        self, cast: Cast, browser: Client, address: str, hana: Viewer, taro: Viewer, post: Post, evening: datetime
    ) -> None:
        wanted = {f"mail-{kind.name}": "off" for kind in by_mail()} | {"mail-post_liked": "digest"}
        assert browser.post(address, {"act": "choose", **wanted}).status_code == 200
        say(taro, post, "まだあります。")
        assert len(sent(evening + timedelta(days=1))) == 1
        community.like(taro, subject=post)
        like(taro, post)
        assert len(sent(evening + timedelta(days=1))) == 2
