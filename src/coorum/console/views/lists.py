"""Inviting many at once: a list is taken in, looked at, and then invited."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.lists import ListForm
from coorum.inviting import actions, queries
from coorum.web.guards import staff_required
from coorum.web.request import Request
from coorum.web.sheets import harmless

SHOWN = 50


@staff_required(Role.MANAGER)
def create(request: Request) -> HttpResponse:
    """Take a list in. Nobody is written to before it was looked at."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.declare_list(request.viewer, **form.declared())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("console:list", batch.id)
    return render(request, "console/lists/new.html", {"form": form, "batches": queries.batches()[:20]})


@require_safe
@staff_required(Role.MANAGER)
def show(request: Request, batch_id: UUID) -> HttpResponse:
    """What will be done with each line; how far the letters are; what could not be invited."""
    batch = access.batch(request, batch_id)
    report, bad = queries.report_of(batch), queries.bad_lines(batch)[:SHOWN]
    ready = [] if batch.begun_at else queries.ready_lines(batch)[:SHOWN]
    return render(request, "console/lists/show.html", {"batch": batch, "report": report, "bad": bad, "ready": ready})


@require_POST
@staff_required(Role.MANAGER)
def begin(request: Request, batch_id: UUID) -> HttpResponse:
    actions.begin(request.viewer, batch=access.batch(request, batch_id))
    messages.success(request, _("The invitations are on their way."))
    return redirect("console:list", batch_id)


@require_POST
@staff_required(Role.MANAGER)
def drop(request: Request, batch_id: UUID) -> HttpResponse:
    actions.drop(request.viewer, batch=access.batch(request, batch_id))
    messages.success(request, _("The list is deleted. Nobody was invited."))
    return redirect("console:new_list")


@require_safe
@staff_required(Role.MANAGER)
def bad(request: Request, batch_id: UUID) -> HttpResponse:
    """The lines that could not be invited, as a file to put right and send again."""
    lines = queries.bad_lines(access.batch(request, batch_id))
    if not lines:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-invited.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Line"), "email", "role", _("Why")])
    for one in lines:
        writer.writerow(
            [harmless(cell) for cell in (str(one.number), one.email or one.said, one.role, one.get_problem_display())]
        )
    return response
