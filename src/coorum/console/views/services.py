"""Which linked services the community shows on its pages of sign-in and registration."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.console.forms.services import ServicesForm
from coorum.linking import actions, queries
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.OWNER)
def edit(request: Request) -> HttpResponse:
    """Show, hide, order. Who is linked already signs in all the same."""
    form = ServicesForm(request.POST or None, choices=queries.choices())
    if request.method == "POST" and form.is_valid():
        actions.change_offerings(request.viewer.party, request.site, services=form.chosen)
        messages.success(request, _("Saved."))
        return redirect("console:services")
    return render(request, "console/services.html", {"form": form})
