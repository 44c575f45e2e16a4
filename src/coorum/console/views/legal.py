"""The operator's legal block: what people read before they agree."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.console.steps import next_after, steps_for
from coorum.sites import actions as sites
from coorum.sites.actions import LEGAL_BLOCK
from coorum.web.guards import staff_required
from coorum.web.legal import LegalForm
from coorum.web.request import Request


@staff_required(Role.OWNER)
def edit(request: Request) -> HttpResponse:
    """Legal name, address, representative, contact."""
    operator = request.site.operator
    form = LegalForm(request.POST or None, initial={name: getattr(operator, name) for name in LEGAL_BLOCK})
    if request.method == "POST" and form.is_valid():
        sites.change_legal_block(request.viewer.party, request.site, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(next_after("legal") if request.site.opened_at is None else "console:legal")
    return render(request, "console/legal.html", {"form": form, "steps": steps_for(request.site)})
