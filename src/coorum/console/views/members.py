"""Members, through provision only: every page of this list is a record that its members see."""

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.ids import short
from coorum.console.forms.people import SearchForm
from coorum.profiles import queries as profiles
from coorum.profiles.words import plain
from coorum.provision import actions as provision
from coorum.web.brand import media_url
from coorum.web.guards import staff_required
from coorum.web.request import Request
from coorum.web.sheets import harmless


@staff_required(Role.MODERATOR)
def index(request: Request) -> HttpResponse:
    """The members whose information was provided, with search and sort; or those who want advertising mail."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    shown = {"search": asked.get("q", ""), "sort": asked.get("sort") or "newest", "wanting": asked.get("wish", False)}
    found = provision.list_members(request.viewer, page=asked.get("page") or 1, **shown)
    return render(request, "console/members.html", {"found": found, **shown})


@staff_required(Role.MODERATOR)
def show(request: Request, member_id: UUID) -> HttpResponse:
    """One member: what was provided, and why it may be seen."""
    profile = provision.show_member(request.viewer, member_id=member_id)
    answers = provision.show_answers(request.viewer, member_id=member_id)
    context = {"profile": profile, "avatar_url": media_url(profile.avatar_key), "answers": answers}
    return render(request, "console/member.html", context)


@require_POST
@staff_required(Role.MANAGER)
def export(request: Request) -> HttpResponse:
    """The matching members as CSV (UTF-8 with BOM, so that spreadsheets read Japanese)."""
    rows = provision.export_members(request.viewer, search=request.POST.get("q", ""))
    answers = provision.export_answers(request.viewer, members=[row.member_id for row in rows])
    asked = list(profiles.fields()) if answers else []
    head = [_("User ID"), _("Display name"), _("E-mail address"), _("Date of joining"), *(one.name for one in asked)]
    lines = ([row.user_id, row.display_name, row.email, _moment(row.joined_at)] for row in rows)
    told = (_cells(asked, answers.get(row.member_id, [])) for row in rows)
    return _sheet("members", head, (line + cells for line, cells in zip(lines, told, strict=True)))


@require_POST
@staff_required(Role.MANAGER)
def export_wishes(request: Request) -> HttpResponse:
    """Those who want advertising mail, with what proves it: when, how, in which words, and the receipt's number."""
    rows = provision.export_wishes(request.viewer, search=request.POST.get("q", ""))
    head = [_("E-mail address"), _("Agreed at"), _("How"), _("Words agreed to"), _("Number of the receipt")]
    return _sheet("advertising", head, (_wish(row) for row in rows))


def _wish(row: Any) -> list[str]:
    receipt = row.provision.receipt
    told = receipt.document
    return [row.email, _moment(row.agreed_at), told["event"]["control"], told["notice"]["sentence"], short(receipt.id)]


def _cells(asked: list[Any], answers: list[provision.Said]) -> list[str]:
    """What one member answered, below each field's name; empty where they did not."""
    language, said = get_language() or "ja", {one.field.id: one for one in answers}
    return [plain(said[one.id].in_words(language)) if one.id in said else "" for one in asked]


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat()


def _sheet(name: str, head: list[str], rows: Iterable[list[str]]) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y%m%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response
