"""Profile fields of the operator's: each with its notice; filling one in is the consent, erasing it the withdrawal."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.consent.notice import Notice
from coorum.portal import access
from coorum.portal.forms.fields import AnswerForm, value_of
from coorum.profiles import actions, queries
from coorum.web.guards import by_oneself, member_required
from coorum.web.request import Request


@dataclass(frozen=True)
class Entry:
    """One field on the page: what it asks, the notice beside it, the form, and whether it is answered."""

    field: Any
    notice: Notice
    form: AnswerForm
    is_answered: bool


@member_required
@by_oneself
def index(request: Request) -> HttpResponse:
    """Every field; or, right after joining, those that are offered then and not answered yet."""
    entries = _entries(request)
    if "new" in request.GET:
        entries = [one for one in entries if one.field.at_joining and not one.is_answered]
        if not entries:
            return redirect(_back(request))
    return _page(request, entries)


@require_POST
@member_required
@by_oneself
def answer(request: Request, field_id: UUID) -> HttpResponse:
    """Answer one, which is the consent to what stood beside it; or change the answer."""
    field = access.profile_field(request, field_id)
    form = AnswerForm(field, request.POST)
    if form.is_valid():
        given, shown = form.cleaned_data["answer"], form.cleaned_data["fingerprint"]
        try:
            actions.answer(
                request.viewer.member, field, given=given, fingerprint=shown, language=get_language() or "ja"
            )
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Thank you. Your answer is saved; you can erase it here at any time."))
            return redirect(_here(request))
    return _page(request, _entries(request, sent={field.id: form}))


@require_POST
@member_required
@by_oneself
def erase(request: Request, field_id: UUID) -> HttpResponse:
    """Erase an answer: the consent to it is withdrawn."""
    actions.take_back(request.viewer.member, access.profile_field(request, field_id))
    messages.success(request, _("Your answer is erased, and the operator can no longer see it."))
    return redirect(_here(request))


def _entries(request: Request, sent: dict[UUID, AnswerForm] | None = None) -> list[Entry]:
    member, language = request.viewer.member, get_language() or "ja"
    asked, answers = queries.fields_for(member), queries.answers_of(member)
    notices = queries.notices_of(request.site, language, asked)
    return [_entry(one, notices[one.id], answers.get(one.id), (sent or {}).get(one.id)) for one in asked]


def _entry(field: Any, notice: Notice, answer: Any, sent: AnswerForm | None) -> Entry:
    shown = {"fingerprint": notice.fingerprint, "answer": value_of(answer.value) if answer else None}
    return Entry(field, notice, sent or AnswerForm(field, initial=shown), answer is not None)


def _page(request: Request, entries: list[Entry]) -> HttpResponse:
    context = {"entries": entries, "is_new": "new" in request.GET, "back": _back(request)}
    return render(request, "portal/accounts/fields.html", context)


def _here(request: Request) -> str:
    """The page the form stood on."""
    query = urlencode({"new": "1", "next": _back(request)}) if "new" in request.GET else ""
    return f"{reverse('portal:fields')}?{query}" if query else reverse("portal:fields")


def _back(request: Request) -> str:
    back = request.GET.get("next", "/")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"
