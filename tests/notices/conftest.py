"""A board and a post by Hana on Kissa, and everybody's inboxes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community.actions import telling
from coorum.community.models import Board, Comment, Post
from coorum.notices.inbox import queries
from coorum.notices.inbox.queries import Bundle
from tests.cast import Cast

Say = Callable[..., Comment]


@pytest.fixture
def hana(cast: Cast, on_kissa: UUID) -> Viewer:
    return viewer_on_site(cast.hana)


@pytest.fixture
def taro(cast: Cast, on_kissa: UUID) -> Viewer:
    return viewer_on_site(cast.taro)


@pytest.fixture
def owen(cast: Cast, on_kissa: UUID) -> Viewer:
    return viewer_on_site(cast.owen)


@pytest.fixture
def board(owen: Viewer) -> Board:
    return actions.open_board(owen, name="おしゃべり", slug="talk")


@pytest.fixture
def news(owen: Viewer) -> Board:
    return actions.open_board(owen, name="お知らせ", slug="news", kind="announcement")


@pytest.fixture
def post(hana: Viewer, board: Board) -> Post:
    return actions.write_post(hana, board=board, title="朝の一杯", body="何時に飲みますか。", key=new_id())


def joined(name: str) -> Viewer:
    """One more member of the open site."""
    from coorum.accounts.models import Person
    from coorum.base import clock

    person = Person.objects.create(email=f"{name.lower()}@people.example")
    Member.new(person=person, display_name=name, user_id=name.lower(), joined_at=clock.now()).save()
    return viewer_on_site(person)


def say(by: Viewer, on: Post | Comment, body: str = "七時です。") -> Comment:
    """A comment or a reply, and what the task does after it."""
    if isinstance(on, Post):
        said = actions.post_comment(by, post=on, body=body, key=new_id())
    else:
        said = actions.reply(by, to=on, body=body, key=new_id())
    telling.tell_of_comment(said.id)
    return said


def like(by: Viewer, what: Post | Comment) -> None:
    """A like, and what the task does after it."""
    actions.like(by, subject=what)
    assert by.member is not None
    telling.tell_of_like("post" if isinstance(what, Post) else "comment", what.id, by.member.id)


def announce(owen: Viewer, news: Board, title: str = "定休日のお知らせ", **given: Any) -> Post:
    """An announcement, and what the tasks do after it."""
    post = actions.write_post(owen, board=news, title=title, body="本文", key=new_id(), **given)
    last = None
    while (last := telling.tell_of_announcement(post.id, last)) is not None:
        pass
    return post


def inbox(viewer: Viewer) -> list[Bundle]:
    return list(queries.inbox_of(viewer).bundles)


def waiting(viewer: Viewer) -> int:
    assert viewer.member is not None
    return queries.unread_count(viewer.member)
