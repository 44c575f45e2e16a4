"""What the community puts on the index, and takes off it. The index says what stands *now*, whenever it is told."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.base.actions import action
from coorum.community.markdown import plain
from coorum.community.models import Comment, Post
from coorum.search import actions as search

BATCH = 500
"""So many are divided into words in one transaction: a second or two."""
_MODELS: dict[str, type[Post | Comment]] = {"post": Post, "comment": Comment}


@action
def index_words(kind: str, ids: Collection[UUID]) -> None:
    """Bring the documents of these up to what stands: write what can be found, take off what is gone.

    Locked against whoever removes them meanwhile: they wait, and take the document off afterwards.
    """
    list(_MODELS[kind].objects.select_for_update().filter(id__in=ids).order_by("id").values("id"))
    standing = list(_standing(kind).filter(id__in=ids))
    search.put(findable(standing))
    search.drop(kind, set(ids) - {one.id for one in standing})


@action
def index_thread(post_id: UUID) -> None:
    """A post with all that stands under it: it came back, or stands elsewhere now."""
    index_words("post", [post_id])
    search.put(findable(_standing("comment").filter(post=post_id)))


@action
def index_next(kind: str, after: UUID | None) -> UUID | None:
    """Make the next documents past `after` anew. Where to go on, or None at the end."""
    rows = _standing(kind).order_by("id")
    found = list((rows.filter(id__gt=after) if after else rows)[:BATCH])
    last = found[-1].id if len(found) == BATCH else None
    search.drop_others(kind, after=after, until=last, but=[one.id for one in found])
    search.put(findable(found))
    return last


def findable(rows: Iterable[Post | Comment]) -> list[search.Findable]:
    """Posts and comments as the index has them."""
    return [_post(one) if isinstance(one, Post) else _comment(one) for one in rows]


def _post(post: Post) -> search.Findable:
    return search.Findable("post", post.id, post.id, post.board_id, post.created_at, post.title, plain(post.body_html))


def _comment(comment: Comment) -> search.Findable:
    return search.Findable(
        "comment", comment.id, comment.post_id, comment.post.board_id, comment.created_at, "", plain(comment.body_html)
    )


def _standing(kind: str) -> QuerySet[Post | Comment]:
    """What is not removed, on whatever board: who may look at which board is asked with each question."""
    if kind == "post":
        return Post.objects.filter(removals__post__isnull=True).exclude(body="")
    standing = Q(removals__comment__isnull=True, post__removals__post__isnull=True)
    return Comment.objects.filter(standing).exclude(body="").select_related("post")
