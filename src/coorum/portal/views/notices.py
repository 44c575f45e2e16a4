"""What I was told: the bell's page, how many wait, and what I want to be told."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coorum.base.errors import Refused
from coorum.notices.inbox import actions, queries
from coorum.portal import access
from coorum.portal.forms.notices import ChoicesForm, StopForm
from coorum.web.guards import member_required, site_only
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.accounts.models import Member


@require_safe
@site_only
@member_required
def index(request: Request) -> HttpResponse:
    """What I was told, newest first, as much as belongs together in one line."""
    inbox = queries.inbox_of(request.viewer, before=_moment(request.GET.get("before", "")))
    return render(request, "portal/notices/index.html", {"inbox": inbox})


@require_safe
@site_only
@member_required
def count(request: Request) -> HttpResponse:
    """How many wait: for pages that are open. A browser that knows the number already is told so."""
    number = request.viewer.unread_count
    tag = f'"{sha256(f"{request.viewer.member.id} {number}".encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        words = ngettext("(%(num)s unread)", "(%(num)s unread)", number) % {"num": number} if number else ""
        answer = HttpResponse(f"{number}\n{words}", content_type="text/plain; charset=utf-8")
    answer.headers["ETag"], answer.headers["Cache-Control"] = tag, "private, no-cache"
    return answer


@require_POST
@site_only
@member_required
def read(request: Request) -> HttpResponse:
    """Mark all read, or one bundle; the message offers to undo it."""
    at = actions.read(request.viewer.member, bundle=_id(request.POST.get("bundle", "")))
    undo = f"{reverse('portal:unread_notices')}?{urlencode({'at': at.isoformat()})}"
    messages.success(request, _("Marked as read."), extra_tags=f"undo:{undo}")
    return redirect("portal:notices")


@require_POST
@site_only
@member_required
def unread(request: Request) -> HttpResponse:
    """Undo it."""
    at = _moment(request.GET.get("at", ""))
    if at is None:
        raise Http404
    actions.unread_again(request.viewer.member, read_at=at)
    messages.success(request, _("Marked as unread again."))
    return redirect("portal:notices")


@site_only
@member_required
def choices(request: Request) -> HttpResponse:
    """What I want to be told, how, and when letters come."""
    member = request.viewer.member
    form = ChoicesForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(member, wanted=form.wanted(), times=form.times())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:notice_choices")
    context = {"form": form, "is_stopped": queries.is_stopped(member)}
    return render(request, "portal/notices/choices.html", context, status=400 if form.errors else 200)


@require_POST
@site_only
@member_required
def resume(request: Request) -> HttpResponse:
    """Letters come again, as they were chosen."""
    actions.resume_mail(request.viewer.member)
    messages.success(request, _("Letters come again."))
    return redirect("portal:notice_choices")


@csrf_exempt  # mail programs press this button themselves (RFC 8058); the signed address is the key
@never_cache
@site_only
@require_http_methods(["GET", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """No more letters, for whoever has the link of one; no sign-in is asked. Looking at the page changes nothing."""
    member = access.whose_letters(token)
    if member is None:
        return render(request, "portal/notices/stop.html", {"member": None})
    form = StopForm(request.POST if request.POST.get("act") == "choose" else None, member=member)
    if request.method == "POST":
        _stop_or_choose(request, member, form)
    context = {"member": member, "form": form, "is_stopped": queries.is_stopped(member)}
    return render(request, "portal/notices/stop.html", {**context, "act": request.POST.get("act", "")})


def _stop_or_choose(request: Request, member: "Member", form: StopForm) -> None:
    """A mail program says no more than that it is to stop; people have three buttons."""
    act = request.POST.get("act", "stop")
    if act == "choose":
        if form.is_valid():
            actions.choose(member, wanted=form.wanted())
    elif act == "undo":
        actions.resume_mail(member)
    else:
        actions.stop_mail(member)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
