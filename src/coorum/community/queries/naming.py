"""Where somebody's own words say who they are: to be shown to them before they leave and the words stay."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from coorum.base import links
from coorum.community.models import Comment, Post

#: Enough to see the matter; what is mended makes room for the rest.
MOST = 20
#: Names of one sign are in every other sentence.
SHORTEST = 2


@dataclass(frozen=True)
class Naming:
    """A post or comment in which its author's own name stands; `path` is its page on the site."""

    title: str
    path: str
    is_comment: bool


def own_words_naming(member_id: UUID, names: Collection[str]) -> list[Naming]:
    """The member's standing posts, then comments, in which one of the names stands, newest first; at most `MOST` of each."""
    wanted = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    if not wanted:
        return []
    in_title, in_body = _any("title", wanted), _any("body", wanted)
    posts = Post.objects.filter(in_title | in_body, author=member_id, removals=None).order_by("-created_at")
    comments = Comment.objects.filter(in_body, author=member_id, removals=None).select_related("post")
    return [
        *(Naming(one.title, links.path_to("post", one.id), is_comment=False) for one in posts[:MOST]),
        *(
            Naming(one.post.title, links.path_to("comment", one.id), is_comment=True)
            for one in comments.order_by("-id")[:MOST]
        ),
    ]


def _any(field: str, names: set[str]) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{field}__icontains": name})
    return found
