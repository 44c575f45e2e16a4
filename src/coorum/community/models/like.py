"""Likes: on posts, and on comments and replies alike."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.comment import Comment
from coorum.community.models.post import Post


class PostLike(SiteOwned):
    """A member likes a post, once."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="likes")
    liked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "post", "member"], name="post_like_once")]
        indexes = [models.Index(fields=["site", "member", "-liked_at"], name="post_like_member")]


class CommentLike(SiteOwned):
    """A member likes a comment or a reply, once."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    comment = SiteForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")
    liked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "comment", "member"], name="comment_like_once")]
        indexes = [models.Index(fields=["site", "member", "-liked_at"], name="comment_like_member")]
