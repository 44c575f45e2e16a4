"""What open pages of a post listen to: a topic, `post.<short site>.<short post>`, and nothing about anybody (base/live.py)."""

from coorum.base import live
from coorum.base.ids import short
from coorum.community.models import Comment, Post


def topic_of(post: Post) -> str:
    """What a page of this post listens to."""
    return f"post.{short(post.site_id)}.{short(post.id)}"


def tell_of_comment(comment: Comment) -> None:
    """Hint that `comment` was posted, once it is committed."""
    live.tell(topic_of(comment.post))
