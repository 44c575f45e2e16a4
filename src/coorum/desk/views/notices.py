"""Notices that nobody can switch off: announced, followed, taken back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms.notices import InterruptionForm, WordsForm
from coorum.notices import actions, queries
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.notices.models import ServiceNotice


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every notice, and how far its letters have come."""
    rows = [(notice, queries.mailing_of(notice)) for notice in queries.notices()[:100]]
    return render(request, "desk/notices/index.html", {"rows": rows})


@access.at_the_desk
def create(request: Request) -> HttpResponse:
    """Announce a planned interruption."""
    form = InterruptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.announce(access.officer(request), **form.facts())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Announced. The letters are on their way."))
            return redirect("desk:notices")
    return render(request, "desk/notices/new.html", {"form": form}, status=400 if form.is_bound else 200)


@access.at_the_desk
def show(request: Request, notice_id: UUID) -> HttpResponse:
    """One notice: what it says, to how many, and whether it can be taken back."""
    return _page(request, access.notice(notice_id), WordsForm())


@require_POST
@access.at_the_desk
def take_back(request: Request, notice_id: UUID) -> HttpResponse:
    """Tell everybody who was told that it does not happen."""
    notice, form = access.notice(notice_id), WordsForm(request.POST)
    if form.is_valid():
        try:
            actions.take_back(access.officer(request), notice=notice, words=form.words())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Taken back. Everybody who was told is told so."))
            return redirect("desk:notices")
    return _page(request, notice, form)


def _page(request: Request, notice: "ServiceNotice", form: WordsForm) -> HttpResponse:
    can_take_back = queries.can_be_taken_back(notice)
    context = {"notice": notice, "mailing": queries.mailing_of(notice), "form": form, "can_take_back": can_take_back}
    return render(request, "desk/notices/show.html", context, status=400 if form.is_bound else 200)
