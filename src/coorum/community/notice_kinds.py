"""What the community tells its members of: what others did with what they wrote, and what the operator announces."""

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorum.accounts.queries import Viewer
from coorum.base import links
from coorum.community.models import Comment
from coorum.community.queries.posts import posts_visible_to
from coorum.notices.inbox.kinds import Kind, Matter, register

COMMENTED, REPLIED = "post_commented", "comment_replied"
ANSWERED, CHOSEN = "question_answered", "answer_chosen"
POST_LIKED, COMMENT_LIKED = "post_liked", "comment_liked"
ANNOUNCED = "announced"


def posts(viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, Matter]:
    """The posts the viewer may read."""
    found = posts_visible_to(viewer).filter(id__in=ids).values_list("id", "title")
    return {id_: Matter(title, links.path_to("post", id_)) for id_, title in found}


def comments(viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, Matter]:
    """The comments the viewer may read, under the titles of their posts."""
    standing = Comment.objects.filter(removals__comment__isnull=True, id__in=ids)
    found = standing.filter(post__in=posts_visible_to(viewer)).values_list("id", "post__title")
    return {id_: Matter(title, links.path_to("comment", id_)) for id_, title in found}


register(
    Kind(
        name=COMMENTED,
        title=gettext_lazy("Comments on my posts"),
        icon="message-circle",
        sentence=lambda who: _("%(who)s commented on your post") % {"who": who},
        look_up=posts,
        path_of=partial(links.path_to, "comment"),
    ),
    Kind(
        name=REPLIED,
        title=gettext_lazy("Replies to my comments"),
        icon="reply",
        sentence=lambda who: _("%(who)s replied under a comment of yours") % {"who": who},
        look_up=comments,
        path_of=partial(links.path_to, "comment"),
    ),
    Kind(
        name=ANSWERED,
        title=gettext_lazy("Answers to my questions"),
        icon="message-circle-question-mark",
        sentence=lambda who: _("%(who)s answered your question") % {"who": who},
        look_up=posts,
        path_of=partial(links.path_to, "comment"),
    ),
    Kind(
        name=CHOSEN,
        title=gettext_lazy("My answers chosen as the best"),
        icon="circle-check-big",
        sentence=lambda who: _("%(who)s chose your answer as the best") % {"who": who},
        look_up=comments,
    ),
    Kind(
        name=POST_LIKED,
        title=gettext_lazy("Likes of my posts"),
        icon="heart",
        sentence=lambda who: _("%(who)s liked your post") % {"who": who},
        look_up=posts,
    ),
    Kind(
        name=COMMENT_LIKED,
        title=gettext_lazy("Likes of my comments"),
        icon="heart",
        sentence=lambda who: _("%(who)s liked your comment") % {"who": who},
        look_up=comments,
    ),
    Kind(
        name=ANNOUNCED,
        title=gettext_lazy("Announcements of the community"),
        icon="megaphone",
        sentence=lambda _who: _("New announcement"),
        look_up=posts,
        by_operator=True,
    ),
)
