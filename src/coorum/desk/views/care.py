"""What is kept apart of enquiries, since it calls for special care or nobody has looked into it: for privacy officers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms.enquiries import LookForm
from coorum.enquiries import actions
from coorum.enquiries import queries as enquiries
from coorum.enquiries.care import queries
from coorum.enquiries.care.kinds import Purpose
from coorum.web.request import Request

DEEDS: dict[str, Callable[..., Any]] = {
    "ask": actions.ask_writer,
    "erase": actions.erase_held,
    "release": actions.give_back,
}


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """What waits, the nearest day first, and what was decided. Not a word of it."""
    context = {"waiting": queries.waiting(), "decided": queries.decided(), "today": enquiries.today()}
    return render(request, "desk/enquiries/apart.html", context)


@access.for_privacy_officers
def show(request: Request, held_id: UUID) -> HttpResponse:
    """One of them, closed."""
    return _page(request, held_id)


@never_cache
@require_POST
@access.for_privacy_officers
def act(request: Request, held_id: UUID, deed: str) -> HttpResponse:
    """Look into it for a purpose, ask the writer, erase it, or give it back."""
    if deed == "look":
        return _look(request, held_id)
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](access.officer(request), held=access.held(held_id))
    except Refused as refusal:
        return _page(request, held_id, trouble=str(refusal), status=400)
    messages.success(request, _("Done."))
    return redirect("desk:held", held_id)


def _look(request: Request, held_id: UUID) -> HttpResponse:
    """The words on the page, once; a file as a download that no browser opens by itself."""
    form, held, who = LookForm(request.POST), access.held(held_id), access.officer(request)
    if not form.is_valid():
        return _page(request, held_id, form=form, status=400)
    purpose = Purpose(form.cleaned_data["purpose"])
    try:
        if held.attachment is None:
            return _page(request, held_id, seen=actions.look_into(who, held=held, purpose=purpose))
        content = actions.open_file(who, held=held, purpose=purpose)
    except Refused as refusal:
        return _page(request, held_id, trouble=str(refusal), status=400)
    return download(content, held.attachment.name)


def download(content: bytes, name: str) -> HttpResponse:
    """Bytes from a stranger: kept by no cache, opened by no browser, under no type of theirs."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",  # noqa: FBT003  Django's order
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _page(request: Request, held_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    held = access.held(held_id)
    context = {
        "held": held,
        "one": held.message.enquiry,
        "form": LookForm(initial={"purpose": Purpose.DECIDE}),
        "looks": queries.looks_of(held),
        "has_looked": queries.has_looked(held, request.viewer.person.id),
        "erased_on": queries.erased_on(held),
        "today": enquiries.today(),
        **more,
    }
    return render(request, "desk/enquiries/held.html", context, status=status)
