"""Whoever looks around the demo has been told something: of what others said to them lately, and of the last announcement."""

from collections.abc import Iterable
from uuid import UUID

from coorum.accounts.models import Member
from coorum.base.scope import site_scope
from coorum.community.actions import telling
from coorum.community.models import Comment, Post, PostLike

#: So many of each kind, and whose posts they are under.
FEW = 6


def ring(site_id: UUID, emails: Iterable[str]) -> None:
    """Tell the members at these addresses, and everybody of the newest announcement. Again changes nothing."""
    with site_scope(site_id):
        for member in Member.objects.filter(person__email__in=list(emails), has_left=False):
            _tell(member)
        newest = Post.objects.filter(board__kind="announcement", board__readers="everyone", removals=None)
        last, post = None, newest.order_by("-created_at").first()
        while post and (last := telling.tell_of_announcement(post.id, last)):
            pass


def _tell(member: Member) -> None:
    comments = Comment.objects.filter(post__author=member, parent=None, removals=None).exclude(author=member)
    replies = Comment.objects.filter(parent__author=member, removals=None).exclude(author=member)
    for rows in (comments, replies):
        for comment_id in rows.order_by("-created_at").values_list("id", flat=True)[:FEW]:
            telling.tell_of_comment(comment_id)
    likes = PostLike.objects.filter(post__author=member).order_by("-liked_at")[:FEW]
    for post_id, liker_id in likes.values_list("post", "member"):
        telling.tell_of_like("post", post_id, liker_id)
