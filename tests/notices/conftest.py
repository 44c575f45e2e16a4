"""Everybody's inboxes on Kissa, and deeds that are told there."""

from collections.abc import Callable
from typing import Any

from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community.actions import telling
from coorum.community.models import Board, Comment, Post
from coorum.notices.inbox import queries
from coorum.notices.inbox.queries import Bundle

Say = Callable[..., Comment]


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
