"""What all composers share: pictures that come with the words, words that found no place, words of somebody signed out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.community import actions
from coorum.portal.forms.words import WordsForm
from coorum.web.forms import StrictForm
from coorum.web.guards import taking_part, to_sign_in
from coorum.web.request import Request

View = Callable[..., HttpResponse]
STATUS = {"stale": 409}
LOOKS = {"picture", "preview", "similar"}
"""Buttons that show the composer again instead of sending it."""


def for_writers(view: View) -> View:
    """Members and staff. Words of somebody whose sign-in ran out while they wrote are shown to them, not thrown away."""
    guarded = taking_part(view)

    @wraps(view)
    def entered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None and request.method == "POST":
            words = {"title": request.POST.get("title", ""), "body": request.POST.get("body", "")}
            return to_sign_in(request, kept=words)
        return guarded(request, *args, **kwargs)

    return entered


def may_be_official(request: Request) -> bool:
    """Whether the viewer can choose between their own voice and the operator's."""
    return bool(request.viewer and request.viewer.is_staff and request.viewer.member)


def typed[Words: WordsForm](request: Request, form_class: type[Words]) -> Words:
    """The form as it was sent, its pictures already taken in: the cover by its id, one for the text as Markdown."""
    data, problems = request.POST.copy(), []
    for name in [name for name in ("cover", "picture") if name in request.FILES and name in form_class.base_fields]:
        try:
            sent: Any = request.FILES[name]
            picture = actions.add_picture(request.viewer, upload=sent)
        except Refused as refusal:
            problems.append((name, str(refusal)))
            continue
        if name == "cover":
            data["cover_id"] = str(picture.id)
        else:
            data["body"] = f"{data.get('body', '').rstrip()}\n\n![](picture:{picture.id})\n".lstrip()
    form = form_class(data, request.FILES, may_be_official=may_be_official(request))
    for name, problem in problems:
        form.add_error(name, problem)
    return form


def sound(form: StrictForm) -> dict[str, Any]:
    """What a form without a page of its own says. Raises `Refused`: `invalid`."""
    if not form.is_valid():
        raise Refused("invalid", " ".join(str(text) for texts in form.errors.values() for text in texts))
    return form.cleaned_data


def preview_of(request: Request, form: WordsForm) -> str:
    """The text as it will look, where that was asked for and nothing is wrong with it; safe HTML."""
    if not (form.is_bound and wants(form, "preview")):
        return ""
    try:
        return actions.preview(request.viewer, body=form.cleaned_data["body"])
    except Refused as refusal:
        form.take_refusal(refusal)
        return ""


def wants(form: WordsForm, act: str) -> bool:
    """Whether the form was sent by the button `act` and can be read."""
    return form.is_valid() and form.cleaned_data["act"] == act


def homeless(request: Request, refusal: Refused) -> HttpResponse | None:
    """Where the action kept the words as a draft: back to the drafts, saying why. None for any other refusal."""
    if "draft" not in refusal.params:
        return None
    messages.warning(request, str(refusal))
    return redirect("portal:draft", refusal.params["draft"])


def kept(request: Request) -> HttpResponse:
    """The words were saved as a draft by hand."""
    messages.success(request, _("Saved as a draft."))
    return redirect("portal:drafts")
