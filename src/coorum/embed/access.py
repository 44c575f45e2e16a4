"""Who may do something in a frame: whoever shows the token of a session there. Who is signed in at the community is nobody."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from coorum.accounts.frames import Place, viewer_in_frame
from coorum.accounts.queries import Viewer
from coorum.community import queries as community
from coorum.embed.keeping import kept
from coorum.embed.origins import home_of
from coorum.embed.wishes import Wish
from coorum.web.brand import media_url
from coorum.web.guards import site_only
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.community.models import Comment, Post

Act = Callable[[Request, Wish, Viewer], HttpResponse]


def place_of(request: Request, wish: Wish) -> Place:
    """Where the frame stands."""
    return Place(request.site.id, wish.origin)


def viewer_of(request: Request, wish: Wish) -> Viewer | None:
    """The member who is signed in in this frame."""
    token = kept(request)
    viewer = viewer_in_frame(token, place_of(request, wish)) if token else None
    if viewer is None or viewer.member is None:
        return None
    return replace(viewer, avatar_url=media_url(viewer.member.avatar_key))


def in_frame(view: Callable[[Request, Wish], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """What a frame's script sends. The website's own pages could send it too, cookie and all: `Origin` tells them apart."""

    @csrf_exempt
    @require_POST
    @site_only
    @wraps(view)
    def entered(request: Request) -> HttpResponse:
        wish = Wish.of(request)
        if request.headers.get("Origin") != home_of(request):
            raise PermissionDenied
        with translation.override(wish.language):
            response = view(request, wish)
        response.headers["Cache-Control"] = "no-store"
        return response

    return entered


def by_member(view: Act) -> Callable[[Request], HttpResponse]:
    """For whoever is signed in in this frame. Anybody else is answered 401, and the script leaves their words where they are."""

    @wraps(view)
    def entered(request: Request, wish: Wish) -> HttpResponse:
        viewer = viewer_of(request, wish)
        if viewer is None:
            return HttpResponse(status=401)
        return view(request, wish, viewer)

    return in_frame(entered)


def talk_of(wish: Wish, viewer: Viewer | None) -> "Post | None":
    """The talk about the page, as the viewer sees it: where everybody may read it."""
    talk = community.talk_about(wish.address) if wish.address else None
    return community.post_to_show(viewer, talk.id) if talk and viewer else talk


def in_talk(wish: Wish, viewer: Viewer, subject: str) -> "Post | Comment":
    """The talk about the page, or the comment of it with this id."""
    talk = talk_of(wish, viewer)
    if talk is not None and subject == "post":
        return talk
    try:
        comment = community.comment_to_show(viewer, UUID(subject))
    except ValueError:
        comment = None
    if talk is None or comment is None or comment.post_id != talk.id:
        raise Http404
    return comment
