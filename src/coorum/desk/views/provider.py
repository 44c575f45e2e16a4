"""Who the provider is: the legal block that everybody reads before they agree to anything (APPI 32(1))."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.desk import access
from coorum.sites import actions as sites
from coorum.sites import queries
from coorum.sites.actions import LEGAL_BLOCK
from coorum.web.legal import LegalForm
from coorum.web.request import Request


@access.for_administrators
def edit(request: Request) -> HttpResponse:
    """Introduce the provider, or change what it said."""
    provider = queries.provider()
    initial = {name: getattr(provider, name) for name in LEGAL_BLOCK} if provider else {}
    form = LegalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sites.introduce_provider(access.officer(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("desk:overview")
    return render(request, "desk/provider.html", {"form": form, "is_new": provider is None})
