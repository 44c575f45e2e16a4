"""Talks about pages of the operator's own website."""

from uuid import UUID

from coorum.accounts.queries import Viewer
from coorum.base import clock, scope
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.once import insert_once
from coorum.community import events, rules
from coorum.community.actions.comments import post_comment
from coorum.community.actions.posts import write_post
from coorum.community.actions.words import subject
from coorum.community.models import Board, PageTalk, Post, PostRemoval
from coorum.community.queries import talk_about
from coorum.sites.queries import page_on_listed_site


@action
def tie_to_page(author: Viewer, *, post: Post, address: str) -> bool:
    """Make `post` the talk about this page, unless another stands there: then the post is one like any other.

    Answers whether it is. Raises `Refused`: `origin` where the page is on none of the operator's listed websites, `not_yours`.
    """
    rules.ensure_own(author, post)
    page = page_on_listed_site(post.site_id, address)
    PageTalk.objects.filter(address=page, post__in=PostRemoval.objects.values("post")).delete()
    if not insert_once(PageTalk.new(address=page, post=post, begun_at=clock.now())):
        return PageTalk.objects.filter(address=page, post=post).exists()
    publish(events.POST_TIED, actor=author.party, subject=subject("post", post.id), payload={"page": page})
    return True


def speak_about_page(author: Viewer, *, board: Board | None, address: str, title: str, body: str, key: UUID) -> Post:
    """Say something about this page: a comment where people talk about it, else the post with which they begin, on `board`.
    The same `key` again says nothing more. Answers the post.

    Raises `Refused` as `post_comment`, `write_post` and `tie_to_page` do.
    """
    page = page_on_listed_site(scope.current_site_id(), address)
    talk = talk_about(page)
    if talk is None:
        talk = write_post(author, board=board, title=title, body=body, key=key)
        tie_to_page(author, post=talk, address=page)
    elif talk.key != key:
        post_comment(author, post=talk, body=body, key=key)
    return talk
