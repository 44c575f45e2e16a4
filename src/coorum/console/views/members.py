"""Members, through provision only: every page of this list is a record that its members see."""

import csv
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.console.forms.people import SearchForm
from coorum.provision import actions as provision
from coorum.web.brand import media_url
from coorum.web.guards import staff_required
from coorum.web.request import Request
from coorum.web.sheets import harmless


@staff_required(Role.MODERATOR)
def index(request: Request) -> HttpResponse:
    """The members whose information was provided, with search and sort."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    search, sort = asked.get("q", ""), asked.get("sort") or "newest"
    found = provision.list_members(request.viewer, search=search, sort=sort, page=asked.get("page") or 1)
    return render(request, "console/members.html", {"found": found, "search": search, "sort": sort})


@staff_required(Role.MODERATOR)
def show(request: Request, member_id: UUID) -> HttpResponse:
    """One member: what was provided, and why it may be seen."""
    profile = provision.show_member(request.viewer, member_id=member_id)
    context = {"profile": profile, "avatar_url": media_url(profile.avatar_key)}
    return render(request, "console/member.html", context)


@require_POST
@staff_required(Role.MANAGER)
def export(request: Request) -> HttpResponse:
    """The matching members as CSV (UTF-8 with BOM, so that spreadsheets read Japanese)."""
    rows = provision.export_members(request.viewer, search=request.POST.get("q", ""))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="members-{timezone.localdate():%Y%m%d}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("User ID"), _("Display name"), _("E-mail address"), _("Date of joining")])
    for row in rows:
        cells = (row.user_id, row.display_name, row.email, timezone.localtime(row.joined_at).isoformat())
        writer.writerow([harmless(cell) for cell in cells])
    return response
