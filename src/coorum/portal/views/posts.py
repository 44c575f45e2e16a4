"""Reading, writing, changing and removing posts."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community import queries as community
from coorum.notices.inbox import actions as inbox
from coorum.portal import access, fragments, structured
from coorum.portal.addresses import address_of_post
from coorum.portal.composing import (
    LOOKS,
    STATUS,
    for_writers,
    homeless,
    kept,
    may_be_official,
    preview_of,
    sound,
    typed,
    wants,
)
from coorum.portal.forms.words import PostForm, RemovalForm
from coorum.web.away import away
from coorum.web.freshness import page_or_unchanged
from coorum.web.guards import member_required, site_only, taking_part
from coorum.web.live import topic_token
from coorum.web.request import Request


@require_safe
@site_only
def show(request: Request, board: str, post: UUID) -> HttpResponse:
    """A post with a page of its comments. A guest's browser that has it already is told so."""
    found = access.readable_post(request, post)
    if found.board.slug != board:
        return redirect(address_of_post(found), permanent=True)
    request.viewer = inbox.read_page(request.viewer, found.id)
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = community.post_page(request.viewer, found, **cursors)

    threads = fragments.threads_of(request, page)

    def render_page() -> HttpResponse:
        return render(request, "portal/community/post.html", {"threads": threads, **_post_context(request, page)})

    response = page_or_unchanged(request, page.facts, render_page, text=threads)
    if request.viewer:
        actions.visit_post(request.viewer, page=page)
    return response


def _post_context(request: Request, page: community.PostPage) -> dict[str, Any]:
    draft = community.begun_under(page.post)
    about = page.post.about  # type: ignore[attr-defined]  # a column the query adds
    return {
        "page": page,
        "about": {"address": away(about), "words": about.partition("://")[2]} if about else None,
        "fragments": fragments,
        "draft": draft,
        "submission": draft.key if draft else new_id(),
        "may_be_official": may_be_official(request),
        "structured": structured.question(request, page),
        "live": f"{settings.COORUM_LIVE_URL}?topic={topic_token(community.topic_of(page.post))}"
        if request.viewer
        else "",
    }


@require_safe
@site_only
def since(request: Request, board: str, post: UUID, number: int) -> HttpResponse:  # noqa: ARG001
    """To the first comment above this number, or to the end of the post where there is none."""
    found = access.readable_post(request, post)
    new = community.new_comments(found, number, most=1)
    return redirect("portal:comment", new[0]) if new else redirect(f"{address_of_post(found)}#comments")


@site_only
def link(request: Request, post: UUID) -> HttpResponse:
    """A post's address that holds even when its board is renamed."""
    return redirect(address_of_post(access.readable_post(request, post)))


@site_only
@for_writers
def write(request: Request, board: str) -> HttpResponse:
    """A new post on a board."""
    if request.method == "POST":
        return _publish(request, board)
    found = access.readable_board(request, board)
    if not community.may_write(request.viewer, found):
        raise Http404
    about = access.page_asked(request)
    if talk := community.talk_about(about) if about else None:
        return redirect(f"{address_of_post(talk)}#composer")
    initial = {"about": about, "title": request.GET.get("title", "")[:80]} if about else {}
    form = PostForm(initial={**initial, **_begun(request, found.template)}, may_be_official=may_be_official(request))
    return _composer(request, form, found)


def _publish(request: Request, board: str) -> HttpResponse:
    form, found = typed(request, PostForm), community.board_for_words(board)
    if form.is_valid() and form.cleaned_data["act"] not in LOOKS:
        try:
            if wants(form, "draft"):
                actions.save_draft(request.viewer, kind="post", board=found, **_words(request, form, voice=False))
                return kept(request)
            post = actions.write_post(request.viewer, board=found, **_words(request, form))
            if about := access.page_asked(request):
                actions.tie_to_page(request.viewer, post=post, address=about)
        except Refused as refusal:
            if away := homeless(request, refusal):
                return away
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Your post is published."))
            return redirect(address_of_post(post))
    return _composer(request, form, found)


@site_only
@for_writers
def edit(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Change one's post. A post changed elsewhere meanwhile is shown beside what was typed."""
    found = access.own_post(request, post)
    if request.method != "POST":
        initial = {"title": found.title, "body": found.body, "revision": found.revision, "cover_id": found.cover_id}
        return _composer(request, PostForm(initial={**initial, **_begun(request)}), found.board, found)
    form = typed(request, PostForm)
    if not form.is_valid() or form.cleaned_data["act"] in LOOKS:
        return _composer(request, form, found.board, found)
    try:
        if wants(form, "draft"):
            where = {"board": found.board, "post": found, "revision": form.cleaned_data["revision"]}
            actions.save_draft(request.viewer, kind="post_edit", **where, **_words(request, form, found))
            return kept(request)
        revision = form.cleaned_data["revision"] or 0
        actions.edit_post(request.viewer, post=found, revision=revision, **_words(request, form, found))
    except Refused as refusal:
        if away := homeless(request, refusal):
            return away
        form.take_refusal(refusal)
        return _composer(request, form, found.board, found, refusal)
    messages.success(request, _("Your changes are published."))
    return redirect(address_of_post(found))


@require_POST
@site_only
@taking_part
def remove(request: Request, board: str, post: UUID) -> HttpResponse:
    """Take a post away; the message offers to bring it back."""
    found = access.removable_post(request, post)
    actions.remove_post(request.viewer, post=found, **sound(RemovalForm(request.POST)))
    undo = reverse("portal:restore_post", args=[found.board.slug, found.id])
    messages.success(request, _("The post is deleted."), extra_tags=f"undo:{undo}")
    return redirect("portal:board", board)


@require_POST
@site_only
@taking_part
def restore(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Bring a removed post back."""
    found = access.removable_post(request, post)
    actions.restore_post(request.viewer, post=found)
    messages.success(request, _("The post is back."))
    return redirect(address_of_post(found))


@site_only
@member_required
def mine(request: Request) -> HttpResponse:
    """What I wrote here."""
    wish = request.GET
    page = community.posts_of(request.viewer, after=wish.get("after", ""), before=wish.get("before", ""))
    return render(request, "portal/community/my_posts.html", {"posts": page, "fragments": fragments})


def _begun(request: Request, template: str = "") -> dict[str, Any]:
    """What the composer starts from: a draft named in the address, or the board's template."""
    if "draft" not in request.GET:
        return {"body": template} if template else {}
    draft = access.own_draft(request, access.key_in(request.GET["draft"]))
    begun = {"submission": draft.key, "title": draft.title, "body": draft.body, "cover_id": draft.cover_id}
    return {**begun, "revision": draft.revision} if draft.revision else begun


def _words(request: Request, form: PostForm, post: Any = None, *, voice: bool = True) -> dict[str, Any]:
    """What the action is given, to write or to change `post`. Only new posts choose a voice."""
    words = form.words()
    if post or not voice:
        words.pop("official", None)
    chosen = None if form.cleaned_data["without_cover"] else form.cleaned_data["cover_id"]
    return {**words, "cover": access.cover(request, chosen, on=post)}


def _composer(
    request: Request, form: PostForm, board: Any, post: Any = None, refusal: Refused | None = None
) -> HttpResponse:
    cover = access.cover(request, form["cover_id"].value(), on=post)
    context = {"form": form, "board": board, "post": post, "cover": cover and community.view_of(cover)}
    context["about"] = str(form["about"].value() or "").partition("://")[2]
    status = (STATUS.get(refusal.code, 400) if refusal else 400) if form.errors else 200
    current = refusal.params.get("current") if refusal else None
    more = {"current": current, "preview": preview_of(request, form), "similar": _similar(request, form)}
    return render(request, "portal/community/write.html", {**context, **more, "fragments": fragments}, status=status)


def _similar(request: Request, form: PostForm) -> list[community.PostRow] | None:
    """Questions like this one, where they were asked for by the button; None where not."""
    if not (form.is_bound and wants(form, "similar")):
        return None
    return community.questions_like(request.viewer, form.cleaned_data["title"])
