"""Where blocks may be shown, and the lines that show them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.community import queries as community
from coorum.console.forms.site import EmbeddingForm
from coorum.sites import actions as sites
from coorum.sites import queries
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MANAGER)
def edit(request: Request) -> HttpResponse:
    """The listed origins, and the lines to copy."""
    listed = "\n".join(queries.embed_origins(request.site.id))
    form = EmbeddingForm(request.POST or None, initial={"origins": listed})
    if request.method == "POST" and form.is_valid():
        try:
            sites.list_embed_origins(
                request.viewer.party, request.site, origins=form.cleaned_data["origins"].splitlines()
            )
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:embedding")
    scheme = "https" if request.is_secure() else "http"
    home = f"{scheme}://{queries.primary_host(request.site)}"
    boards = community.boards_readable_by(None)
    return render(request, "console/embedding.html", {"form": form, "home": home, "boards": boards})
