"""Picks the pages to be measured in a running house, and signs a member in; prints JSON. Run in the house's environment."""

import json
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from coorum.accounts.models import Member  # noqa: E402
from coorum.accounts.queries import viewer_on_site  # noqa: E402
from coorum.accounts.sessions import SessionStore  # noqa: E402
from coorum.base.scope import site_scope  # noqa: E402
from coorum.community.actions import post_comment  # noqa: E402
from coorum.community.models import Post  # noqa: E402
from coorum.community.queries import posts_visible_to  # noqa: E402
from coorum.sites.queries import place_at  # noqa: E402

#: The page whose cost is bounded has at least so many.
COMMENTS = 20


def main() -> None:
    place = place_at(settings.COORUM_PROVIDER_HOST)
    with site_scope(place.site.id):
        post = talked_about()
        member = Member.objects.select_related("person").exclude(id=post.author_id).order_by("joined_at").first()
        session = SessionStore()
        session[SESSION_KEY] = str(member.person_id)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
        session["_host"] = settings.COORUM_PROVIDER_HOST
        session.save()
        from django.urls import reverse

        path = reverse("portal:post", args=[post.board.slug, post.id])
        board = reverse("portal:board", args=[post.board.slug])
    print(json.dumps({"path": path, "board": board, "session": session.session_key}))


def talked_about() -> Post:
    """The post with the most comments; where it has fewer than COMMENTS, members of the house say some more."""
    post: Post = posts_visible_to(None).order_by("-comment_count", "id").first()
    for member in Member.objects.select_related("person").order_by("joined_at")[: COMMENTS - post.comment_count]:
        post_comment(viewer_on_site(member.person), post=post, body="わたしもそう思います。" * 4, key=uuid4())
    post.refresh_from_db()
    if post.comment_count < COMMENTS:
        raise RuntimeError(f"{post.title} has {post.comment_count} comments")
    return post


if __name__ == "__main__":
    main()
