"""Posts and comments as the moderation room sees them."""

from uuid import UUID

from coorum.community.models import Comment, Post
from coorum.moderation import subjects
from coorum.moderation.subjects import Matter


def post_matter(post_id: UUID) -> Matter | None:
    """A post, removed or not."""
    post = Post.objects.select_related("author__person").filter(id=post_id).first()
    return post and matter_of(post)


def comment_matter(comment_id: UUID) -> Matter | None:
    """A comment, removed or not; its title is that of its post."""
    comment = Comment.objects.select_related("author__person", "post").filter(id=comment_id).first()
    return comment and matter_of(comment)


def matter_of(spoken: Post | Comment) -> Matter:
    """What was said."""
    is_post = isinstance(spoken, Post)
    return Matter(
        kind="post" if is_post else "comment",
        id=spoken.id,
        title=spoken.title if isinstance(spoken, Post) else spoken.post.title,
        words=spoken.body,
        html=spoken.body_html,
        author=spoken.author,
        revision=spoken.revision,
        is_gone=spoken.removals.exists(),
    )


subjects.register("post", post_matter)
subjects.register("comment", comment_matter)
