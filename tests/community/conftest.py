"""What is said on Kissa."""

from coorum.accounts.queries import Viewer
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community.models import Comment, Post


def said(viewer: Viewer, post: Post, body: str) -> Comment:
    """A comment."""
    return actions.post_comment(viewer, post=post, body=body, key=new_id())
