"""Whether the community asks for age bands before somebody joins."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts import actions as accounts
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console.forms.ages import AgesForm
from coorum.sites import queries as sites
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.OWNER)
def edit(request: Request) -> HttpResponse:
    """One switch, and what it costs. Off again, what is known of members stays."""
    sent = request.POST if request.method == "POST" else None  # switched off, it may be empty
    form = AgesForm(sent, initial={"asks": sites.asks_ages(request.site)})
    if form.is_valid():
        act = accounts.ask_ages if form.cleaned_data["asks"] else accounts.stop_asking_ages
        try:
            act(request.viewer, request.site)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:ages")
    return render(request, "console/ages.html", {"form": form})
