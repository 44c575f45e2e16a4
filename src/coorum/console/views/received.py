"""What the operator received: its own records to take home (APPI 30), and what it has still to correct or erase."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.consent.notice import words_for
from coorum.provision import actions, queries
from coorum.web.files import download
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MANAGER)
def index(request: Request) -> HttpResponse:
    """How much was received, and what is still to do."""
    context = {
        "tasks": list(queries.operator_tasks()[:200]),
        "count": queries.received().count(),
        "today": timezone.localdate(),
        "words": words_for(request.LANGUAGE_CODE),
    }
    return render(request, "console/received.html", context)


@require_POST
@staff_required(Role.MANAGER)
def records(request: Request) -> HttpResponse:
    """The records as one ZIP, signed; the download is written down."""
    package = actions.download_receipts(request.viewer)
    return download(package.content, f"received-{timezone.localdate():%Y%m%d}.zip", "application/zip")


@require_POST
@staff_required(Role.MANAGER)
def confirm(request: Request, task_id: UUID) -> HttpResponse:
    """Somebody of the staff says that it is done."""
    if not queries.operator_tasks().filter(id=task_id).exists():
        raise Http404
    actions.confirm_task(request.viewer, task_id=task_id)
    messages.success(request, _("Thank you. It is written down."))
    return redirect("console:received")
