"""Sixteen people under one post at once: everything counted, nobody waiting in a circle, one lock order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from coorum.accounts.models import Member, Person
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions
from coorum.community.models import Comment, CommentRemoval, Post
from tests.cast import Cast, raise_curtain

PEOPLE = 16


@pytest.fixture
def stage(committed: None) -> tuple[Cast, UUID, list[Viewer]]:
    """Kissa with a post, and sixteen members."""
    cast, crowd = raise_curtain(), []
    for n in range(PEOPLE):
        with provider_scope():
            person = Person(email=f"guest{n}@people.example")
            person.save()
        with site_scope(cast.kissa.id):
            Member.new(
                person=person, display_name=f"客{n}", user_id=f"guest{n}", joined_at=clock.now(), ledger_ref=f"ref{n}"
            ).save()
            crowd.append(viewer_on_site(person))
    with site_scope(cast.kissa.id):
        board = actions.open_board(viewer_on_site(cast.owen), name="おしゃべり", slug="talk")
        post = actions.write_post(crowd[0], board=board, title="一斉に", body="どうぞ", key=new_id())
    return cast, post.id, crowd


def at_once(crowd: list[Viewer], act: Callable[[Viewer], Any]) -> list[Any]:
    """Everybody acts, each on a connection of their own."""

    def one(viewer: Viewer) -> Any:
        try:
            return act(viewer)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(crowd)) as pool:
        return list(pool.map(one, crowd))


def test_comments_replies_likes_and_removals_at_once(stage: tuple[Cast, UUID, list[Viewer]]) -> None:
    cast, post_id, crowd = stage

    def in_turn(*acts: Callable[[Post], Any]) -> None:
        for act in acts:
            with site_scope(cast.kissa.id), suppress(Refused):  # what one answers may just have been removed
                act(Post.objects.select_related("board").get(id=post_id))

    def take_part(viewer: Viewer) -> None:
        mine, key = str(viewer.user_id), new_id()

        def first(post: Post) -> Comment:
            return Comment.objects.select_related("post__board").filter(post=post).order_by("number")[0]

        in_turn(
            lambda post: actions.post_comment(viewer, post=post, body=mine, key=key),
            lambda post: actions.like(viewer, subject=post),
            lambda post: actions.reply(viewer, to=first(post), body=mine, key=new_id()),
            lambda post: actions.like(viewer, subject=first(post)),
            lambda post: actions.remove_comment(viewer, comment=Comment.objects.get(key=key)),
            lambda post: actions.unlike(viewer, subject=first(post)) if mine > "guest5" else None,
        )

    at_once(crowd, take_part)
    with site_scope(cast.kissa.id):
        post, comments = Post.objects.get(id=post_id), Comment.objects.filter(post=post_id)
        numbers = list(comments.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert post.comment_number == len(numbers)
        assert post.comment_count == len(numbers) - CommentRemoval.objects.count()
        assert post.like_count == PEOPLE
        for comment in comments:
            assert comment.reply_count == comments.filter(parent=comment, removals__isnull=True).count()
            assert comment.like_count == comment.likes.count()


def test_one_form_sent_sixteen_times_at_once_makes_one_of_each(stage: tuple[Cast, UUID, list[Viewer]]) -> None:
    cast, post_id, crowd = stage
    hana, key, other_key = crowd[0], new_id(), new_id()

    def send(viewer: Viewer) -> tuple[UUID, UUID]:
        with site_scope(cast.kissa.id):
            post = Post.objects.select_related("board").get(id=post_id)
            said = actions.post_comment(viewer, post=post, body="一度", key=key)
            written = actions.write_post(viewer, board=post.board, title="一度", body="一度", key=other_key)
            actions.like(viewer, subject=post)
            actions.save_draft(viewer, key=key, kind="comment", board=post.board, post=post, body="下書き")
            return said.id, written.id

    assert len(set(at_once([hana] * PEOPLE, send))) == 1
    with site_scope(cast.kissa.id):
        post = Post.objects.get(id=post_id)
        assert (post.comment_count, post.like_count, Post.objects.count()) == (1, 1, 2)
