"""Commenting, replying, changing and removing comments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.base.errors import Refused
from coorum.community import actions
from coorum.community import queries as community
from coorum.portal import access
from coorum.portal.addresses import address_of_comment, address_of_post
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
from coorum.portal.forms.words import RemovalForm, WordsForm
from coorum.web.guards import site_only, taking_part
from coorum.web.request import Request


@require_safe
@site_only
def show(request: Request, comment: UUID) -> HttpResponse:
    """A comment's own address: leads to its place on the page that holds it."""
    return redirect(address_of_comment(access.readable_comment(request, comment)))


@site_only
@for_writers
def create(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Comment on a post."""
    found = community.post_for_words(post)
    place = {"kind": "comment", "board": found and found.board, "post": found}
    if request.method != "POST":
        return redirect(f"{address_of_post(access.readable_post(request, post))}#composer")
    return _say(request, place, lambda words: actions.post_comment(request.viewer, post=found, **words))


@site_only
@for_writers
def reply(request: Request, comment: UUID) -> HttpResponse:
    """Reply to a comment."""
    found = community.comment_for_words(comment)
    if request.method != "POST":
        access.readable_comment(request, comment)
        form = WordsForm(initial=_begun(request), may_be_official=may_be_official(request))
        return _composer(request, form, _place_of_reply(found))
    return _say(request, _place_of_reply(found), lambda words: actions.reply(request.viewer, to=found, **words))


@site_only
@for_writers
def edit(request: Request, comment: UUID) -> HttpResponse:
    """Change one's comment."""
    found = access.own_comment(request, comment)
    place = {"kind": "comment_edit", "board": found.post.board, "post": found.post, "comment": found}
    if request.method != "POST":
        initial = {"body": found.body, "revision": found.revision, **_begun(request)}
        return _composer(request, WordsForm(initial=initial), place)

    def change(words: dict[str, Any]) -> Any:
        words.pop("official", None)
        actions.edit_comment(request.viewer, comment=found, **words)
        return found

    return _say(request, place, change, with_revision=True)


@require_POST
@site_only
@taking_part
def remove(request: Request, comment: UUID) -> HttpResponse:
    """Take a comment away; the message offers to bring it back."""
    found = access.removable_comment(request, comment)
    actions.remove_comment(request.viewer, comment=found, **sound(RemovalForm(request.POST)))
    undo = reverse("portal:restore_comment", args=[found.id])
    messages.success(request, _("The comment is deleted."), extra_tags=f"undo:{undo}")
    return redirect(address_of_comment(found).partition("#")[0])


@require_POST
@site_only
@taking_part
def restore(request: Request, comment: UUID) -> HttpResponse:
    """Bring a removed comment back."""
    found = access.removable_comment(request, comment)
    actions.restore_comment(request.viewer, comment=found)
    messages.success(request, _("The comment is back."))
    return redirect(address_of_comment(found))


def _say(request: Request, place: dict[str, Any], act: Any, *, with_revision: bool = False) -> HttpResponse:
    """Hand the words to `act`, or show them again with what is wrong."""
    form, refused = typed(request, WordsForm), None
    if not form.is_valid() or form.cleaned_data["act"] in LOOKS:
        return _composer(request, form, place)
    revision: dict[str, Any] = {"revision": form.cleaned_data["revision"] or 0} if with_revision else {}
    words = form.words()
    try:
        if wants(form, "draft"):
            words.pop("official", None)
            actions.save_draft(request.viewer, **place, **words, **revision)
            return kept(request)
        return redirect(address_of_comment(act({**words, **revision})))
    except Refused as refusal:
        if away := homeless(request, refusal):
            return away
        form.take_refusal(refusal)
        refused = refusal
    return _composer(request, form, place, refused)


def _place_of_reply(comment: Any) -> dict[str, Any]:
    post = comment and comment.post
    return {"kind": "reply", "board": post and post.board, "post": post, "comment": comment}


def _begun(request: Request) -> dict[str, Any]:
    if "draft" not in request.GET:
        return {}
    draft = access.own_draft(request, access.key_in(request.GET["draft"]))
    begun = {"submission": draft.key, "body": draft.body}
    return {**begun, "revision": draft.revision} if draft.revision else begun


def _composer(request: Request, form: WordsForm, place: dict[str, Any], refusal: Refused | None = None) -> HttpResponse:
    answered = place.get("comment") if place["kind"] == "reply" else None
    context = {
        "form": form,
        "where": place,
        "answered": community.comment_view(answered, request.viewer) if answered else None,
        "current": refusal.params.get("current") if refusal else None,
        "preview": preview_of(request, form),
    }
    status = (STATUS.get(refusal.code, 400) if refusal else 400) if form.errors else 200
    return render(request, "portal/community/comment.html", context, status=status)
