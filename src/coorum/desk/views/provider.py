"""Who the provider is: the legal block that everybody reads before they agree to anything (APPI 32(1))."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms.provider import ProviderForm
from coorum.sites import actions as sites
from coorum.sites import queries
from coorum.sites.actions import ACCREDITED, LEGAL_BLOCK
from coorum.web.request import Request


@access.for_administrators
def edit(request: Request) -> HttpResponse:
    """Introduce the provider, or change what it said."""
    provider = queries.provider()
    initial = {name: getattr(provider, name) for name in (*LEGAL_BLOCK, *ACCREDITED)} if provider else {}
    form = ProviderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sites.introduce_provider(access.officer(request), **form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:overview")
    context = {"form": form, "is_new": provider is None}
    return render(request, "desk/provider.html", context, status=400 if form.errors else 200)
