"""Talks about pages of the operator's own website."""

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.once import insert_once
from coorum.community import events, rules
from coorum.community.actions.words import subject
from coorum.community.models import PageTalk, Post, PostRemoval
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
